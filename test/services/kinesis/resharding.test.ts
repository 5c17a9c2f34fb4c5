// A stream that is resharded under load: what its shards take, who reads what and in which order, and what is billed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../src/experiment/site.ts';
import type { Measured } from '../../../src/services/component.ts';
import { reshardFindings } from '../../../src/services/kinesis/findings/reshard-findings.ts';
import { reshardSchedule } from '../../../src/services/kinesis/resharding/reshard-schedule.ts';
import { streamType } from '../../../src/services/kinesis/stream/stream-type.ts';
import type { Ledger } from '../../../src/services/records/ledger.ts';
import { even, type Plan, run, shard } from '../plan.ts';

const KEYS = ['a', 'abc', 'message digest', 'user-1', 'user-2', 'user-3'];

interface Resharding {
  readonly shardCount: number;
  readonly resharding: readonly object[];
  readonly reshardTime?: string;
}

/** A producer for each key, so that a record's number tells its place among those of its key. */
function plan(stream: Resharding, consumer: object, seconds: number): Plan {
  const named = KEYS.map((key, i) => [`p${i}`, key] as const);
  return {
    workloads: Object.fromEntries(
      named.map(([name, key]) => [name, even('10/s', '100 B', { distribution: 'list', keys: { [key]: 1 } })]),
    ),
    components: {
      ...Object.fromEntries(
        named.map(([name]) => [
          name,
          {
            type: 'kinesis.producer',
            workload: name,
            to: 'stream',
            client: { requestLatency: '700 ms', batch: { linger: '50 ms' } },
          },
        ]),
      ),
      stream: { type: 'kinesis.stream', reshardTime: '5 s', ...stream },
      reader: { type: 'kinesis.consumer', from: 'stream', ...consumer },
    },
    seconds,
    warmupSeconds: 0,
  };
}

/** The numbers of the records of each source, in the order in which they were finished. */
function finishedInOrder(stream: Resharding, consumer: object, seconds: number) {
  const order = new Map<string, { readonly number: number; readonly atUs: number }[]>();
  const trace = {
    seen: <T>(_port: unknown, implementation: T): T => implementation,
    watch(ledger: Ledger): void {
      for (let origin = 0; origin < ledger.sourceCount; origin++) {
        const own: { readonly number: number; readonly atUs: number }[] = [];
        order.set(ledger.sourceName(origin), own);
        ledger.watch(origin, {
          ended: (number, count, _application, fate, atUs) => {
            expect(['delivered', 'filtered']).toContain(fate);
            if (fate === 'filtered') return;
            for (let i = 0; i < count; i++) own.push({ number: number + i, atUs });
          },
        });
      }
    },
  };
  const seen = run(plan(stream, consumer, seconds), 1, undefined, { trace } as unknown as Probe);
  return { seen, order };
}

const SHARED = { mode: 'shared', idleTimeBetweenReads: '250 ms', processing: { perRecord: '3 ms' } };
const PUSHED = { mode: 'enhanced-fan-out', processing: { perRecord: '3 ms' } };

/** A request that the open shards allow, chosen by numbers; the stream is ACTIVE when it comes. */
function chosen(shardCount: number, before: readonly object[], kind: number, pick: number): object {
  const resharding = streamType.schema.parse({ shardCount, resharding: before }).resharding;
  const { openShards } = reshardSchedule(shardCount, resharding, 1e6).topology;
  const open = openShards.map(({ number }) => number);
  const at = pick % open.length;
  if (kind === 1 && at > 0)
    return { operation: 'MergeShards', shardToMerge: open[at - 1], adjacentShardToMerge: open[at] };
  const least = Math.ceil(open.length / 2);
  if (kind === 2)
    return {
      operation: 'UpdateShardCount',
      targetShardCount: least + (pick % (2 * open.length - least + 1)),
    };
  return { operation: 'SplitShard', shardToSplit: open[at] };
}

describe('a stream that is resharded under load', () => {
  it.each([
    ['polled', SHARED],
    ['pushed to', PUSHED],
    ['polled by a late consumer', { ...SHARED, joinsAt: '31 s', initialPositionInStream: 'TRIM_HORIZON' }],
    ['pushed to a late consumer', { ...PUSHED, joinsAt: '31 s', initialPositionInStream: 'TRIM_HORIZON' }],
  ])('and %s loses nothing, reads each record once and keeps the order of each key', (_mode, consumer) => {
    const picks = fc.array(fc.tuple(fc.nat(2), fc.nat(100)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), picks, (shardCount, list) => {
        const resharding: object[] = [];
        for (const [i, [kind, pick]] of list.entries())
          resharding.push({ ...chosen(shardCount, resharding, kind, pick), at: `${2 + 18 * i} s` });
        const { seen, order } = finishedInOrder({ shardCount, resharding, reshardTime: '1 s' }, consumer, 60);
        expect(seen.sum('stream', 'ReshardErrors')).toBe(0);
        for (const { produced, fates, duplicates } of seen.result.flows)
          expect([produced, duplicates, fates.delivered]).toEqual([600, 0, 600]);
        for (const [name, ends] of order) {
          if (!name.startsWith('p')) continue;
          expect(ends.map(({ number }) => number)).toEqual(ends.map((_, i) => i));
          expect(ends.every(({ atUs }, i) => i === 0 || atUs >= ends[i - 1]!.atUs)).toBe(true);
        }
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it.each([
    ['polled', SHARED],
    ['pushed to', PUSHED],
  ])('and %s by one that joins late gives it all that was not readable then, in order', (_mode, consumer) => {
    // Calls take 0.7 s, so records are under way to parents and children whenever it joins.
    const picks = fc.array(fc.tuple(fc.nat(2), fc.nat(100)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), picks, fc.nat(50_000), (shardCount, list, joinsAtMs) => {
        const resharding: object[] = [];
        for (const [i, [kind, pick]] of list.entries())
          resharding.push({ ...chosen(shardCount, resharding, kind, pick), at: `${2 + 12 * i} s` });
        const { seen, order } = finishedInOrder(
          { shardCount, resharding, reshardTime: '1 s' },
          { ...consumer, joinsAt: `${joinsAtMs} ms` },
          60,
        );
        for (const { produced, fates, duplicates, from } of seen.result.flows) {
          expect([produced, duplicates, fates.delivered + fates.filtered]).toEqual([600, 0, 600]);
          // A record every 100 ms; 0.7 s and a linger of 50 ms until it can be read.
          expect(Math.abs(fates.filtered - Math.max(0, (joinsAtMs - 750) / 100))).toBeLessThanOrEqual(1.5);
          const numbers = order.get(from)!.map(({ number }) => number);
          expect(numbers).toEqual(numbers.map((_, i) => fates.filtered + i));
        }
      }),
      { numRuns: 25, seed: 8 },
    );
  });

  it('closes a parent and opens its children in one instant, at the end of the split', () => {
    const { seen } = finishedInOrder(
      { shardCount: 1, resharding: [{ at: '20 s', operation: 'SplitShard', shardToSplit: 0 }] },
      PUSHED,
      60,
    );
    // Split from 20 to 25 s: 25 of 60 s with one shard, 35 with two.
    expect(seen.level('stream', 'OpenShards')).toBeCloseTo((25 + 2 * 35) / 60, 9);
    expect(seen.usage('stream', 'shard-hour')).toBeCloseTo((25 + 2 * 35) / 3600, 9);
    expect(seen.usage('reader', 'consumer-shard-hour')).toBeCloseTo((25 + 2 * 35) / 3600, 9);
    const stored = [0, 1, 2].map((i) => seen.sum('stream', 'IncomingRecords', shard(i)));
    // Batches of six keys every 100 ms and more: those put before 25 s went to the parent.
    expect(stored[0]! + stored[1]! + stored[2]!).toBe(seen.sum('stream', 'IncomingRecords'));
    expect(Math.abs(stored[0]! / 6 - 249)).toBeLessThan(3);
    // a: 0cc1…, user-… : MD5 halves decide; both children take some.
    expect(stored[1]! > 0 && stored[2]! > 0).toBe(true);
  });

  it('reads no child before its parent is worked through', () => {
    // 40 ms a record is 25/s, of 60/s that come: a backlog. The shard is closed at 15 s, when some 860 records are put to it.
    const slow = { mode: 'enhanced-fan-out', processing: { perRecord: '40 ms' } };
    const { seen, order } = finishedInOrder(
      { shardCount: 1, resharding: [{ at: '10 s', operation: 'UpdateShardCount', targetShardCount: 2 }] },
      slow,
      60,
    );
    const parent = seen.sum('stream', 'IncomingRecords', shard(0));
    const endsUs = [...order.values()].flat().map(({ atUs }) => atUs);
    endsUs.sort((a, b) => a - b);
    // One thread works off the parent's, from 0.7 s on at the earliest; were the children read meanwhile, as many would be
    // done by some 22 s. Then two threads do 50/s.
    const parentDoneUs = 700_000 + parent * 40_000;
    expect(parentDoneUs).toBeGreaterThan(34e6);
    expect(endsUs[parent - 1]).toBeGreaterThanOrEqual(parentDoneUs);
    expect(Math.abs(endsUs[parent + 499]! - endsUs[parent - 1]! - 10e6)).toBeLessThan(1e6);
  });
});

describe('a consumer that is down while its stream is resharded', () => {
  it.each([
    ['polls', { ...SHARED, processing: {} }],
    ['is pushed to', { ...PUSHED, processing: {} }],
  ])('and %s goes on behind shards that were closed without a record', (_how, consumer) => {
    // Key a is in the lower half: the split at 10 s leaves shard 2 without a record until the merge at 20 s. Back at 40 s, the
    // consumer reads 0, then 1 and the empty 2, then 3.
    const resharding = [
      { at: '10 s', operation: 'SplitShard', shardToSplit: 0 },
      { at: '20 s', operation: 'MergeShards', shardToMerge: 1, adjacentShardToMerge: 2 },
    ];
    const seen = run({
      workloads: { events: even('10/s', '100 B', { distribution: 'list', keys: { a: 1 } }) },
      components: {
        hosts: { type: 'kinesis.producer', workload: 'events', to: 'stream' },
        stream: { type: 'kinesis.stream', reshardTime: '5 s', resharding },
        reader: { type: 'kinesis.consumer', from: 'stream', ...consumer },
      },
      seconds: 60,
      faults: [{ kind: 'crash', at: '5 s', for: '35 s', component: 'reader' }],
    });
    expect(seen.sum('stream', 'IncomingRecords', shard(2))).toBe(0);
    expect(seen.sum('stream', 'IncomingRecords', shard(3))).toBeGreaterThan(300);
    expect(seen.flow('reader').fates.delivered).toBe(600);
  });
});

describe('the schedule of a resharding', () => {
  const schedule = (shardCount: number, list: readonly object[], seconds = 30) =>
    reshardSchedule(
      shardCount,
      streamType.schema.parse({ shardCount, resharding: list }).resharding,
      seconds * 1e6,
    );
  const codes = (shardCount: number, list: readonly object[]) =>
    schedule(shardCount, list).refusals.map(({ index, error: { code, property } }) => [
      index,
      code,
      property,
    ]);

  it('brings 1,000 shards to 2,000 in 30,000 s, one split of 30 s after the other', () => {
    const list = [
      { at: '0 s', operation: 'UpdateShardCount', targetShardCount: 2000 },
      { at: '29999 s', operation: 'SplitShard', shardToSplit: 1000 },
      { at: '30000 s', operation: 'SplitShard', shardToSplit: 1000 },
    ];
    expect(codes(1000, list)).toEqual([[1, 'ResourceInUseException', null]]);
    expect(schedule(1000, list).topology.openShards.length).toBe(2001);
  });

  it('refuses a split of a closed shard, and of one that there is not', () => {
    expect(
      codes(2, [
        { at: '0 s', operation: 'SplitShard', shardToSplit: 1 },
        { at: '1 min', operation: 'SplitShard', shardToSplit: 1 },
        { at: '2 min', operation: 'SplitShard', shardToSplit: 4 },
        { at: '3 min', operation: 'SplitShard', shardToSplit: 3 },
      ]),
    ).toEqual([
      [1, 'InvalidArgumentException', 'shardToSplit'],
      [2, 'ResourceNotFoundException', 'shardToSplit'],
    ]);
  });

  it('refuses a split of a shard with a single hash key: after 128 halvings of 2^128 there is no middle', () => {
    const halvings = Array.from({ length: 129 }, (_, i) => ({
      at: `${i} min`,
      operation: 'SplitShard',
      shardToSplit: 2 * i,
    }));
    expect(codes(1, halvings)).toEqual([[128, 'InvalidArgumentException', 'shardToSplit']]);
  });

  it('refuses a merge of shards that are not neighbours', () => {
    const merge = (shardToMerge: number, adjacentShardToMerge: number) =>
      codes(4, [{ at: '0 s', operation: 'MergeShards', shardToMerge, adjacentShardToMerge }]);
    expect(merge(0, 2)).toEqual([[0, 'InvalidArgumentException', 'adjacentShardToMerge']]);
    expect(merge(1, 1)).toEqual([[0, 'InvalidArgumentException', 'adjacentShardToMerge']]);
    expect([merge(1, 2), merge(2, 1)]).toEqual([[], []]);
  });

  it('refuses more than twice or less than half of the open shards', () => {
    const update = (from: number, to: number) =>
      codes(from, [{ at: '0 s', operation: 'UpdateShardCount', targetShardCount: to }]).length;
    expect([update(4, 8), update(4, 9), update(4, 2), update(4, 1), update(5, 3), update(5, 2)]).toEqual([
      0, 1, 0, 1, 0, 1,
    ]);
  });

  it('refuses the eleventh UpdateShardCount of a day, and not one that comes a day after the first', () => {
    const hours = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        at: `${i} h`,
        operation: 'UpdateShardCount',
        targetShardCount: 2 - (i % 2),
      }));
    expect(codes(1, hours(10))).toEqual([]);
    expect(codes(1, hours(11))).toEqual([[10, 'LimitExceededException', null]]);
    const later = [...hours(10), { at: '24 h', operation: 'UpdateShardCount', targetShardCount: 2 }];
    expect(codes(1, later)).toEqual([]);
  });
});

describe('what is said of a resharding', () => {
  it('is from how many to how many shards it went, and when', () => {
    const { seen } = finishedInOrder(
      { shardCount: 4, resharding: [{ at: '10 s', operation: 'UpdateShardCount', targetShardCount: 3 }] },
      PUSHED,
      60,
    );
    // Two splits and three merges of 5 s each, from 10 s on: 15, 20, 25, 30 and 35 s.
    expect(seen.result.facts.stream!.shardChanges).toEqual({
      first: 4,
      last: 3,
      most: 6,
      steps: 5,
      fromSeconds: 15,
      untilSeconds: 35,
    });
  });

  it('is told in means over the replications that had a part in it, and in how many that was', () => {
    const changes = { first: 4, last: 5, most: 5, steps: 1, fromSeconds: 300, untilSeconds: 300 };
    const said = (...all: readonly (object | null)[]) => {
      const facts = all.map((shardChanges) => ({ shardChanges, reshardErrors: [] }));
      return reshardFindings({ facts, statistic: () => 0 } as unknown as Measured)[0]?.title;
    };
    const two = { ...changes, last: 6, most: 6, steps: 2, untilSeconds: 500 };
    expect(said(changes, two)).toBe(
      'from 4 open shards it comes to 5.5: 1.5 splits and merges, the first over 300 s into the window and the last 400 s',
    );
    expect(said(changes, null, null)).toBe(
      'from 4 open shards it comes to 5: one split or merge, over 300 s into the window, in 1 of 3 replications',
    );
    expect(said(null, null)).toBeUndefined();
  });
});
