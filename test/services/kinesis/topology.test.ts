// The shards of a stream under splits and merges, and the plan of UpdateShardCount.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenRanges, HASH_SPACE } from '../../../src/services/kinesis/resharding/hash-range.ts';
import { reshardPlan, takeStep } from '../../../src/services/kinesis/resharding/reshard-plan.ts';
import { Topology } from '../../../src/services/kinesis/resharding/topology.ts';

/** The open shards' ranges follow one another from the first hash key to the last. */
function expectPartition(topology: Topology): void {
  let next = 0n;
  let follows = true;
  for (const { start, end } of topology.openShards) {
    follows &&= start === next && end > start;
    next = end;
  }
  expect([follows, next]).toEqual([true, HASH_SPACE]);
}

/** Every shard that was made of others takes what they took, and nothing else. */
function expectLineage(topology: Topology): void {
  for (const { number, parents, start, end } of topology.shards) {
    const made = parents.map((parent) => topology.shards[parent]!);
    if (made.length === 1) expect(made[0]!.start <= start && end <= made[0]!.end).toBe(true);
    if (made.length === 2)
      expect([made[0]!.start, made[0]!.end, made[1]!.end]).toEqual([start, made[1]!.start, end]);
    for (const parent of parents) expect(topology.children(parent)).toContain(number);
  }
}

describe('splits and merges', () => {
  it('number their shards on: 2 of 4 split are 4 and 5, which merged are 6', () => {
    const topology = new Topology(4);
    const third = topology.shards[2]!;
    topology.split(topology.middleOf(third));
    expect(topology.openShards.map(({ number }) => number)).toEqual([0, 1, 4, 5, 3]);
    expect([topology.isOpen(2), topology.children(2)]).toEqual([false, [4, 5]]);
    topology.merge(topology.shards[5]!.start);
    expect(topology.openShards.map(({ number }) => number)).toEqual([0, 1, 6, 3]);
    expect(topology.shards[6]).toEqual({ number: 6, start: third.start, end: third.end, parents: [4, 5] });
  });

  it('leave a partition of the key space and a lineage, whatever their order', () => {
    const step = fc.record({ merge: fc.boolean(), at: fc.bigInt({ min: 1n, max: HASH_SPACE - 1n }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(step, { maxLength: 40 }), (count, steps) => {
        const topology = new Topology(count);
        for (const { merge, at } of steps) {
          const shard = topology.at(at);
          if (!merge) topology.split(topology.middleOf(shard));
          else if (shard.start > 0n) topology.merge(shard.start);
          expectPartition(topology);
        }
        expectLineage(topology);
        expect(topology.ranges.starts).toEqual(topology.openShards.map(({ start }) => start));
        const open = topology.openShards.map(({ number }) => number).sort((a, b) => a - b);
        expect(
          topology.shards.filter(({ number }) => topology.isOpen(number)).map(({ number }) => number),
        ).toEqual(open);
      }),
    );
  });
});

describe('the plan of UpdateShardCount', () => {
  const kinds = (from: number, to: number) => reshardPlan(new Topology(from), to).map(({ kind }) => kind);

  it('from 4 to 3 splits the two shards in the middle, then merges neighbours', () => {
    const topology = new Topology(4);
    const steps = reshardPlan(topology, 3);
    const taken = steps.map((step) => takeStep(topology, step));
    expect(taken).toEqual([
      { closed: [1], opened: [4, 5] },
      { closed: [2], opened: [6, 7] },
      { closed: [0, 4], opened: [8] },
      { closed: [5, 6], opened: [9] },
      { closed: [7, 3], opened: [10] },
    ]);
  });

  it('splits each shard once to double them, also where halves of ranges are not whole: 1,000 splits to 2,000', () => {
    for (const count of [1, 3, 7, 10, 1000])
      expect(kinds(count, 2 * count)).toEqual(Array(count).fill('split'));
  });

  it('merges each pair once to halve them', () => {
    for (const count of [1, 3, 7, 500]) expect(kinds(2 * count, count)).toEqual(Array(count).fill('merge'));
  });

  it('does nothing to get to where it is', () => {
    expect(reshardPlan(new Topology(6), 6)).toEqual([]);
  });

  it('is right for any pair of counts: even ranges at the end, a partition at all times', () => {
    const near = 1n << 64n;
    const count = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(count, fc.array(count, { minLength: 1, maxLength: 4 }), (first, targets) => {
        const topology = new Topology(first);
        for (const target of targets) {
          for (const step of reshardPlan(topology, target)) {
            takeStep(topology, step);
            expectPartition(topology);
          }
          expect(topology.openShards.length).toBe(target);
          for (const [i, start] of evenRanges(target).entries()) {
            const off = topology.ranges.starts[i]! - start;
            expect(off < near && off > -near).toBe(true);
          }
        }
        expectLineage(topology);
      }),
    );
  });
});
