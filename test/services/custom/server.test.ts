import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, run } from '../plan.ts';

const US = 1e6;

/** A source at `arrivals`, and stations one behind the other. */
function stations(
  arrivals: unknown,
  servers: readonly Readonly<Record<string, unknown>>[],
  seconds: number,
  over: Partial<Plan> = {},
): Plan {
  const components: Record<string, { type: string; [property: string]: unknown }> = {
    source: { type: 'custom.source', workload: 'jobs', to: 'station-0' },
  };
  servers.forEach((server, i) => {
    const to = i + 1 < servers.length ? { to: `station-${i + 1}` } : {};
    components[`station-${i}`] = { type: 'custom.server', ...server, ...to };
  });
  return { workloads: { jobs: { arrivals } }, components, seconds, ...over };
}

const poissonOf = (rate: string) => ({ process: 'poisson', rate });
const constantOf = (rate: string) => ({ process: 'constant', rate });
const exponential = (mean: string) => ({ distribution: 'exponential', mean });

describe('a station with constant arrivals and constant service', () => {
  it('keeps nobody waiting while it keeps up: each is served on arrival, to the microsecond', () => {
    const seen = run(stations(constantOf('100/s'), [{ serviceTime: '10 ms' }], 20));
    const wait = seen.distribution('station-0', 'wait');
    expect([wait.count, wait.sum, wait.max]).toEqual([2000, 0, 0]);
    expect(seen.mean('station-0', 'latency')).toBe(10_000);
    expect(seen.level('station-0', 'Utilization')).toBe(1);
    expect(seen.sum('station-0', 'Waited')).toBe(0);
  });

  it('falls behind by the difference for each job otherwise: D/D/1, to the microsecond', () => {
    // A job every 10 ms that takes 12 ms: job k waits 2k ms. Of 100 jobs the sum is 2 × 99 × 100/2 = 9,900 ms.
    const seen = run(stations(constantOf('100/s'), [{ serviceTime: '12 ms' }], 1));
    const wait = seen.distribution('station-0', 'wait');
    expect([wait.count, wait.sum, wait.max]).toEqual([100, 9_900_000, 198_000]);
    expect(seen.sum('station-0', 'Waited')).toBe(99);
  });

  it('shares its work among its servers', () => {
    // Two servers of 12 ms, a job every 10 ms: no one waits, and they are busy 1.2 of 2.
    const seen = run(
      stations(constantOf('100/s'), [{ servers: 2, serviceTime: '12 ms' }], 12, { warmupSeconds: 1 }),
    );
    expect(seen.distribution('station-0', 'wait').max).toBe(0);
    expect(seen.level('station-0', 'Utilization')).toBeCloseTo(0.6, 9);
  });
});

describe('a bound on those that wait', () => {
  it('refuses what comes beyond it, for good', () => {
    // A job a second takes 10 s at one server; two may wait. Jobs 0, 1, 2 are taken, 3 … 9 refused.
    const seen = run(stations(constantOf('1/s'), [{ serviceTime: '10 s', queueLimit: 2 }], 10));
    expect([seen.sum('station-0', 'Arrivals'), seen.sum('station-0', 'Rejected')]).toEqual([10, 7]);
    expect(seen.sum('source', 'Rejected')).toBe(7);
    const { produced, fates } = seen.flow('station-0');
    expect([produced, fates.delivered, fates.rejected]).toEqual([10, 3, 7]);
    expect(seen.sum('station-0', 'lost')).toBe(7);
    // Ends at 10, 20 and 30 s for those of 0, 1 and 2 s.
    expect(seen.distribution('station-0', 'latency').sum).toBe(10 * US + 19 * US + 28 * US);
    expect(seen.distribution('station-0', 'latency').infinite).toBe(7);
  });

  it('of 0 makes a loss system: nobody waits', () => {
    const seen = run(
      stations(poissonOf('90/s'), [{ servers: 3, serviceTime: exponential('33 ms'), queueLimit: 0 }], 60),
    );
    expect(seen.distribution('station-0', 'wait').max).toBe(0);
    expect(seen.sum('station-0', 'Rejected')).toBeGreaterThan(0);
  });

  it('that is not written is none; unlimited servers keep nobody waiting', () => {
    const seen = run(
      stations(poissonOf('500/s'), [{ servers: 'unlimited', serviceTime: exponential('200 ms') }], 60, {
        warmupSeconds: 3,
      }),
    );
    expect(seen.distribution('station-0', 'wait').max).toBe(0);
    // M/G/∞ holds λ × E[S] = 100 on average; over 60 s (300 service times of 0.2 s) its standard error is about
    // sqrt(2 × 100/300) = 0.8.
    expect(Math.abs(seen.level('station-0', 'Utilization') - 100)).toBeLessThan(3);
  });
});

describe('queueing theory, loosely (the exact check is validation’s)', () => {
  it('M/M/1 at load 0.5 waits 1 service time on average', () => {
    const seen = run(
      stations(poissonOf('500/s'), [{ serviceTime: exponential('1 ms') }], 400, { warmupSeconds: 10 }),
    );
    // 200,000 customers; the standard error is about 1 %.
    expect(Math.abs(seen.mean('station-0', 'wait') / 1000 - 1)).toBeLessThan(0.05);
    expect(seen.level('station-0', 'QueueLength')).toBeGreaterThan(0.47);
    expect(seen.level('station-0', 'QueueLength')).toBeLessThan(0.53);
  });

  it('M/M/2 at load 0.8: 0.711111 of all wait, 1.77778 service times on average', () => {
    const seen = run(
      stations(poissonOf('1600/s'), [{ servers: 2, serviceTime: exponential('1 ms') }], 150, {
        warmupSeconds: 10,
      }),
    );
    const waited = seen.sum('station-0', 'Waited') / seen.sum('station-0', 'Arrivals');
    expect(Math.abs(waited / 0.711111 - 1)).toBeLessThan(0.03);
    expect(Math.abs(seen.mean('station-0', 'wait') / 1777.78 - 1)).toBeLessThan(0.1);
  });

  it('M/M/10/10 at 9 erlang refuses 0.167963', () => {
    const seen = run(
      stations(poissonOf('9000/s'), [{ servers: 10, serviceTime: exponential('1 ms'), queueLimit: 0 }], 20, {
        warmupSeconds: 1,
      }),
    );
    const refused = seen.sum('station-0', 'Rejected') / seen.sum('station-0', 'Arrivals');
    expect(Math.abs(refused / 0.167963 - 1)).toBeLessThan(0.05);
  });
});

describe('stations one behind the other', () => {
  it('count their latency from the first source, and each has its own share of it', () => {
    const seen = run(stations(constantOf('10/s'), [{ serviceTime: '30 ms' }, { serviceTime: '50 ms' }], 10));
    expect(seen.mean('station-0', 'latency')).toBe(30_000);
    expect(seen.mean('station-1', 'sojourn')).toBe(50_000);
    expect(seen.mean('station-1', 'latency')).toBe(80_000);
    const shares = seen.flow('station-1').latencySharesUs;
    expect(shares).toEqual({
      upstream: 100 * 30_000,
      buffered: 0,
      throttled: 0,
      stored: 0,
      processing: 100 * 50_000,
    });
  });

  it('finish every record of the window before the run ends, the last one too', () => {
    // When the first station is done with the last record, the second one is idle: the run must not end there.
    const seen = run(
      stations(
        constantOf('1/s'),
        [{ serviceTime: '30 ms' }, { serviceTime: '50 ms' }, { serviceTime: '20 ms' }],
        5,
      ),
    );
    for (const station of ['station-0', 'station-1', 'station-2']) {
      expect(seen.flow(station).fates).toMatchObject({ delivered: 5, inFlight: 0 });
    }
  });

  it('lose at the second what the second refuses', () => {
    const seen = run(
      stations(constantOf('2/s'), [{ serviceTime: '10 ms' }, { serviceTime: '1 s', queueLimit: 0 }], 10),
    );
    expect(seen.flow('station-0').fates.delivered).toBe(20);
    expect(seen.flow('station-1').fates).toMatchObject({ delivered: 10, rejected: 10 });
  });
});

describe('order at a station', () => {
  it('is that of arrival: with one server, departures too', () => {
    // Whatever the service times, the wait of job k + 1 is max(0, wait of k + service of k − gap) (Lindley): with
    // constant arrivals the sum of waits tells a queue that is served in another order only in distribution, so the
    // largest wait does: first come, first served has the smallest possible.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 6 }), (jobs, bursts) => {
        const arrivals = { process: 'periodic', sources: jobs, period: '1 s' };
        const seen = run(stations(arrivals, [{ serviceTime: '10 ms' }], bursts));
        const wait = seen.distribution('station-0', 'wait');
        // Job i of a burst waits 10 i ms.
        expect(wait.sum).toBe((bursts * 10_000 * jobs * (jobs - 1)) / 2);
        expect(wait.max).toBe(10_000 * (jobs - 1));
      }),
      { numRuns: 20 },
    );
  });

  it('keeps a queue that outgrows its ring many times over', () => {
    const arrivals = { process: 'periodic', sources: 1000, period: '1 h' };
    const seen = run(stations(arrivals, [{ serviceTime: '1 ms' }], 1));
    expect(seen.distribution('station-0', 'wait').sum).toBe((1000 * 1000 * 999) / 2);
  });
});

describe('rows of many records at a station', () => {
  it.each([
    ['all taken', 'unlimited'],
    ['partly refused', 3],
  ])('are worked through record by record: %s', (_how, queueLimit) => {
    const plan = stations(
      poissonOf('10/s'),
      [{ servers: 2, serviceTime: exponential('30 ms'), queueLimit }, { serviceTime: '1 ms' }],
      20,
    );
    const merged = run(plan, 1, { copies: 5, merged: true });
    const single = run(plan, 1, { copies: 5, merged: false });
    expect(merged.result.flows).toEqual(single.result.flows);
    expect(merged.distribution('station-0', 'latency')).toEqual(single.distribution('station-0', 'latency'));
  });

  it('are still booked when the run ends with some in work and the others refused', () => {
    const plan = stations(constantOf('1/s'), [{ serviceTime: '1 h', queueLimit: 1 }], 1);
    const { fates } = run(plan, 1, { copies: 10, merged: true }).flow('station-0');
    // The refused ones wait for the answer of their call, which comes with its last record.
    expect(fates).toMatchObject({ inFlight: 10, delivered: 0 });
  });
});
