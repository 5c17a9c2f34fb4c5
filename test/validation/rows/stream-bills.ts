// What a month of a stream comes to by AWS's price page, by hand: 2,000 records/s of 1 KB and a consumer with enhanced fan-out,
// kept for a week. A month has 730 hours here: 5.256 G records, 5,012.5 GB of 2^30 B. Four shards by the hour, their six days of
// extended retention and their consumer by the hour, a PUT unit a record, and what is pushed by the GB. On demand it is the GB in
// and out, and what is older than a day: six days of 2,000 KiB/s, 988.8 GB at any time. Under the throughput commitment 25 MiB/s are
// billed each way whatever is used: 2,109.4 GB and 101.25 USD a day, which the AWS blog rounds to a hundred.

import { monthlyUsd, usageOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const HOURS = 730;
const RECORDS = 2000 * 3600 * HOURS;
const GB = 2 ** 30;
const KIB = 1024;
const IN_GB = (RECORDS * KIB) / GB;
const KEPT_GB = (2000 * KIB * 6 * 86_400) / GB;
const DAYS = HOURS / 24;
const FLOOR_USD = ((25 * 86_400) / 1024) * (0.032 + 0.016);

const ON_DEMAND = ['components.stream.streamMode=ON_DEMAND', 'components.stream.shardCount=null'];
const COMMITTED = [...ON_DEMAND, 'components.stream.minimumThroughputBillingCommitment=ENABLED'];
const IDLE = ['workloads.records.arrivals.rate=1 / 3600 s', 'components.stream.retentionPeriod=24 h'];

const PAGE = 'aws.amazon.com/kinesis/data-streams/pricing';

export const streamBills = workedRow({
  name: 'stream-bills',
  source: `${PAGE}; by hand`,
  scenario: 'test/validation/scenarios/stream-bill.yaml',
  claims: [
    {
      what: '2,000 records/s of 1 KB into four shards, kept for a week, pushed to one consumer: USD a month',
      expected: HOURS * 4 * (0.015 + 0.02 + 0.015) + (RECORDS / 1e6) * 0.014 + IN_GB * 0.013,
      within: 0.0005,
      decimals: 2,
      seen: monthlyUsd,
    },
    {
      what: 'the same on demand: USD a month',
      expected: HOURS * 0.04 + IN_GB * (0.08 + 0.05) + KEPT_GB * 0.1,
      within: 0.0005,
      decimals: 2,
      sets: ON_DEMAND,
      seen: monthlyUsd,
    },
    {
      what: 'the same under a throughput commitment: USD a month',
      expected: DAYS * FLOOR_USD + KEPT_GB * 0.023,
      within: 0.0005,
      decimals: 2,
      sets: COMMITTED,
      seen: monthlyUsd,
    },
    {
      what: 'next to nothing under a throughput commitment: USD a day',
      expected: FLOOR_USD,
      within: 0,
      decimals: 2,
      sets: [...COMMITTED, ...IDLE],
      source: `${PAGE}; AWS Big Data Blog, On-demand Advantage saves 60% on streaming costs; by hand`,
      seen: (result, design) => monthlyUsd(result, design) / DAYS,
    },
    {
      what: '10,000 records of 4.5 KB into an on-demand stream: KB billed',
      expected: 50_000,
      within: 0,
      sets: [
        ...ON_DEMAND,
        'warmup=0 s',
        'duration=100 s',
        'workloads.records.arrivals={ process: constant, rate: 100/s }',
        `workloads.records.size=${4.5 * KIB - 12} B`,
      ],
      seen: (result) => usageOf(result, 'stream', 'on-demand-in-gb') / KIB,
    },
  ],
});
