// No latency but a call's or a push's own is drawn: with those held constant, and arrivals at even distances, every
// latency in a design is arithmetic. And with AWS's assumed ones, propagation is what the developer guide says.

import { describe, expect, it } from 'vitest';
import { even, type Plan, poisson, run, type Seen } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };

/** A record every 100 ms through one put each (10 ms) to consumers of one shard. */
function constants(consumer: object): Plan {
  return {
    workloads: { events: even('10/s', '100 B', ONE_KEY) },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms' },
      },
      stream: { type: 'kinesis.stream', pushLatency: '40 ms' },
      reader: { type: 'kinesis.consumer', from: 'stream', ...consumer },
    },
    seconds: 60,
    warmupSeconds: 10,
  };
}

/** The distinct bins that a distribution filled: one when all samples are equal. */
function spread(seen: Seen, component: string, metric: string): number {
  const { slices } = seen.distribution(component, metric);
  const bins = new Set<number>();
  for (const { firstBin, counts } of slices) {
    counts.forEach((count, i) => {
      if (count > 0) bins.add(firstBin + i);
    });
  }
  return bins.size;
}

describe('with every call’s latency a constant', () => {
  it('enhanced fan-out has none but those: every record takes put + push + processing', () => {
    const efo = {
      mode: 'enhanced-fan-out',
      client: { subscribeLatency: '0 s' },
      processing: { perBatch: '3 ms', perRecord: '2 ms' },
    };
    for (const seed of ['1', '2', '3']) {
      const seen = run({ ...constants(efo), seed });
      for (const [metric, us] of [
        ['propagation', 40_000],
        ['latency', 55_000],
      ] as const) {
        const { count, sum, max } = seen.distribution('reader', metric);
        expect([count, sum, max]).toEqual([600, 600 * us, us]);
        expect(spread(seen, 'reader', metric)).toBe(1);
      }
      expect(seen.flow('reader').latencySharesUs).toEqual({
        upstream: 0,
        buffered: 600 * 10_000,
        throttled: 0,
        stored: 600 * 40_000,
        processing: 600 * 5_000,
      });
    }
  });

  it('a batch adds its linger to the first record, and less to the later ones', () => {
    const plan = constants({ mode: 'enhanced-fan-out', client: { subscribeLatency: '0 s' } });
    const seen = run({
      ...plan,
      workloads: { events: even('100/s', '100 B', ONE_KEY) },
      components: {
        ...plan.components,
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          client: { type: 'sdk', batch: { linger: '95 ms' }, requestLatency: '10 ms' },
        },
      },
    });
    // Batches of ten: the first waits 95 ms, the last 5; on average 50.
    const { sum, max } = seen.distribution('reader', 'latency');
    expect(Math.abs(sum / 6000 - 100_000)).toBeLessThan(20);
    expect(max).toBe(145_000);
  });

  it('a shared consumer adds its poll’s phase alone: equal for every record in step with it', () => {
    // Call 40 ms and sleep 160 ms: a period of 200 ms. Of the two records in each period one waits w (below 100 ms),
    // the other w + 100 ms, and then the call: 2 values, 100 ms apart, whatever the phase.
    for (const seed of ['1', '2', '3']) {
      const seen = run({
        ...constants({ mode: 'shared', idleTimeBetweenReads: '160 ms', client: { requestLatency: '40 ms' } }),
        seed,
      });
      const { count, sum, max } = seen.distribution('reader', 'propagation');
      expect(count).toBe(600);
      // Pairs are max and max − 100 ms.
      expect(sum).toBe(600 * max - 300 * 100_000);
      expect(spread(seen, 'reader', 'propagation')).toBe(2);
      expect(max - 40_000).toBeGreaterThanOrEqual(100_000);
      expect(max - 40_000).toBeLessThanOrEqual(200_000);
    }
  });
});

describe('propagation with the assumed latencies', () => {
  /** `n` consumers of one shard under 50 records/s, over `seconds`. @returns the mean of each, ms */
  function meansOf(n: number, consumer: object, seconds: number, seed: string): number[] {
    const seen = run({
      workloads: { events: poisson('50/s', '500 B') },
      components: {
        hosts: { type: 'kinesis.producer', workload: 'events', to: 'stream' },
        stream: { type: 'kinesis.stream' },
        ...Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `reader-${i + 1}`,
            { type: 'kinesis.consumer', from: 'stream', ...consumer },
          ]),
        ),
      },
      seconds,
      warmupSeconds: 30,
      seed,
    });
    return Array.from({ length: n }, (_, i) => seen.mean(`reader-${i + 1}`, 'propagation') / 1000);
  }
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const shared = (n: number) =>
    mean(['1', '2', '3'].flatMap((seed) => meansOf(n, { idleTimeBetweenReads: `${200 * n} ms` }, 300, seed)));
  const pushed = (n: number) =>
    mean(['1', '2', '3'].flatMap((seed) => meansOf(n, { mode: 'enhanced-fan-out' }, 300, seed)));

  it('is about 200 ms for one shared consumer and 1 s for five, and grows by about a period’s half with each', () => {
    const means = [1, 2, 3, 4, 5].map(shared);
    expect(means[0]).toBeGreaterThan(100);
    expect(means[0]).toBeLessThan(300);
    expect(means[4]).toBeGreaterThan(500);
    expect(means[4]).toBeLessThan(1100);
    const perConsumer = (means[4]! - means[0]!) / 4;
    expect(perConsumer).toBeGreaterThan(80);
    expect(perConsumer).toBeLessThan(220);
    // Between n × 100 and n × 200 + 100 ms, growing with n.
    for (const [i, value] of means.entries()) {
      expect(value).toBeGreaterThan((i + 1) * 100);
      expect(value).toBeLessThan((i + 1) * 200 + 100);
      if (i > 0) expect(value).toBeGreaterThan(means[i - 1]!);
    }
  });

  it('is 40 to 80 ms with enhanced fan-out, the same for one and for five', () => {
    const one = pushed(1);
    const five = pushed(5);
    expect(one).toBeGreaterThan(40);
    expect(one).toBeLessThan(80);
    expect(Math.abs(five / one - 1)).toBeLessThan(0.05);
  });
});
