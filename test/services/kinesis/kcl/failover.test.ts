// What becomes of a worker's shards when it crashes: nobody reads them until another sees, by its own scans, that the leases
// have expired. The last renewal came up to 3.3 s before the crash; the first scan after it sees the counter, the next one,
// 20.05 s later, that it has not grown: 16.7 to 40.1 s after the crash, then up to a second and two requests to begin.

import { describe, expect, it } from 'vitest';
import { application } from './application.ts';

const crash = (at: string, worker?: number) => [
  { kind: 'crash', component: 'app', at, for: '4 min', ...(worker === undefined ? {} : { worker }) },
];

const MOMENTS = Array.from({ length: 12 }, (_, i) => 100 + 3.7 * i);

describe('a worker that crashes', () => {
  it.each(['kcl-1', 'kcl-2'])('is followed by others of %s 20 to 40 s later', (type) => {
    const times = MOMENTS.map((at, i) => {
      const seen = application({ library: { type, workers: 2 }, faults: crash(`${at} s`, 2), seed: `s${i}` });
      const { count, sum, max } = seen.distribution('app', 'TakeoverTime');
      expect(count).toBeGreaterThanOrEqual(2);
      const { produced, fates } = seen.flow('app');
      expect(fates.delivered).toBe(produced);
      return [sum / count, max] as const;
    });
    // Two of the four shards are the crashed worker's; one other worker takes them, at once.
    for (const [, max] of times) {
      expect(max / 1e6).toBeGreaterThan(16.7);
      expect(max / 1e6).toBeLessThan(41.5);
    }
    const mean = times.reduce((all, [, max]) => all + max, 0) / times.length / 1e6;
    // Uniform phases: half a renewal period before, half a scan period and one more after: 20.05 × 1.5 − 1.65 = 28.4 s.
    expect(mean).toBeGreaterThan(23);
    expect(mean).toBeLessThan(34);
  });

  it('is followed the sooner, the shorter the failover time is', () => {
    const seen = application({
      library: { type: 'kcl-2', workers: 2, failoverTime: '3 s' },
      faults: crash('100 s', 2),
    });
    // Twice 3.025 s between scans: 5 to 12.1 s, and a second and a bit.
    const { max } = seen.distribution('app', 'TakeoverTime');
    expect(max / 1e6).toBeGreaterThan(5);
    expect(max / 1e6).toBeLessThan(13.5);
  });

  it('comes back as another, with no lease, and steals its share one by one', () => {
    const library = { type: 'kcl-2', workers: 2 };
    const faults = [{ kind: 'crash', component: 'app', at: '50 s', for: '2 min', worker: 2 }];
    const seen = application({ library, shards: 8, seconds: 600, faults });
    // Four leases are taken after the crash, and four stolen after it is back, one every 20 s.
    expect(seen.sum('app', 'TakenLeases')).toBe(8);
    expect(seen.sum('app', 'LostLeases')).toBe(4);
  });

  it('makes come twice what lies behind the last checkpoint, at most', () => {
    const run = (checkpointInterval: string) =>
      application({
        library: { type: 'kcl-2', workers: 2, checkpointInterval },
        faults: crash('200 s', 2),
      }).flow('app').duplicates;
    // Two shards of four with 10/s each; a checkpoint a minute leaves up to 600 records of each behind, and a second of reading.
    const minute = run('1 min');
    expect(minute).toBeGreaterThan(0);
    expect(minute).toBeLessThanOrEqual(2 * 10 * 62 * 1.5);
    expect(run('0 s')).toBeLessThan(30);
  });

  it('takes the whole application with it where no worker is named: it is up to date two scans after it is back', () => {
    const seen = application({
      library: { type: 'kcl-2', workers: 2 },
      faults: [{ kind: 'crash', component: 'app', at: '100 s', for: '1 min' }],
    });
    // New workers take the old ones for living: each steals one lease at once, and takes what it sees to have expired 20.05 s
    // later, or at the look after that where both chose the same; then up to a second to begin.
    const { max, count, sum } = seen.distribution('app', 'TakeoverTime');
    expect(count).toBe(4);
    expect(sum / 1e6).toBeGreaterThan(2 * 60 + 2 * 80);
    expect(max / 1e6).toBeGreaterThan(80);
    expect(max / 1e6).toBeLessThan(60 + 40.2 + 1.2);
    const { produced, fates } = seen.flow('app');
    expect(fates.delivered).toBe(produced);
  });
});

describe('a lease table that is slow for a minute', () => {
  // Renewals take seconds, and leases expire and are renewed between two looks of a worker at its shards: a batch that is done just
  // then finds no lease that holds, and must go on when there is one again.
  it.each(['1', '2', '3', '4'])('keeps no shard from being read afterwards (seed %s)', (seed) => {
    const seen = application({
      library: {
        type: 'kcl-2',
        workers: 2,
        failoverTime: '2 s',
        checkpointInterval: '3 s',
        maxLeaseRenewalThreads: 200,
        client: { requestLatency: { distribution: 'constant', value: '10.15 ms' } },
      },
      consumer: { processing: { perBatch: '5 ms' } },
      shards: 16,
      rate: '160/s',
      seconds: 240,
      seed,
      faults: [{ kind: 'slow', component: 'app-leases', at: '60 s', for: '1 min', factor: 200 }],
    });
    const { produced, fates } = seen.flow('app');
    expect(fates.delivered).toBe(produced);
  });
});

describe('a worker of the KCL 3.x that crashes', () => {
  it('is followed once the leader has seen it and the next worker has looked: up to ten seconds later', () => {
    const times = MOMENTS.map((at, i) =>
      application({ library: { type: 'kcl-3', workers: 2 }, faults: crash(`${at} s`, 2), seed: `s${i}` }),
    ).map((seen) => seen.distribution('app', 'TakeoverTime').max / 1e6);
    // A worker counts as there, with the load that it reported last, until it has missed two reports of 30 s: 30 to 60 s after the
    // crash. Of its two leases one goes to the other worker at once, the other back to the dead one at every look, 20 s each, until
    // then: 45 s and half a look on average, then half of ten seconds and one to begin, 60.6 s; 30 to 60 + 20.1 + 11.1 s each.
    for (const time of times) {
      expect(time).toBeGreaterThan(30);
      expect(time).toBeLessThan(91.2);
    }
    const mean = times.reduce((all, time) => all + time, 0) / times.length;
    expect(mean).toBeGreaterThan(53);
    expect(mean).toBeLessThan(68);
  });

  it('costs two minutes more where it led: its lock has to stand still for so long', () => {
    const seen = application({
      library: { type: 'kcl-3', workers: 2 },
      faults: [{ kind: 'crash', component: 'app', at: '100 s', for: '6 min', worker: 1 }],
      seconds: 500,
    });
    // 120 s from when another first sees the last version, up to 20 s before and after, then two scans and a look.
    const { max } = seen.distribution('app', 'TakeoverTime');
    expect(max / 1e6).toBeGreaterThan(120);
    expect(max / 1e6).toBeLessThan(120 + 20 + 20 + 20.1 + 11.5);
  });
});
