// The target tracking of a team: worked by hand from the minutes that it sees.

import { describe, expect, it } from 'vitest';
import { streamType } from '../../../src/services/kinesis/stream/stream-type.ts';
import { type Plan, run, type Seen } from '../plan.ts';

/** Records of 100 KiB with their keys, so many a second in each step; one shard takes 10.24 of them. */
function plan(
  steps: readonly (readonly [string, string])[],
  scaling: object,
  minutes: number,
  more = {},
): Plan {
  return {
    workloads: {
      events: {
        arrivals: { process: 'constant', rate: { steps: steps.map(([at, rate]) => ({ at, rate })) } },
        size: '102388 B',
        partitionKey: { distribution: 'uniform', keys: 10_000 },
      },
    },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { operation: 'PutRecord', requestLatency: '10 ms', retry: { mode: 'none' } },
      },
      stream: { type: 'kinesis.stream', reshardTime: '30 s', scaling, ...more },
    },
    seconds: minutes * 60,
  };
}

function openAt(seen: Seen, minutes: number, at: readonly number[]): readonly number[] {
  const series = seen.series('stream', 'OpenShards');
  return at.map((minute) => Math.round(series[Math.floor((minute / minutes) * series.length)]!));
}

describe('target tracking', () => {
  it('asks for what brings the stream to its target, after three minutes above it', () => {
    // 15/s over 2 shards are 73 % of bytes: above 70 %. 2 × 0.732 / 0.7 is 2.09: 3 shards. From 2 to 3 of even ranges are two
    // splits and one merge, 30 s each: 2, 3, 4, then 3 from 4 min 30 s on.
    const scaling = { maxShards: 10 };
    const seen = run(plan([['0 s', '15/s']], scaling, 20, { shardCount: 2 }));
    expect(openAt(seen, 20, [2.9, 3.3, 3.8, 4.2, 4.8, 15])).toEqual([2, 2, 3, 4, 3, 3]);
    expect([seen.sum('stream', 'ReshardRequests'), seen.sum('stream', 'ReshardErrors')]).toEqual([1, 0]);
  });

  it('counts its cool-down from the end of a resharding', () => {
    // As before until 4 min 30 s; 25/s from 6 min on are 81 % of three shards. Asked for at 10 min, not at 9: two splits come first.
    const steps = [
      ['0 s', '15/s'],
      ['6 min', '25/s'],
    ] as const;
    const seen = run(plan(steps, { maxShards: 10 }, 20, { shardCount: 2 }));
    expect(openAt(seen, 20, [5, 8.9, 9.9, 10.4, 10.6])).toEqual([3, 3, 3, 3, 4]);
  });

  it('goes no further than twice at a time, which is all that UpdateShardCount takes', () => {
    // 45/s offered to one shard: it stores 10.24/s, 100 %. 1 / 0.7 is 1.43: 2 shards; then 100 % of those: 2.86, so 3, and so on.
    const seen = run(plan([['0 s', '45/s']], { maxShards: 10, scaleOutAfter: '1 min', cooldown: '0 s' }, 30));
    const open = openAt(seen, 30, [0.5, 1.8]);
    expect(open).toEqual([1, 2]);
    // 45/s in shards of 10.24/s at 70 % are 6.3: seven shards, or some more on the way.
    expect(openAt(seen, 30, [29])[0]).toBeGreaterThanOrEqual(7);
    expect(seen.sum('stream', 'ReshardErrors')).toBe(0);
  });

  it('asks for fewer after fifteen minutes below nine tenths of the target, and not below its least', () => {
    const seen = run(plan([['0 s', '2/s']], { minShards: 2, maxShards: 10 }, 40, { shardCount: 4 }));
    // 2/s of 41/s are 5 %: one would do, half of 4 are 2. Two merges of 30 s from 15 min on.
    expect(openAt(seen, 40, [14.9, 15.4, 15.8, 16.2, 39])).toEqual([4, 4, 3, 2, 2]);
  });

  it('meets the quota of ten a day, and says so', () => {
    const wave = Array.from(
      { length: 30 },
      (_, i) => [`${2 * i} min`, i % 2 === 0 ? '12/s' : '1/s'] as const,
    );
    const hasty = { maxShards: 2, scaleOutAfter: '1 min', scaleInAfter: '1 min', cooldown: '0 s' };
    const seen = run(plan(wave, hasty, 60, { reshardTime: '1 s' }));
    const [asked, refused] = ['ReshardRequests', 'ReshardErrors'].map((metric) => seen.sum('stream', metric));
    expect(asked! - refused!).toBe(10);
    expect(refused).toBeGreaterThan(5);
    expect((seen.result.facts.stream!.reshardErrors as { readonly code: string }[])[0]!.code).toBe(
      'LimitExceededException',
    );
  });

  it('keeps the words of what was refused in the window, not of what was in the warm-up', () => {
    const hasty = { maxShards: 2, scaleOutAfter: '1 min', scaleInAfter: '1 min', cooldown: '0 s' };
    const even = plan([], hasty, 12, { reshardTime: '1 s' });
    // 7.168/s are 70 % of one shard on average: each minute is above or below by chance, one shard wanted or two.
    const arrivals = { process: 'poisson', rate: '7.168/s' };
    const workloads = { events: { ...(even.workloads.events as object), arrivals } };
    const { result } = run({ ...even, workloads, warmupSeconds: 3600 });
    const kept = result.facts.stream!.reshardErrors as readonly { readonly atSeconds: number }[];
    expect(kept.length).toBeGreaterThan(1);
    expect(Math.min(...kept.map(({ atSeconds }) => atSeconds))).toBeGreaterThanOrEqual(0);
  });

  it('leaves what is planned beside it to the run: nobody knows before it how many shards are open by then', () => {
    // 35/s are 3.4 shards' worth of bytes: the one is 2 from 1.5 min on, by its own. 4 can be asked for then, and not before.
    const scaling = { maxShards: 2, scaleOutAfter: '1 min' };
    const updates = (at: string) => [{ at, operation: 'UpdateShardCount', targetShardCount: 4 }];
    const errors = (at: string) => {
      const resharding = updates(at);
      const refusals = streamType.check!(streamType.schema.parse({ scaling, resharding }));
      const seen = run(plan([['0 s', '35/s']], scaling, 6, { resharding }));
      return [refusals.length, seen.sum('stream', 'ReshardErrors')];
    };
    expect([errors('30 s'), errors('3 min')]).toEqual([
      [0, 1],
      [0, 0],
    ]);
    const alone = streamType.check!(streamType.schema.parse({ resharding: updates('3 min') }));
    expect(alone.map(({ path }) => path.join('.'))).toEqual(['resharding.0.targetShardCount']);
  });
});
