// With its special rules switched off, each model is a classical queue. The stream's write side is the loss queue
// M/D/1/B (writes.test.ts); here are those that send to it and read from it.

import { describe, expect, it } from 'vitest';
import { type Plan, poisson, run } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };

interface Parts {
  readonly rate: string;
  readonly seconds: number;
  readonly client?: object;
  readonly reader: object;
}

/** One record a put, at once; a push takes no time. */
function plan({ rate, seconds, client = { requestLatency: '0 s' }, reader }: Parts): Plan {
  return {
    workloads: { events: poisson(rate, '100 B', ONE_KEY) },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', operation: 'PutRecord', ...client },
      },
      stream: { type: 'kinesis.stream', pushLatency: '0 s' },
      reader: { type: 'kinesis.consumer', from: 'stream', ...reader },
    },
    seconds,
    warmupSeconds: 10,
  };
}

const PUSHED = { mode: 'enhanced-fan-out', client: { subscribeLatency: '0 s' } };

describe('a producer whose calls take exponential times over c connections', () => {
  it('is M/M/c: two connections at load 0.8 keep a record 1.77778 call times waiting', () => {
    // 400/s × 4 ms = 1.6 erlang over 2. Wait 1.77778 × 4 ms and the call's own 4 ms: 11.11 ms.
    const client = { requestLatency: { distribution: 'exponential', mean: '4 ms' }, maxConnections: 2 };
    const seen = run(plan({ rate: '400/s', seconds: 400, client, reader: PUSHED }));
    expect(Math.abs(seen.mean('reader', 'latency') / (1000 * 4 * 2.77778) - 1)).toBeLessThan(0.08);
  });
});

describe('a consumer of one shard that is pushed to at once', () => {
  it('is M/D/1 where each record takes a constant time: at load 0.8 it waits twice that', () => {
    const reader = { ...PUSHED, processing: { perRecord: '1600 us' } };
    const seen = run(plan({ rate: '500/s', seconds: 400, reader }));
    expect(Math.abs(seen.mean('reader', 'latency') / (1600 * 3) - 1)).toBeLessThan(0.05);
  });

  it('is M/M/1 where it takes an exponential time: at load 0.5 it waits once that', () => {
    const reader = { ...PUSHED, processing: { perRecord: { distribution: 'exponential', mean: '1 ms' } } };
    const seen = run(plan({ rate: '500/s', seconds: 400, reader }));
    expect(Math.abs(seen.mean('reader', 'latency') / (1000 * 2) - 1)).toBeLessThan(0.05);
  });
});

describe('a shared consumer whose work takes no time', () => {
  it('is a server on vacations: a record waits half a period, uniformly, and then the call', () => {
    const reader = { mode: 'shared', idleTimeBetweenReads: '160 ms', client: { requestLatency: '40 ms' } };
    const seen = run(plan({ rate: '20/s', seconds: 2000, reader }));
    // A period of 200 ms: 100 + 40 ms. The standard error of 40,000 uniform waits is 58/200 = 0.3 ms.
    expect(Math.abs(seen.mean('reader', 'propagation') / 1000 - 140)).toBeLessThan(1.5);
    expect(seen.distribution('reader', 'propagation').max).toBeLessThanOrEqual(240_000);
  });
});
