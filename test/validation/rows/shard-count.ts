// The developer guide's formula for the shards of a provisioned stream: the larger of what comes in, in KiB/s, over 1,024 and what goes
// out over 2,048. 280 records/s of 10 KB are 2,800 in: 2.73, so 3 shards, and two refuse 1 − 2,048 / 2,800 of it. Four shared
// consumers make 11,200 out: 5.47, so 6 shards, and of five they get 10,240 / 11,200.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const IN_KIB = 280 * 10;
const CONSUMERS = 4;
const OUT_KIB = IN_KIB * CONSUMERS;
const SHARD_IN_KIB = 1024;
const SHARD_OUT_KIB = 2048;
const WITHIN = 0.01;

function design(shards: number): readonly string[] {
  return [
    'workloads.records.arrivals.rate=280/s',
    'workloads.records.partitionKey.keys=100000',
    `workloads.records.size=${10 * 1024 - 12} B`,
    `components.stream.shardCount=${shards}`,
    'components.writer.client.maxConnections=1000',
    `components.readers.count=${CONSUMERS}`,
    // So often that a shard is asked soon after it opens.
    'components.readers.idleTimeBetweenReads=90 ms',
    'components.readers.client.requestLatency={ distribution: uniform, min: 1 ms, max: 20 ms }',
    'duration=5 min',
  ];
}

const stored = (result: ReplicationResult): number =>
  (100 * sumOf(result, 'stream', 'IncomingRecords')) / sumOf(result, 'stream', 'AttemptedRecords');
const read = (result: ReplicationResult): number =>
  (100 * sumOf(result, 'stream', 'OutgoingRecords')) /
  (CONSUMERS * sumOf(result, 'stream', 'IncomingRecords'));

export const shardCount = workedRow({
  name: 'shard-count',
  source: 'Kinesis developer guide, choosing the data stream capacity mode; by hand',
  scenario: 'test/validation/scenarios/full-shard.yaml',
  claims: [
    { what: 'two shards: stored, %', shards: 2, expected: (100 * 2 * SHARD_IN_KIB) / IN_KIB, seen: stored },
    { what: 'three shards, as the formula has it: stored, %', shards: 3, expected: 100, seen: stored },
    {
      what: 'five shards and four shared consumers: read of what they want, %',
      shards: 5,
      expected: (100 * 5 * SHARD_OUT_KIB) / OUT_KIB,
      seen: read,
    },
    {
      what: 'six shards and four shared consumers, as the formula has it: read of what they want, %',
      shards: 6,
      expected: 100,
      seen: read,
    },
  ].map(({ what, shards, expected, seen }) => ({
    what: `280 records/s of 10 KB, ${what}`,
    expected,
    within: WITHIN,
    decimals: 1,
    sets: design(shards),
    seen,
  })),
});
