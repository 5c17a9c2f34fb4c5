// What AWS says of an on-demand stream's size, by hand. It holds twice the peak of the last 30 days: 80 MB/s after 40, and 100 after 50,
// in shards of 1 MB/s. A new one takes 4 MB/s and 4,000 records/s: four shards, each of which begins with a second's worth. Four
// keys, a, b, c and e, lie in four shards by their MD5. One key never gets more than one shard, however often its shard is split.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { levelOf, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SECONDS = 30;
const SHARDS = 4;
const FOUR_KEYS = 'workloads.records.partitionKey={ distribution: list, keys: { a: 1, b: 1, c: 1, e: 1 } }';
const MINUTES = 10;

const incoming = (result: ReplicationResult): number => sumOf(result, 'stream', 'IncomingRecords');

export const onDemandGuide = workedRow({
  name: 'on-demand-guide',
  source: 'docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html; by hand',
  scenario: 'test/validation/scenarios/on-demand.yaml',
  claims: [
    ...[
      { peak: 40, holds: 80 },
      { peak: 50, holds: 100 },
    ].map(({ peak, holds }) => ({
      what: `an on-demand stream that had ${peak} MiB/s at most in 30 days: MiB/s that it takes`,
      expected: holds,
      within: 0,
      sets: [`components.stream.peakWriteThroughput=${peak} MiB/s`, 'warmup=0 s'],
      seen: (result: ReplicationResult) => levelOf(result, 'stream', 'OpenShards').mean,
    })),
    ...[
      { what: '8,000 records/s of 100 B', rate: 8000, data: 99, each: 1000 },
      { what: '800 records/s of 10 KiB', rate: 800, data: 10_239, each: 102.4 },
    ].map(({ what, rate, data, each }) => ({
      what: `a new on-demand stream, ${what} in four shards: stored in ${SECONDS} s`,
      // A second's worth at once, and then as it is refilled. What came in since a shard's last record is left.
      expected: SHARDS * each * (1 + SECONDS),
      within: 0.001,
      sets: [
        'warmup=0 s',
        `duration=${SECONDS} s`,
        FOUR_KEYS,
        `workloads.records.arrivals.rate=${rate}/s`,
        `workloads.records.size=${data} B`,
        'components.writer.client.retry={ mode: none }',
      ],
      seen: incoming,
    })),
    {
      what: 'one key of 2,000 records/s on an on-demand stream that splits its shard again and again: stored a second',
      expected: 1000,
      // A split a minute makes a shard with a second's worth: a sixtieth more.
      within: 0.02,
      sets: [
        'warmup=1 min',
        `duration=${MINUTES} min`,
        'workloads.records.arrivals.rate=2000/s',
        'components.writer.client.retry={ mode: none }',
      ],
      seen: (result) => incoming(result) / (MINUTES * 60),
    },
  ],
});
