// How AWS sizes an on-demand stream, by hand: it begins with four shards, and a shard that takes more than 500 records/s or
// 500 KB/s (read as KiB) for a minute is split. All records have one key, so that one shard has them: after 70 s it has been
// split once, in its 61st second, or not at all.

import { levelOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const START = 4;
const KEY_BYTES = 12;
const HALF_BYTES = 500 * 1024;

const CASES = [
  { what: 'a record of 112 B', rate: 1, data: 100, shards: START, limit: 'onDemandStart' },
  { what: '499 records', rate: 499, data: 100, shards: START, limit: 'onDemandSplitRecords' },
  { what: '510 records', rate: 510, data: 100, shards: START + 1, limit: 'onDemandSplitRecords' },
  ...[
    { share: 0.99, shards: START },
    { share: 1.01, shards: START + 1 },
  ].map(({ share, shards }) => ({
    what: `100 records that make ${share} × 500 KiB`,
    rate: 100,
    data: (share * HALF_BYTES) / 100 - KEY_BYTES,
    shards,
    limit: 'onDemandSplitBytes',
  })),
];

export const onDemandShards = workedRow({
  name: 'on-demand-shards',
  source: 'docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html; by hand',
  scenario: 'test/validation/scenarios/on-demand.yaml',
  claims: CASES.map(({ what, rate, data, shards, limit }) => ({
    what: `an on-demand stream that gets ${what} a second: open shards after 70 s`,
    expected: shards,
    within: 0,
    sets: [`workloads.records.arrivals.rate=${rate}/s`, `workloads.records.size=${Math.round(data)} B`],
    reaches: [`kinesis.stream limit ${limit}`],
    seen: (result) => levelOf(result, 'stream', 'OpenShards').mean,
  })),
});
