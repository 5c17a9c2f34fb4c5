// A function that waits for a server: when the server loses half of what it can do, invocations take longer at once, and
// what is in the stream gets older only then. Where the timeout ends them first, what was done is done again.

import { describe, expect, it } from 'vitest';
import { binLow } from '../../../src/metrics/bins.ts';
import { even, run } from '../plan.ts';

/** 55 records a second, one lane, 10 ms of a server for each: 0.55 of what the lane can do, and 1.1 at half the speed. */
function pipeline(timeout: string) {
  return run({
    workloads: { events: even('55/s', '1 KiB') },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'log' },
      log: { type: 'kinesis.stream', shardCount: 1 },
      worker: {
        type: 'lambda.function',
        coldStart: '0 s',
        timeout,
        eventSourceMappings: [{ from: 'log' }],
        calls: [{ to: 'server' }],
      },
      server: { type: 'custom.server', serviceTime: '10 ms', servers: 1 },
    },
    faults: [{ kind: 'slow', component: 'server', at: '60 s', for: '60 s', factor: 2 }],
    seconds: 180,
  });
}

/** The start of the first slice of the window, s, in which the mean of a metric is above `us`. */
function exceeds(seen: ReturnType<typeof run>, metric: string, us: number): number {
  const { slices } = seen.distribution('worker', metric);
  const seconds = 180 / slices.length;
  const mean = (from: number, to: number) => {
    let all = 0;
    let samples = 0;
    for (const { counts, firstBin } of slices.slice(from, to)) {
      for (const [i, count] of counts.entries()) {
        all += count * binLow(firstBin + i);
        samples += count;
      }
    }
    return all / samples;
  };
  let slice = 0;
  while (!(mean(slice, slice + 1) > us)) slice++;
  return slice * seconds;
}

describe('a server that loses half of its capacity', () => {
  it('raises Duration, then IteratorAge', () => {
    const seen = pipeline('1 min');
    // A batch of a second's records takes 0.55 s, and 1.1 s from the fault on.
    const duration = exceeds(seen, 'Duration', 0.8e6);
    expect(duration).toBe(60);
    // Polled once a second the last record of a batch is younger than that, until a tenth of what comes waits in the stream:
    // after ten seconds it is a second old.
    const age = exceeds(seen, 'IteratorAge', 1e6);
    expect(age).toBeGreaterThanOrEqual(65);
    expect(age).toBeLessThanOrEqual(75);
    // Nothing is done twice.
    expect(seen.flow('server').duplicates).toBe(0);
    expect(seen.flow('worker').fates.delivered).toBe(seen.flow('worker').produced);
  });

  it('brings duplicates where the timeout is shorter than what a batch takes then', () => {
    // A batch of a second's records takes 0.55 s, and 1.1 s at half the speed.
    const seen = pipeline('1 s');
    expect(seen.sum('worker', 'Timeouts')).toBeGreaterThan(5);
    expect(seen.flow('server').duplicates).toBeGreaterThan(100);
  });
});
