// The library on a stream that is split: its map of shards is stale until an answer shows it.

import { describe, expect, it } from 'vitest';
import type { RecordedCounter } from '../../../../src/metrics/recorded.ts';
import { even, run } from '../../plan.ts';

// 1,000 records/s from one host. Calls take 50 ms, ListShards 100 ms, packed records leave after 100 ms and 20 more.
const seen = run({
  workloads: { clicks: even('1000/s', '300 B', { distribution: 'uniform', keys: 10_000 }) },
  components: {
    web: {
      type: 'kinesis.producer',
      workload: 'clicks',
      to: 'stream',
      client: { type: 'kpl', requestLatency: '50 ms', listShardsLatency: '100 ms' },
    },
    stream: {
      type: 'kinesis.stream',
      reshardTime: '10 s',
      resharding: [{ at: '20 s', operation: 'SplitShard', shardToSplit: 0 }],
    },
    reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
  },
  seconds: 60,
});

const recordsInSecond = (second: number): number => {
  const counter = seen.result.metrics.find(
    ({ component, metric, part }) => component === 'stream' && metric === 'IncomingRecords' && part === null,
  ) as RecordedCounter;
  return counter.series!.sum[second]!;
};

describe('the library on a stream that is split', () => {
  it('sends once more what landed in a shard that its map does not have, though it is stored: duplicates', () => {
    const { fates, duplicates } = seen.flow('reader');
    expect(fates.delivered).toBe(60_000);
    expect(duplicates).toBe(seen.sum('web', 'ErrorsByCode.WrongShard'));
    // What left between the split and the first answer to it: a packed record of 100 ms or so, or two.
    expect(duplicates).toBeGreaterThanOrEqual(90);
    expect(duplicates).toBeLessThanOrEqual(220);
  });

  it('sends records one by one while it loads the map anew, then packs for two shards', () => {
    // Packed for one shard: 1,000 / 102 a second. For 100 ms: 100 fresh records, and what goes once more, each by itself.
    for (const second of [15, 18, 25, 28])
      expect(Math.abs(recordsInSecond(second) - 10)).toBeLessThanOrEqual(1);
    const alone = recordsInSecond(30) - 20;
    const { duplicates } = seen.flow('reader');
    expect(alone).toBeGreaterThanOrEqual(90);
    expect(alone).toBeLessThanOrEqual(100 + duplicates + 10);
    for (const second of [40, 50]) expect(Math.abs(recordsInSecond(second) - 20)).toBeLessThanOrEqual(2);
  });

  it('learns of one split once: the map is not loaded again and again', () => {
    expect(seen.sum('stream', 'IncomingRecords', 'shardId-000000000001')).toBeGreaterThan(200);
    expect([32, 36, 44].every((second) => recordsInSecond(second) < 25)).toBe(true);
  });
});

describe('a library that is overloaded when its stream is split', () => {
  it('books each record once, though packed ones expire in its limiter while the map loads', () => {
    // 2,500 × 3 KiB/s into two shards of 1 MiB/s, with 2 s to live: the limiter is full of what expires.
    const { produced, fates } = run({
      workloads: { clicks: even('2500/s', '3 KiB', { distribution: 'uniform', keys: 1000 }) },
      components: {
        web: {
          type: 'kinesis.producer',
          workload: 'clicks',
          to: 'stream',
          client: { type: 'kpl', recordTtl: '2 s' },
        },
        stream: {
          type: 'kinesis.stream',
          shardCount: 2,
          reshardTime: '50 ms',
          resharding: [{ at: '4 s', operation: 'UpdateShardCount', targetShardCount: 4 }],
        },
        reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
      },
      seconds: 5,
    }).flow('reader');
    expect(produced).toBe(12_500);
    expect(fates.delivered + fates.expired + fates.inFlight).toBe(12_500);
  });
});
