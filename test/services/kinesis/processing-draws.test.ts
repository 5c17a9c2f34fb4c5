// Random processing times belong to a record: to its source and its number. Two producers both have a record 0, and what
// one of them takes says nothing of the other. Each producer has a shard of its own here, so no record waits for another.

import { describe, expect, it } from 'vitest';
import { even, type Plan, run, type Seen } from '../plan.ts';

// Their MD5 begin with 0c and 92: in the lower and the upper half of the hash keys.
const KEYS = ['a', 'b'];

function plan(producers: number, seed: string, perRecord: unknown, seconds: number): Plan {
  const names = Array.from({ length: producers }, (_, i) => i);
  return {
    workloads: Object.fromEntries(
      names.map((i) => [`w${i}`, even('1/s', '100 B', { distribution: 'list', keys: { [KEYS[i]!]: 1 } })]),
    ),
    components: {
      ...Object.fromEntries(
        names.map((i) => [
          `p${i}`,
          {
            type: 'kinesis.producer',
            workload: `w${i}`,
            to: 's',
            client: { type: 'sdk', operation: 'PutRecord', requestLatency: '0 s' },
          },
        ]),
      ),
      s: { type: 'kinesis.stream', shardCount: 2, pushLatency: '0 s' },
      app: {
        type: 'kinesis.consumer',
        from: 's',
        mode: 'enhanced-fan-out',
        processing: { perRecord },
        client: { subscribeLatency: '0 s' },
      },
    },
    seconds,
    seed,
  };
}

/** The processing time of all records of a producer, µs. */
function processingUs(seen: Seen, producer: string): number {
  return seen.result.flows.find(({ from }) => from === producer)!.latencySharesUs.processing!;
}

const RANDOM = { distribution: 'exponential', mean: '10 ms' };

describe('random processing times of two producers', () => {
  it('are independent: those of equal numbers are not alike', () => {
    // One record of each producer in each of 200 runs. Correlated they would give 1; independent ones stay below
    // 3.9 standard errors (1/√200) in all but one set of runs in ten thousand.
    const runs = Array.from({ length: 200 }, (_, i) => run(plan(2, `r${i}`, RANDOM, 1)));
    expect(runs[0]!.sum('s', 'IncomingRecords', 'shardId-000000000000')).toBe(1);
    const [a, b] = ['p0', 'p1'].map((name) => runs.map((seen) => processingUs(seen, name)));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [meanA, meanB] = [mean(a!), mean(b!)];
    const product = mean(a!.map((value, i) => (value - meanA) * (b![i]! - meanB)));
    const spread = (values: readonly number[], of: number) => mean(values.map((value) => (value - of) ** 2));
    const correlation = product / Math.sqrt(spread(a!, meanA) * spread(b!, meanB));
    expect(Math.abs(correlation)).toBeLessThan(3.9 / Math.sqrt(200));
    // Each is exponential with a mean of 10 ms: 200 of them lie within 3.9 × 10 ms / √200.
    for (const of of [meanA, meanB])
      expect(Math.abs(of - 10_000)).toBeLessThan((3.9 * 10_000) / Math.sqrt(200));
  });

  it('stay as they are when another producer is added', () => {
    const alone = processingUs(run(plan(1, 'x', RANDOM, 50)), 'p0');
    expect(processingUs(run(plan(2, 'x', RANDOM, 50)), 'p0')).toBe(alone);
    expect(alone).toBeGreaterThan(0);
  });

  it('are the same for all when they are constant', () => {
    const seen = run(plan(2, 'x', '10 ms', 50));
    expect(processingUs(seen, 'p0')).toBe(50 * 10_000);
    expect(processingUs(seen, 'p1')).toBe(50 * 10_000);
  });
});
