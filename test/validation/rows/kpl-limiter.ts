// What the Kinesis Producer Library's limiter lets through of an overload, by hand: 150 % of what one shard takes, whatever the
// stream says of it (limiter.h: the hook for throttles does nothing). The shard stores 100 % of its 1 MiB/s, so a third of
// what is sent is refused for as long as the overload lasts. Of user records of 1,015 B under one key 50 go into a Kinesis
// record of 51,184 B (20, 14 for the key, and 8 more for each), 16 short of the whole KiB that the shard counts.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

export const kplLimiter = workedRow({
  name: 'kpl-limiter',
  source: 'aws/kinesis/core/limiter.h of the Kinesis Producer Library; by hand',
  scenario: 'test/validation/scenarios/kpl-overload.yaml',
  claims: [
    {
      what: 'a KPL host with three times what its shard takes: Kinesis records refused, %',
      expected: 100 / 3,
      within: 0.01,
      decimals: 1,
      seen: (result) =>
        (100 * sumOf(result, 'host', 'ErrorsByCode.ProvisionedThroughputExceededException')) /
        sumOf(result, 'host', 'AllAttempts'),
    },
  ],
});
