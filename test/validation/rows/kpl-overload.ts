// What an overload of one shard comes to with the Kinesis Producer Library, by hand. No host knows of the others: two send 150 % each of
// what the shard stores, and two thirds of that are refused. What is refused is sent again until its 30 s are over: of twice the
// 1,024 user records a second that the shard stores (see kpl-limiter) half expire.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

export const kplOverload = workedRow({
  name: 'kpl-overload',
  source: 'aws/kinesis/core/limiter.h of the Kinesis Producer Library; by hand',
  scenario: 'test/validation/scenarios/kpl-overload.yaml',
  claims: [
    {
      what: 'two KPL hosts with six times what their shard takes: Kinesis records refused, %',
      expected: 200 / 3,
      within: 0.01,
      decimals: 1,
      sets: ['components.host.hosts=2', 'workloads.records.arrivals.rate=6144/s'],
      seen: (result) =>
        (100 * sumOf(result, 'host', 'ErrorsByCode.ProvisionedThroughputExceededException')) /
        sumOf(result, 'host', 'AllAttempts'),
    },
    {
      what: 'a KPL host with twice what its shard takes: user records that expire, %',
      expected: 50,
      within: 0.03,
      decimals: 1,
      sets: ['workloads.records.arrivals.rate=2048/s', 'warmup=90 s'],
      source: 'aws/kinesis/core/retrier.cc of the Kinesis Producer Library; by hand',
      seen: (result) =>
        (100 * sumOf(result, 'host', 'UserRecordExpired')) / sumOf(result, 'host', 'UserRecordsReceived'),
    },
  ],
});
