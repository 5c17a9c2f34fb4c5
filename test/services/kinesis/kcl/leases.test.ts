// Who gets which lease: stealing in the KCL 1.x and 2.x, assignment by the leader in 3.x; each case worked by hand from the rules.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../../src/engine/engine.ts';
import { assignFree, rebalance } from '../../../../src/services/kinesis/kcl/balance.ts';
import { Leader } from '../../../../src/services/kinesis/kcl/leader.ts';
import { Lease, LeaseWorker } from '../../../../src/services/kinesis/kcl/lease.ts';
import { LeaseRequest } from '../../../../src/services/kinesis/kcl/lease-request.ts';
import { LeaseView } from '../../../../src/services/kinesis/kcl/lease-view.ts';
import { renewalThreads, renewPeriodUs } from '../../../../src/services/kinesis/kcl/renewer.ts';
import { ShardWork } from '../../../../src/services/kinesis/kcl/shard-work.ts';
import { leasesToTake } from '../../../../src/services/kinesis/kcl/stealing.ts';

const S = 1_000_000;
const FAILOVER = 10 * S;

/** Leases with these owners (0 for nobody), and a view of them after scans at 0 s and `secondsLater`; `alive` renew between. */
function seen(owners: readonly number[], alive: readonly number[], secondsLater = 20.05): LeaseView {
  const leases = owners.map((owner, shard) => {
    const lease = new Lease(shard);
    lease.exists = true;
    lease.owner = owner === 0 ? -1 : owner;
    lease.counter = 1;
    return lease;
  });
  const view = new LeaseView({ leases, workers: [], failoverUs: FAILOVER });
  view.scanned(S);
  for (const lease of leases) if (alive.includes(lease.owner)) lease.counter += 6;
  view.scanned(S + secondsLater * S);
  return view;
}

const draws = () => new Engine('1').random('test');
const take = (view: LeaseView, own: number, most = 1) =>
  leasesToTake(view, own, FAILOVER, most, draws()).map(({ shard, owner }) => ({ shard, owner }));

describe('a worker of the KCL 2.x that looks for leases', () => {
  it('takes its share of those that have expired, and steals none meanwhile', () => {
    // Six leases, three workers seen alive with it: 1 has three, 2 has one, the two of 3 have expired. Two each; 2 takes one.
    const view = seen([1, 1, 1, 2, 3, 3], [1, 2]);
    const taken = take(view, 2);
    // Two workers that are alive: a target of three, of which 2 has one.
    expect(taken.map(({ owner }) => owner)).toEqual([3, 3]);
    expect(take(view, 1)).toEqual([]);
  });

  it('steals one of whoever has most where none has expired', () => {
    expect(take(seen([1, 1, 1, 2], [1, 2]), 2)).toEqual([{ shard: expect.any(Number), owner: 1 }]);
    // A third worker with none: ceil(4 / 3) = 2, of which it needs two, and gets one.
    expect(take(seen([1, 1, 1, 2], [1, 2]), 3).map(({ owner }) => owner)).toEqual([1]);
    expect(take(seen([1, 1, 1, 1, 1, 1, 1, 1], [1]), 2, 3).map(({ owner }) => owner)).toEqual([1, 1, 1]);
  });

  it('steals nothing where all have their share', () => {
    expect(take(seen([1, 1, 2, 2], [1, 2]), 1)).toEqual([]);
    expect(take(seen([1, 1, 2], [1, 2]), 2)).toEqual([]);
  });

  it('takes what has been expired for three times the failover time, above its share too, and what nobody ever had', () => {
    expect(
      take(seen([1, 1, 1, 2, 2], [1], 31), 1)
        .map(({ shard }) => shard)
        .sort(),
    ).toEqual([3, 4]);
    expect(
      take(seen([1, 1, 0, 0], [1]), 1)
        .map(({ shard }) => shard)
        .sort(),
    ).toEqual([2, 3]);
  });

  it('sees no lease expire by its first scan', () => {
    const view = seen([1, 1], [], 9.9);
    expect(view.all.every((lease) => !view.isAvailable(lease))).toBe(true);
  });
});

describe('the leader of the KCL 3.x', () => {
  const weighed = (owner: number, ...throughputs: number[]) =>
    throughputs.map((throughput, i) => ({ shard: owner * 10 + i, owner, throughput }));

  it('gives a free lease to whoever has the least load, then the fewest leases', () => {
    const candidates = [
      { id: 1, load: 30, leases: 3 },
      { id: 2, load: 10, leases: 2 },
      { id: 3, load: 10, leases: 1 },
    ];
    expect(assignFree(weighed(9, 10, 10, 10), candidates).map(({ to }) => to)).toEqual([3, 2, 3]);
  });

  it('moves 60 % of what is above the mean, and only beyond 10 % of it', () => {
    // Loads of 100 and 40: a mean of 70. 60 % of 30 is 18: the lease of 15 fits, the others do not.
    const held = [...weighed(1, 15, 40, 45), ...weighed(2, 20, 20)];
    const loads = () => [
      { id: 1, load: 100, leases: 3 },
      { id: 2, load: 40, leases: 2 },
    ];
    expect(rebalance(held, loads())).toEqual([{ shard: 10, to: 2 }]);
    const even = [
      { id: 1, load: 105, leases: 3 },
      { id: 2, load: 96, leases: 2 },
    ];
    expect(rebalance(held, even)).toEqual([]);
  });

  it('never moves a lease so that the new owner is above the mean, nor the last one of a worker', () => {
    const loads = fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 8 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(loads, (all) => {
        const held = all.flatMap((throughputs, i) => weighed(i + 1, ...throughputs));
        const candidates = all.map((throughputs, i) => ({
          id: i + 1,
          load: throughputs.reduce((sum, one) => sum + one, 0),
          leases: throughputs.length,
        }));
        const mean = candidates.reduce((sum, { load }) => sum + load, 0) / candidates.length;
        const before = candidates.map(({ load }) => load);
        const moved = rebalance(held, candidates);
        expect(new Set(moved.map(({ shard }) => shard)).size).toBe(moved.length);
        for (const { to } of moved) expect(candidates[to - 1]!.load).toBeLessThanOrEqual(mean + 1e-9);
        for (const [i, { leases }] of candidates.entries())
          if (all[i]!.length > 0) expect(leases).toBeGreaterThan(0);
        // What one gives another gets.
        expect(candidates.reduce((sum, { load }) => sum + load, 0)).toBeCloseTo(
          before.reduce((a, b) => a + b, 0),
          6,
        );
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('is followed by another 120 s after that has first seen the last version of its lock', () => {
    const [first, second] = [1, 2].map((id) => {
      const worker = new LeaseWorker(id - 1, null as never);
      worker.id = id;
      return worker;
    });
    const leader = new Leader();
    leader.begin(first!, 0);
    expect(leader.leadsSince(first!, 10 * S)).toBe(0);
    // It renews its lock every 30 s, last at 90 s, and is gone at 100 s; the other looks every 20 s.
    let took = -1;
    for (let at = 5; took < 0 && at < 400; at += 20) {
      if (at === 105) leader.gone(first!, 100 * S);
      if (leader.leadsSince(second!, at * S) !== null) took = at;
    }
    // It sees that version first at 105 s (at 85 s it was the one before), and 120 s later at 225 s.
    expect(took).toBe(225);
  });
});

describe('renewals', () => {
  it('come every third of the failover time less 25 ms', () => {
    expect(renewPeriodUs(10 * S)).toBe(3_308_000);
    expect(renewPeriodUs(30 * S)).toBe(9_975_000);
  });

  it('have a quarter of the threads that are allowed, two at least: the pool before a queue that is never full does not grow', () => {
    expect(renewalThreads(20)).toBe(5);
    expect(renewalThreads(4)).toBe(2);
    expect(renewalThreads(1)).toBe(1);
  });
});

describe('a leader of the KCL 3.x that has given a lease', () => {
  const view = () => seen([1, 2], [1]);
  const second = (of: LeaseView) => of.all.find(({ shard }) => shard === 1)!;

  it('dates the counter by that, so that one who does not renew it is seen to have expired at the next scan', () => {
    const of = view();
    expect(of.isAvailable(second(of))).toBe(true);
    of.assigned(1, 2, 22 * S);
    expect(second(of)).toEqual({ shard: 1, owner: 2, counter: 2, grewUs: 22 * S });
    expect(of.isAvailable(second(of))).toBe(false);
  });

  it('does not take a hand-over for a sign of life', () => {
    const of = view();
    const { grewUs } = second(of);
    of.announced(1);
    expect(second(of)).toEqual({ shard: 1, owner: 2, counter: 2, grewUs });
  });
});

describe('a checkpoint that comes when the lease is another’s', () => {
  // The table has it that worker 2 is the owner; worker 1 wrote on its way there.
  const made = (by: number) => {
    const lease = new Lease(0);
    Object.assign(lease, { exists: true, owner: 2, counter: 5 });
    const work = new ShardWork(
      { leases: [lease], workers: [], failoverUs: FAILOVER },
      {} as never,
      {} as never,
      S,
      [],
    );
    const request = new LeaseRequest(work as never, 0);
    Object.assign(request, { action: 'checkpoint', about: 0, id: by });
    work.made(request);
    return { isDone: request.isDone, counter: lease.counter };
  };

  it('changes nothing, and its worker learns of that', () => {
    expect(made(1)).toEqual({ isDone: false, counter: 5 });
    expect(made(2)).toEqual({ isDone: true, counter: 6 });
  });
});
