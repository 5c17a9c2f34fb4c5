// On-demand streams: what they hold from the start, when they split, and that one key is never above one shard.

import { describe, expect, it } from 'vitest';
import { streamType } from '../../../src/services/kinesis/stream/stream-type.ts';
import { even, type Plan, run, type Seen, shard } from '../plan.ts';

const EVEN_KEYS = { distribution: 'uniform', keys: 100_000 };

/** A producer that sends each record once, by itself and at once. */
function plan(workload: object, stream: object, seconds: number): Plan {
  return {
    workloads: { events: workload },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: {
          operation: 'PutRecord',
          requestLatency: '10 ms',
          retry: { mode: 'none' },
          maxConnections: 10_000,
        },
      },
      stream: { type: 'kinesis.stream', streamMode: 'ON_DEMAND', ...stream },
    },
    seconds,
  };
}

function openByMinute(seen: Seen, period: number, minutes: readonly number[]): readonly number[] {
  const series = seen.series('stream', 'OpenShards');
  return minutes.map((minute) => Math.round(series[Math.floor((minute * 60) / period)]!));
}

describe('an on-demand stream', () => {
  it('holds twice the peak of its last 30 days: 40 MiB/s hold 80, 50 hold 100', () => {
    const held = (peak: number) =>
      run(plan(even('1/s', '100 B'), { peakWriteThroughput: `${peak} MiB/s` }, 10)).level(
        'stream',
        'OpenShards',
      );
    expect([held(40), held(50)]).toEqual([80, 100]);
  });

  it('begins with 4 shards, with what it was provisioned with, or with what it is warmed to', () => {
    const opens = (stream: object) =>
      run(plan(even('1/s', '100 B'), stream, 10)).level('stream', 'OpenShards');
    const warm = { minimumThroughputBillingCommitment: 'ENABLED', warmThroughput: '100 MiB/s' };
    expect([opens({}), opens({ shardCount: 16 }), opens(warm)]).toEqual([4, 16, 100]);
  });

  it('splits each shard that is above half of its limits for a minute, so much later', () => {
    // 3 MiB/s over 4 shards is 768 KiB/s each: above 500 KiB/s in the first minute. 8 shards take 384 KiB/s each: enough.
    const seen = run(plan(even('30/s', '104846 B', EVEN_KEYS), { scaleTime: '2 min' }, 600));
    const period = 600 / seen.series('stream', 'OpenShards').length;
    expect(openByMinute(seen, period, [1, 2.5, 3.5, 9])).toEqual([4, 4, 8, 8]);
    // By chance a shard gets more than its share in a second before that.
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBeLessThan(18);
  });

  it('does not split below: 1.5 MiB/s over 4 shards are 384 KiB/s each', () => {
    const seen = run(plan(even('15/s', '104846 B', EVEN_KEYS), { scaleTime: '2 min' }, 600));
    expect(seen.level('stream', 'OpenShards')).toBe(4);
  });

  it('splits by records too: 2,400 small ones a second are 600 a shard', () => {
    const seen = run(plan(even('2400/s', '50 B', EVEN_KEYS), { scaleTime: '1 min' }, 240));
    const period = 240 / seen.series('stream', 'OpenShards').length;
    expect(openByMinute(seen, period, [1.5, 2.5, 3.5])).toEqual([4, 8, 8]);
  });

  it('never lets one key above one shard, however often its shard is split', () => {
    const hot = even('2000/s', '50 B', { distribution: 'list', keys: { a: 1 } });
    const seen = run(plan(hot, { scaleTime: '1 min' }, 600));
    // Each split makes new shards with full buckets: a second's worth of 1,000 records at most for each.
    const splits = seen.result.metrics.filter(
      ({ metric, part }) => metric === 'IncomingRecords' && part !== null,
    ).length;
    const stored = seen.sum('stream', 'IncomingRecords');
    expect(splits).toBeGreaterThan(10);
    expect(stored).toBeGreaterThanOrEqual(1000 * 600);
    expect(stored).toBeLessThanOrEqual(1000 * 600 + 1000 * splits);
  });

  it('throttles at both steps of a ramp that more than doubles, then not; warmed ahead, at none', () => {
    // AWS's own account of a ramp: 2 MiB/s, then 28, then above 60 (here 80). In records of 256 KiB with their keys.
    const ramp = {
      arrivals: {
        process: 'constant',
        rate: {
          steps: [
            { at: '0 s', rate: '8/s' },
            { at: '10 min', rate: '112/s' },
            { at: '40 min', rate: '320/s' },
          ],
        },
      },
      size: '262132 B',
      partitionKey: EVEN_KEYS,
    };
    const refusedIn = (stream: object) => {
      const seen = run(plan(ramp, stream, 80 * 60));
      const counter = seen.result.metrics.find(
        ({ metric, part }) => metric === 'WriteProvisionedThroughputExceeded' && part === null,
      ) as unknown as { readonly series: { readonly sum: Float64Array } };
      const sums = Array.from(counter.series.sum);
      const tenMinutes = sums.length / 8;
      return Array.from({ length: 8 }, (_, i) =>
        sums.slice(i * tenMinutes, (i + 1) * tenMinutes).reduce((sum, one) => sum + one, 0),
      ).map((refused) => refused > 300);
    };
    const [yes, no] = [true, false];
    // 4 shards at 28 MiB/s: 8, 16 and 32 after 6 minutes each, then 64 for the half of 1 MiB/s; 64 are too few for 80 MiB/s.
    expect(refusedIn({ scaleTime: '5 min', writeBurst: '10 MiB' })).toEqual([
      no,
      yes,
      yes,
      no,
      yes,
      no,
      no,
      no,
    ]);
    const warm = { minimumThroughputBillingCommitment: 'ENABLED', warmThroughput: '100 MiB/s' };
    expect(refusedIn({ ...warm, writeBurst: '10 MiB' })).toEqual(Array(8).fill(no));
  });

  it('takes large records without throttles while they are few: 1 % or 2 % of 2 MiB, not 5 %', () => {
    // 50 records/s of 10 KiB over 4 shards, with a share of 2 MiB: 1.5 MiB/s on average at 1 %, 5.5 of 4 MiB/s at 5 %, where
    // 1.5 of the 5 MiB/s of large ones find no room: 30 % of them.
    const throttled = (share: number) => {
      const size = {
        distribution: 'empirical',
        values: ['10 KiB', '2 MiB'],
        weights: [1 - share, share],
      };
      const arrivals = { process: 'poisson', rate: '50/s' };
      const stream = { maxRecordSize: '10 MiB', scaleTime: '14 min' };
      const seen = run(plan({ arrivals, size, partitionKey: EVEN_KEYS }, stream, 840));
      return seen.sum('stream', 'WriteProvisionedThroughputExceeded') / (50 * 840 * share);
    };
    const shares = [0.01, 0.02, 0.03, 0.04, 0.05].map(throttled);
    expect(shares[0]).toBeLessThan(0.001);
    expect(shares[1]).toBeLessThan(0.01);
    expect(shares[2]! / shares[1]!).toBeGreaterThan(5);
    expect(shares[4]).toBeGreaterThan(0.27);
    expect(shares[4]).toBeLessThan(0.36);
  });
});

describe('the bill of an on-demand stream', () => {
  const reader = { type: 'kinesis.consumer', from: 'stream' };

  // 10 records/s of 1,500 B and a key of 12 B: two KiB each. For 100 s that is 1,000 records.
  const billed = (stream: object, consumer: object) => {
    const written = plan(even('10/s', '1500 B'), stream, 100);
    const seen = run({
      ...written,
      components: { ...written.components, reader: { ...reader, ...consumer } },
    });
    return (component: string, meter: string) => seen.usage(component, meter);
  };

  it('counts what is stored and read by whole KiB a record, and the stream by the hour', () => {
    const usage = billed({}, { mode: 'shared', idleTimeBetweenReads: '200 ms' });
    expect(usage('stream', 'on-demand-in-gb') / 2048).toBe(1000);
    // What is put in the last moments of the window is read after it.
    expect(Math.abs(usage('stream', 'on-demand-out-gb') / 2048 - 1000)).toBeLessThan(10);
    expect(usage('stream', 'on-demand-stream-hour')).toBeCloseTo(100 / 3600, 12);
    expect([usage('stream', 'shard-hour'), usage('stream', 'put-payload-unit')]).toEqual([0, 0]);
  });

  it('counts pushes with the consumer, and no consumer-shard-hours', () => {
    const usage = billed({}, { mode: 'enhanced-fan-out' });
    expect(Math.abs(usage('reader', 'on-demand-fan-out-gb') / 2048 - 1000)).toBeLessThan(10);
    expect([usage('stream', 'on-demand-out-gb'), usage('reader', 'consumer-shard-hour')]).toEqual([0, 0]);
  });

  it('counts what is kept beyond a day and beyond a week by the byte', () => {
    const usage = billed({ retentionPeriod: '10 d' }, { mode: 'shared' });
    const stored = 1000 * 1512;
    expect(usage('stream', 'on-demand-extended-retention-gb-month')).toBeCloseTo((stored * 6 * 24) / 730, 3);
    expect(usage('stream', 'on-demand-long-term-retention-gb-month')).toBeCloseTo((stored * 3 * 24) / 730, 3);
  });

  it('under the throughput commitment counts reads and pushes alike, and holds the commitment', () => {
    const usage = billed({ minimumThroughputBillingCommitment: 'ENABLED' }, { mode: 'enhanced-fan-out' });
    expect(usage('stream', 'advantage-in-gb') / 2048).toBe(1000);
    expect(Math.abs(usage('stream', 'advantage-out-gb') / 2048 - 1000)).toBeLessThan(10);
    expect(usage('stream', 'committed-in-gb')).toBeCloseTo(100 / 3600, 12);
    expect(usage('stream', 'on-demand-stream-hour')).toBe(0);
  });
});

describe('properties of a stream that do not go together', () => {
  const refusals = (input: object) =>
    streamType.check!(streamType.schema.parse(input)).map(({ path }) => path.join('.'));

  it('are refused, each at its place', () => {
    const split = [{ at: '1 min', operation: 'SplitShard', shardToSplit: 0 }];
    expect(refusals({ streamMode: 'ON_DEMAND', resharding: split })).toEqual(['resharding']);
    expect(refusals({ streamMode: 'ON_DEMAND', scaling: { maxShards: 4 } })).toEqual(['scaling']);
    expect(refusals({ streamMode: 'ON_DEMAND', warmThroughput: '50 MiB/s' })).toEqual(['warmThroughput']);
    expect(refusals({ peakWriteThroughput: '50 MiB/s' })).toEqual(['peakWriteThroughput']);
    expect(refusals({ warmThroughput: '50 MiB/s' })).toEqual(['warmThroughput']);
    expect(refusals({ scaling: { minShards: 5, maxShards: 4 } })).toEqual(['scaling.minShards']);
    const scaling = { minShards: 2, maxShards: 4 };
    expect(refusals({ scaling })).toEqual(['scaling.minShards']);
    expect(refusals({ shardCount: 5, scaling })).toEqual(['scaling.maxShards']);
    expect([2, 4].flatMap((shardCount) => refusals({ shardCount, scaling }))).toEqual([]);
    expect(() =>
      streamType.schema.parse({ streamMode: 'ON_DEMAND', peakWriteThroughput: '11 GiB/s' }),
    ).toThrow();
    expect(refusals({ streamMode: 'ON_DEMAND', shardCount: 3, peakWriteThroughput: '9 MiB/s' })).toEqual([]);
  });
});

describe('the shards of a run', () => {
  it('are measured from the first to the last, by number', () => {
    const seen = run(plan(even('30/s', '104846 B', EVEN_KEYS), { scaleTime: '1 min' }, 180));
    const parts = seen.result.metrics.flatMap(({ metric, part }) =>
      metric === 'IncomingBytes' && part !== null ? [part] : [],
    );
    expect(parts).toEqual(Array.from({ length: 12 }, (_, i) => shard(i)));
  });
});
