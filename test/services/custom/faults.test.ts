// What faults do to sources and stations of the user's own, by hand: records at even distances, fixed service times.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plan, run } from '../plan.ts';

interface Station {
  readonly [property: string]: unknown;
}

/** A source at `rate` for ten seconds, and stations one behind the other. */
function plan(
  rate: string,
  stations: readonly Station[],
  faults: NonNullable<Plan['faults']>,
  process = 'constant',
): Plan {
  return {
    workloads: { jobs: { arrivals: { process, rate } } },
    components: {
      source: { type: 'custom.source', workload: 'jobs', to: 'station-0' },
      ...Object.fromEntries(
        stations.map((station, i) => [
          `station-${i}`,
          {
            type: 'custom.server',
            ...station,
            ...(i + 1 < stations.length ? { to: `station-${i + 1}` } : {}),
          },
        ]),
      ),
    },
    seconds: 10,
    faults,
  };
}

describe('a station that crashes', () => {
  // It goes down at 5.02 s for 2 s.
  const crash = { kind: 'crash', at: '5020 ms', for: '2 s', component: 'station-0' } as const;

  it('loses the record in service and refuses those that come while it is down', () => {
    // 10/s at 50 ms: the record of 5.0 s is in service, and those of 5.1 to 7.0 s find nobody: 1 + 20.
    const seen = run(plan('10/s', [{ serviceTime: '50 ms' }], [crash]));
    expect(seen.flow('station-0')).toMatchObject({ produced: 100, fates: { failed: 21, delivered: 79 } });
    // A caller is told of those that are refused, not of what was taken and lost.
    expect(seen.sum('source', 'Rejected')).toBe(20);
  });

  it('loses all that waits, too', () => {
    // 10/s at 250 ms: of 51 that have come by 5.02 s, 20 are finished. The 31 others are lost, and 20 more refused;
    // the 29 from 7.1 s on are worked off behind the window's end.
    const seen = run(plan('10/s', [{ serviceTime: '250 ms' }], [crash]));
    expect(seen.flow('station-0').fates).toMatchObject({ failed: 51, delivered: 49, inFlight: 0 });
  });

  it('and is down until the last of two crashes is over', () => {
    // Down from 5.02 to 8.02 s: the record of 5.0 s in service, those of 5.1 to 8.0 s refused.
    const again = { ...crash, at: '6020 ms' };
    const seen = run(plan('10/s', [{ serviceTime: '50 ms' }], [crash, again]));
    expect(seen.flow('station-0').fates).toMatchObject({ failed: 31, delivered: 69 });
  });

  it('loses only what reaches it: a station before it has done its work', () => {
    const second = { ...crash, component: 'station-1' };
    const seen = run(plan('10/s', [{ serviceTime: '10 ms' }, { serviceTime: '50 ms' }], [second]));
    expect(seen.flow('station-0').fates).toMatchObject({ delivered: 100, failed: 0 });
    // Handed on at 5.01 s: in service at 5.02 s. Those of 5.11 to 7.01 s are refused.
    expect(seen.flow('station-1').fates).toMatchObject({ delivered: 79, failed: 21 });
  });

  it('balances its books when it is down at the end', () => {
    const seen = run(plan('10/s', [{ serviceTime: '50 ms' }], [{ ...crash, for: '10 min' }]));
    // 50 are finished by 5 s, one is lost, 49 are refused.
    expect(seen.flow('station-0').fates).toMatchObject({ delivered: 50, failed: 50 });
  });
});

describe('a station that is slow', () => {
  it('takes so many times as long for what it begins meanwhile', () => {
    // One a second at 100 ms; those of 5, 6 and 7 s take three times as long: 7 × 100 + 3 × 300 ms.
    const slow = { kind: 'slow', at: '4500 ms', for: '3 s', factor: 3, component: 'station-0' } as const;
    const seen = run(plan('1/s', [{ serviceTime: '100 ms' }], [slow]));
    expect(seen.mean('station-0', 'sojourn') * 10).toBe(1_600_000);
    expect(seen.flow('station-0').fates.delivered).toBe(10);
  });

  it('multiplies what is slow twice, and is quick again afterwards', () => {
    const slow = { kind: 'slow', at: '4500 ms', for: '3 s', factor: 3, component: 'station-0' } as const;
    const twice = { ...slow, at: '5500 ms', for: '1 s', factor: 2 };
    // The record of 6 s takes six times as long: 7 × 100 + 2 × 300 + 600 ms.
    const seen = run(plan('1/s', [{ serviceTime: '100 ms' }], [slow, twice]));
    expect(seen.mean('station-0', 'sojourn') * 10).toBe(1_900_000);
  });
});

describe('a zone that is lost', () => {
  const zone = { kind: 'az-lost', at: '5500 ms', for: '2 s', component: 'station-0' } as const;

  it('takes a third of the servers with what they do; the others go on', () => {
    // 3/s at 0.9 s on three servers: all three are busy at 5.5 s, one of them is lost, and two do the rest until 7.5 s.
    const seen = run(plan('3/s', [{ servers: 3, serviceTime: '900 ms' }], [zone]));
    expect(seen.flow('station-0').fates).toMatchObject({ failed: 1, delivered: 29 });
    // 5 of 6 records that come in the two seconds find room for 2 × 2 / 0.9 = 4.4 services: some wait, none before.
    expect(seen.sum('station-0', 'Waited')).toBeGreaterThan(0);
    const before = run(plan('3/s', [{ servers: 3, serviceTime: '900 ms' }], []));
    expect(before.sum('station-0', 'Waited')).toBe(0);
  });

  it('takes the only server of one', () => {
    // 1/s at 0.6 s: the record of 5 s is lost, those of 6 and 7 s wait until 7.5 s, and those behind them in turn.
    const seen = run(plan('1/s', [{ serviceTime: '600 ms' }], [zone]));
    expect(seen.flow('station-0').fates).toMatchObject({ failed: 1, delivered: 9 });
    // 6 s waits 1.5 s; 7 s until 8.1 s, 1.1 s; 8 s until 8.7 s, 0.7 s; 9 s until 9.3 s, 0.3 s: 3.6 s beside 9 × 0.6 s.
    expect(seen.mean('station-0', 'sojourn') * 9).toBeCloseTo(3_600_000 + 9 * 600_000, 0);
  });

  it('takes a third of what unlimited servers have in work, rounded up', () => {
    // 10/s at 3.05 s: at 5.5 s those of 2.5 to 5.5 s are in work, 31 with the one that has just come: 11 are lost.
    const seen = run(
      plan('10/s', [{ servers: 'unlimited', serviceTime: '3050 ms' }], [{ ...zone, at: '5520 ms' }]),
    );
    expect(seen.flow('station-0').fates).toMatchObject({ failed: 11, delivered: 89 });
  });
});

describe('a source that is paused', () => {
  // From 4.95 s for two seconds: the twenty records of 5.0 to 6.9 s.
  const pause = { kind: 'pause', at: '4950 ms', for: '2 s', component: 'source' } as const;
  const station = [{ serviceTime: '1 ms' }];

  it('drops what comes meanwhile', () => {
    const seen = run(plan('10/s', station, [{ ...pause, whilePaused: 'drop' }]));
    expect(seen.flow('station-0')).toMatchObject({ produced: 100, fates: { dropped: 20, delivered: 80 } });
    expect(seen.sum('source', 'Dropped')).toBe(20);
    expect(seen.sum('source', 'Sent')).toBe(80);
  });

  it('or holds it and hands it on in its order when the pause is over', () => {
    const seen = run(plan('10/s', station, [pause]));
    expect(seen.flow('station-0').fates).toMatchObject({ dropped: 0, delivered: 100 });
    // Handed on at 6.95 s and served one behind the other: the first of 5.0 s is finished after 1.95 s and 1 ms.
    expect(seen.distribution('station-0', 'latency').max).toBe(1_951_000);
    // The k-th of twenty was held 1.95 s less k × 0.1 s, and waits for k before it: 20 × 1.95 − 19 + 0.190 s beside
    // 100 × 1 ms.
    expect(seen.distribution('station-0', 'latency').sum).toBe(20_000_000 + 190_000 + 100_000);
  });

  it('holds what it could not hand on when the run ends in the pause', () => {
    const seen = run(plan('10/s', station, [{ ...pause, for: '10 min' }]));
    expect(seen.flow('station-0').fates).toMatchObject({ delivered: 50, inFlight: 50 });
  });
});

describe('whatever goes wrong, however often', () => {
  const times = {
    at: fc.integer({ min: 0, max: 9_999 }).map((ms) => `${ms} ms`),
    for: fc.integer({ min: 1, max: 4_000 }).map((ms) => `${ms} ms`),
  };
  const station = fc.constantFrom('station-0', 'station-1');
  const fault = fc.oneof(
    fc.record({ ...times, kind: fc.constant('crash' as const), component: station }),
    fc.record({ ...times, kind: fc.constant('az-lost' as const), component: station }),
    fc.record({
      ...times,
      kind: fc.constant('slow' as const),
      component: station,
      factor: fc.constantFrom(1, 2.5, 40),
    }),
    fc.record({
      ...times,
      kind: fc.constant('pause' as const),
      component: fc.constant('source'),
      whilePaused: fc.constantFrom('hold', 'drop'),
    }),
  );
  const server = fc.record({
    servers: fc.constantFrom(1, 2, 5, 'unlimited'),
    serviceTime: fc.constantFrom('1 ms', '40 ms', { distribution: 'exponential', mean: '60 ms' }),
    queueLimit: fc.constantFrom(0, 3, 'unlimited'),
  });

  it('every record has one end in every flow, and a run is the same again', () => {
    fc.assert(
      fc.property(
        fc.array(fault, { minLength: 1, maxLength: 5 }),
        server,
        server,
        (faults, first, second) => {
          const given = plan('30/s', [first, second], faults, 'poisson');
          const seen = run(given); // throws when the books do not balance
          for (const { produced, fates } of seen.result.flows)
            expect(Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(produced);
          expect(seen.sum('source', 'Dropped')).toBe(seen.flow('station-0').fates.dropped);
          expect(run(given).result.fingerprint).toBe(seen.result.fingerprint);
        },
      ),
      { numRuns: 100 },
    );
  });
});
