// How each version of the KCL reads: one poll a second in 1.x, reading ahead every 1.5 s or pushes since; parents before their
// children, each record once, and the order of each key kept.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../../src/experiment/site.ts';
import { reshardSchedule } from '../../../../src/services/kinesis/resharding/reshard-schedule.ts';
import { streamType } from '../../../../src/services/kinesis/stream/stream-type.ts';
import type { Ledger } from '../../../../src/services/records/ledger.ts';
import { even, run } from '../../plan.ts';
import { application, applicationPlan } from './application.ts';

describe('an application that is well', () => {
  it('has records of the KCL 1.x in less than a second on average, as the developer guide says', () => {
    const seen = application({ library: { type: 'kcl-1' }, rate: '20/s', shards: 2 });
    const mean = seen.mean('app', 'propagation') / 1e6;
    // A poll a second and its own 0.1 s: half of 1.1 s, and the call.
    expect(mean).toBeGreaterThan(0.55);
    expect(mean).toBeLessThan(1);
  });

  it('makes one call a second and shard with 1.x, and one every 1.5 s with what came later', () => {
    const client = { requestLatency: '100 ms' };
    const calls = (type: string) =>
      application({ library: { type }, consumer: { mode: 'shared', client } }).sum('s', 'GetRecords.Success');
    expect(Math.abs(calls('kcl-1') - (4 * 300) / 1.1)).toBeLessThan(5);
    expect(Math.abs(calls('kcl-2') - (4 * 300) / 1.6)).toBeLessThan(5);
  });

  it('is pushed to by 2.x and 3.x unless it is told otherwise', () => {
    const hours = (type: string) => application({ library: { type } }).usage('app', 'consumer-shard-hour');
    expect(hours('kcl-1')).toBe(0);
    expect(hours('kcl-2')).toBeCloseTo((4 * 300) / 3600, 2);
    expect(hours('kcl-3')).toBeCloseTo((4 * 300) / 3600, 2);
  });

  it.each(['kcl-1', 'kcl-2', 'kcl-3'])('reads every record once: %s', (type) => {
    const seen = application({ library: { type, workers: 3 } });
    const { produced, fates, duplicates } = seen.flow('app');
    expect([fates.delivered, duplicates]).toEqual([produced, 0]);
    expect(seen.sum('app', 'LostLeases')).toBe(0);
  });

  it('is the same to the last byte for the same seed, and another for another', () => {
    const of = (seed: string) =>
      JSON.stringify(
        run(
          applicationPlan({
            library: { type: 'kcl-2', workers: 3, checkpointInterval: '10 s' },
            faults: [{ kind: 'crash', component: 'app', at: '30 s', for: '1 min', worker: 1 }],
            seed,
          }),
        ).result,
      );
    expect(of('a')).toBe(of('a'));
    expect(of('a')).not.toBe(of('b'));
  });
});

describe('the KCL 2.x behind, polling', () => {
  it('reads ten MiB every six seconds: calls at 1.5, 3 and 4.5 s come while the shard is closed', () => {
    // 1,000 records of 100 KiB a shard: 97.7 MiB, ten replies of 10 MiB.
    const seen = run({
      workloads: { w: even('10/s', '100 KiB') },
      components: {
        web: { type: 'kinesis.producer', workload: 'w', to: 's', client: { requestLatency: '0 s' } },
        s: { type: 'kinesis.stream', shardCount: 1 },
        app: {
          type: 'kinesis.consumer',
          from: 's',
          mode: 'shared',
          library: { type: 'kcl-2' },
          joinsAt: '300 s',
          initialPositionInStream: 'TRIM_HORIZON',
          client: { requestLatency: '0 s', retry: { mode: 'none' } },
        },
      },
      seconds: 1200,
    });
    // 10 MiB in 6 s are 1.667 MiB/s; 10 records of 100 KiB a second are 0.977: 300 s of them are gone after 424 s.
    const behind = (300 * 0.977) / (10 / 6 - 0.977);
    expect(Math.abs(seen.distribution('app', 'CatchUpTime').max / 1e6 / behind - 1)).toBeLessThan(0.03);
  });
});

const KEYS = ['a', 'abc', 'message digest', 'user-1', 'user-2', 'user-3'];

/** A request that the open shards allow. */
function chosen(shardCount: number, before: readonly object[], kind: number, pick: number): object {
  const { resharding } = streamType.schema.parse({ shardCount, resharding: before });
  const { openShards } = reshardSchedule(shardCount, resharding, 1e6).topology;
  const open = openShards.map(({ number }) => number);
  const at = pick % open.length;
  if (kind === 1 && at > 0)
    return { operation: 'MergeShards', shardToMerge: open[at - 1], adjacentShardToMerge: open[at] };
  return { operation: 'SplitShard', shardToSplit: open[at] };
}

/** A producer for each key; the numbers of each source's records in the order in which they were finished. */
function finishedInOrder(
  shardCount: number,
  resharding: readonly object[],
  library: object,
  mode: string,
  own: object = {},
) {
  const order = new Map<string, number[]>();
  const trace = {
    seen: <T>(_port: unknown, implementation: T): T => implementation,
    watch(ledger: Ledger): void {
      for (let origin = 0; origin < ledger.sourceCount; origin++) {
        const own: number[] = [];
        const name = ledger.sourceName(origin);
        if (!name.startsWith('p')) continue;
        order.set(name, own);
        ledger.watch(origin, {
          ended: (number, count, _application, fate) => {
            expect(fate).toBe('delivered');
            for (let i = 0; i < count; i++) own.push(number + i);
          },
        });
      }
    },
  };
  const plan = {
    workloads: Object.fromEntries(
      KEYS.map((key, i) => [`p${i}`, even('5/s', '100 B', { distribution: 'list', keys: { [key]: 1 } })]),
    ),
    components: {
      ...Object.fromEntries(
        KEYS.map((_, i) => [
          `p${i}`,
          { type: 'kinesis.producer', workload: `p${i}`, to: 's', client: { batch: { linger: '50 ms' } } },
        ]),
      ),
      s: { type: 'kinesis.stream', shardCount, reshardTime: '1 s', resharding },
      app: { type: 'kinesis.consumer', from: 's', mode, library, processing: { perRecord: '3 ms' }, ...own },
    },
    seconds: 60,
  };
  return { seen: run(plan, 1, undefined, { trace } as unknown as Probe), order };
}

describe('a stream that is resharded', () => {
  it.each([
    ['kcl-1', 'shared'],
    ['kcl-2', 'shared'],
    ['kcl-2', 'enhanced-fan-out'],
    ['kcl-3', 'enhanced-fan-out'],
  ])('is read by %s (%s) parents first: each record once, the order of each key kept', (type, mode) => {
    const picks = fc.array(fc.tuple(fc.nat(1), fc.nat(100)), { minLength: 1, maxLength: 3 });
    const settings = fc.record({
      workers: fc.integer({ min: 1, max: 4 }),
      interval: fc.constantFrom('0 s', '2 s', '1 min'),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        picks,
        settings,
        (shardCount, list, { workers, interval }) => {
          const resharding: object[] = [];
          for (const [i, [kind, pick]] of list.entries())
            resharding.push({ ...chosen(shardCount, resharding, kind, pick), at: `${2 + 12 * i} s` });
          const library = { type, workers, failoverTime: '3 s', checkpointInterval: interval };
          const { seen, order } = finishedInOrder(shardCount, resharding, library, mode);
          for (const { from, produced, fates, duplicates } of seen.result.flows) {
            if (!from.startsWith('p')) continue;
            expect([produced, fates.delivered]).toEqual([300, 300]);
            // One worker takes all children, and the others steal from it: what it had not checkpointed they read again. A lease
            // that the leader of 3.x moves is handed over with its checkpoint.
            if (workers === 1 || type === 'kcl-3') expect(duplicates).toBe(0);
          }
          for (const numbers of order.values()) expect(numbers).toEqual(numbers.map((_, i) => i));
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });
});

describe('two shards that are merged', () => {
  // Keys of 5/s each, three of them in the first of three shards, one in the second: at ten records a call the first falls behind,
  // and the second does not. The second, done, makes the lease of their child, which waits for the first.
  it.each(['kcl-1', 'kcl-2', 'kcl-3'])('are both read to their ends before their child: %s', (type) => {
    const merge = { at: '30 s', operation: 'MergeShards', shardToMerge: 0, adjacentShardToMerge: 1 };
    const library = { type, workers: 2, failoverTime: '3 s', checkpointInterval: '0 s' };
    const { order } = finishedInOrder(3, [merge], library, 'shared', { maxRecords: 10 });
    for (const numbers of order.values()) {
      expect(numbers.length).toBeGreaterThan(60);
      expect(numbers).toEqual(numbers.map((_, i) => i));
    }
  });
});
