// Scans of whole tables: how many pages, how long, for how many units, and what they do to a table that is short.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import type { ScenarioError } from '../../../src/scenario/mistake.ts';
import { HashRange } from '../../../src/services/dynamodb/scan/hash-range.ts';
import { catalogue } from '../../../src/services/index.ts';
import { Keys } from '../../../src/workload/keys.ts';
import { run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const AMPLE = { readCapacityUnits: 40_000, writeCapacityUnits: 1, partitions: 100 };

function scanned(scan: Properties, table: Properties = AMPLE, seconds = 300) {
  return run({
    workloads: {},
    components: {
      orders: { type: 'dynamodb.table', ...table },
      job: {
        type: 'dynamodb.scan',
        to: 'orders',
        items: 100_000,
        itemSize: '1 KiB',
        client: { requestLatency: '10 ms' },
        ...scan,
      },
    },
    seconds,
  });
}

const timeOf = (seen: ReturnType<typeof scanned>) => seen.distribution('job', 'ScanTime').max / 1e6;
const units = (seen: ReturnType<typeof scanned>) => seen.sum('orders', 'ConsumedReadCapacityUnits');

describe('a scan of 100,000 items of 1 KiB', () => {
  it('is 98 pages of 1 MiB, one after the other: 97 of 128 units, and one of 84', () => {
    const seen = scanned({});
    expect(seen.sum('job', 'Requests')).toBe(98);
    expect(units(seen)).toBe(97 * 128 + 84);
    expect(timeOf(seen)).toBeCloseTo(0.98, 6);
    expect(seen.sum('job', 'ScannedCount')).toBe(100_000);
  });

  it('takes a quarter of the time in four segments, of 25 pages each', () => {
    const seen = scanned({ totalSegments: 4 });
    expect(seen.sum('job', 'Requests')).toBe(100);
    expect(timeOf(seen)).toBeCloseTo(0.25, 6);
    // 24 full pages and one of 424 items, 53 units.
    expect(units(seen)).toBe(4 * (24 * 128 + 53));
  });

  it('costs twice as much with strong consistency', () => {
    expect(units(scanned({ consistency: 'strong' }))).toBe(2 * (97 * 128 + 84));
  });

  it('has smaller pages where it asks for fewer items, each rounded up', () => {
    const seen = scanned({ limit: 101 });
    expect(seen.sum('job', 'Requests')).toBe(Math.ceil(100_000 / 101));
    // 101 KiB are 25.25 times 4 KiB: 26 halves.
    expect(units(seen)).toBe(990 * 13 + Math.ceil(10 / 4) / 2);
  });

  it('waits between its pages where it is told to', () => {
    expect(timeOf(scanned({ pause: '100 ms' }))).toBeCloseTo(98 * 0.01 + 97 * 0.1, 6);
  });

  it('reads items of the sizes that the table has', () => {
    const seen = scanned({}, { ...AMPLE, itemSize: '4 KiB' });
    expect(seen.sum('job', 'Requests')).toBe(Math.ceil(100_000 / 256));
  });

  it('finds no item above 400 KiB, however wide their sizes are: 34 pages of 3, 150 units each', () => {
    const seen = scanned(
      { items: 100 },
      { ...AMPLE, itemSize: { distribution: 'pareto', min: '400 KiB', alpha: 0.1 } },
    );
    expect(seen.sum('job', 'Requests')).toBe(34);
    expect(units(seen)).toBe(33 * 150 + 50);
  });

  it('begins when it is told to', () => {
    const seen = scanned({ at: '60 s' });
    expect(timeOf(seen)).toBeCloseTo(0.98, 6);
    // Nothing is asked for before.
    expect(seen.level('job', 'RunningSegments')).toBeCloseTo(0.98 / 300, 6);
  });
});

describe('a table that is short', () => {
  it('gives what it has: 12,500 units at 100 a second, and no item is left out', () => {
    const table = { readCapacityUnits: 100, writeCapacityUnits: 1, burstCredit: 'empty' };
    const seen = scanned({ totalSegments: 4 }, table);
    expect(seen.sum('job', 'ScannedCount')).toBe(100_000);
    // The last page may overdraw what there is.
    expect(timeOf(seen)).toBeGreaterThan((units(seen) - 4 * 128) / 100);
    expect(timeOf(seen)).toBeLessThan(1.15 * (units(seen) / 100) + 5);
    expect(seen.sum('job', 'ThrottledRequests')).toBe(seen.sum('orders', 'ReadThrottleEvents'));
    expect(seen.sum('job', 'ThrottledRequests')).toBeGreaterThan(0);
  });

  it('is a partition, too: one segment reads one after the other, and none gives more than 4,500 units a second', () => {
    const table = { readCapacityUnits: 40_000, writeCapacityUnits: 1, partitions: 10 };
    const eager = {
      items: 10_000_000,
      client: { requestLatency: '1 ms', retry: { mode: 'none' } },
      retryAfter: '1 ms',
    };
    const one = scanned(eager, table, 900);
    const ten = scanned({ ...eager, totalSegments: 10 }, table, 900);
    expect(one.sum('job', 'ScannedCount')).toBe(10_000_000);
    expect(ten.sum('job', 'ScannedCount')).toBe(10_000_000);
    // 1,250,000 units, of which each of ten partitions has a second's worth ready.
    const byHand = (1_250_000 - 10 * 4500) / 4500;
    expect(Math.abs(timeOf(one) / byHand - 1)).toBeLessThan(0.02);
    // Ten at a time: the table's 40,000 a second, and the credit of 300 s, which is never used up.
    expect(timeOf(ten)).toBeLessThan(1.1 * (byHand / 10));
    expect(timeOf(ten)).toBeGreaterThan(0.9 * (byHand / 10));
  });
});

describe('a scan of items that differ in size', () => {
  const sizes = { distribution: 'uniform', min: '100 B', max: '20000 B' };

  it('reads all of them: the mean size times their number, in halves of 4 KiB', () => {
    // 100,000 × 10,050 B, eventually consistent: 122,680 units; a page stops behind the item that reaches 1 MiB.
    const seen = scanned({}, { ...AMPLE, itemSize: sizes });
    expect(Math.abs(units(seen) / ((100_000 * 10_050) / 8192) - 1)).toBeLessThan(0.01);
    expect(seen.sum('job', 'ScannedCount')).toBe(100_000);
  });

  it('does so in an index, too', () => {
    const key = { distribution: 'uniform', keys: 1000 };
    const index = { key, projection: 'INCLUDE', itemSize: sizes, ...AMPLE };
    const table = { ...AMPLE, itemSize: '20000 B', globalSecondaryIndexes: { by: index } };
    const seen = scanned({ index: 'by' }, table);
    const read = seen.sum('orders-by', 'ConsumedReadCapacityUnits');
    expect(Math.abs(read / ((100_000 * 10_050) / 8192) - 1)).toBeLessThan(0.01);
  });
});

describe('a scan that keeps a partition busy', () => {
  it('splits none for heat: it goes from key to key', () => {
    const table = { billingMode: 'PAY_PER_REQUEST', heatTime: '1 min' };
    const job = { items: 100_000_000, totalSegments: 4 };
    const seen = scanned(job, table, 300);
    expect(units(seen)).toBeGreaterThan(0.8 * 300 * 4 * 4500);
    expect(seen.sum('orders', 'SplitsForHeat')).toBe(0);
  });
});

describe('any scan', () => {
  it('reads each item once, in one go or in many', () => {
    fc.assert(
      fc.property(
        fc.record({
          items: fc.integer({ min: 1, max: 20_000 }),
          totalSegments: fc.integer({ min: 1, max: 40 }),
          limit: fc.constantFrom(undefined, 1, 7, 1000),
          itemSize: fc.constantFrom('1 B', '300 B', '400 KiB'),
          readCapacityUnits: fc.constantFrom(50, 40_000),
        }),
        ({ readCapacityUnits, limit, ...scan }) => {
          const items = limit === 1 ? Math.min(scan.items, 500) : Math.min(scan.items, 3000);
          const seen = scanned(
            { ...scan, items, ...(limit === undefined ? {} : { limit }) },
            { readCapacityUnits, writeCapacityUnits: 1 },
            20_000,
          );
          expect(seen.sum('job', 'ScannedCount')).toBe(items);
          expect(seen.distribution('job', 'ScanTime').count).toBe(1);
          const { produced, fates } = seen.flow('orders');
          expect(fates.delivered).toBe(produced);
          expect(seen.sum('job', 'Requests') - seen.sum('job', 'ThrottledRequests')).toBe(produced);
        },
      ),
      { numRuns: 25, seed: 5 },
    );
  });
});

describe('places in the range of the hash', () => {
  it('are in order, and as close as their number allows', () => {
    const keys = new Keys();
    const range = new HashRange(keys);
    let before = -1;
    for (let i = 0; i < 1000; i++) {
      const hash = keys.hash32(range.keyAt(i / 1000), 0) / 2 ** 32;
      expect(hash).toBeGreaterThanOrEqual(before);
      if (i > 0) expect(Math.abs(hash - i / 1000)).toBeLessThan(0.002);
      before = hash;
    }
  });
});

describe('a scenario of a scan alone', () => {
  const text = `name: s
duration: 1 min
components:
  orders: { type: dynamodb.table, readCapacityUnits: 10, writeCapacityUnits: 10 }
  job: { type: dynamodb.scan, to: orders, items: 10, itemSize: 1 KiB }
`;
  const load = (it: string) =>
    loadScenario({
      text: it,
      file: 's.yaml',
      readFile: () => Promise.reject(new Error('none')),
      environment: {},
      catalogue,
    });

  it('needs no workloads', async () => {
    for (const it of [text, text.replace('components', 'workloads: {}\ncomponents')])
      expect((await load(it)).designs[0]!.workloads).toEqual({});
  });

  it('needs some where the scan is another component', async () => {
    const failure = (await load(text.replace('dynamodb.scan', 'dynamodb.client')).catch(
      (error: unknown) => error,
    )) as ScenarioError;
    expect(failure.mistakes.map(({ message }) => message)).toContain('the scenario needs "workloads"');
  });
});

describe('what is refused', () => {
  const base = `name: s
duration: 1 min
workloads: { w: { arrivals: { process: poisson, rate: 1/s }, size: 1 KiB } }
components:
  users: { type: dynamodb.client, workload: w, to: orders }
  orders:
    type: dynamodb.table
    readCapacityUnits: 10
    writeCapacityUnits: 10
    globalSecondaryIndexes:
      by-status: { key: { distribution: uniform, keys: 5 }, readCapacityUnits: 1, writeCapacityUnits: 1 }
  job: { type: dynamodb.scan, to: orders, items: 10, itemSize: 1 KiB`;

  const changed = (more: string) => {
    if (more.includes('itemSize')) return base.replace(', itemSize: 1 KiB', more);
    return more.includes('to:') ? `${base.replace('scan, to: orders', 'scan, to: users')} }` : base + more;
  };

  it.each([
    ['an index that is not there', ', index: by-state }', 'has no index "by-state"'],
    ['consistency of a global index', ', index: by-status, consistency: strong }', 'not read consistently'],
    ['items above 400 KiB', ', itemSize: 401 KiB }', ''],
    ['a table that is none', ', to: users }', ''],
  ])('is %s', async (_what, more, words) => {
    const text = changed(more);
    const failure = (await loadScenario({
      text,
      file: 's.yaml',
      readFile: () => Promise.reject(new Error('none')),
      environment: {},
      sets: [],
      catalogue,
    }).catch((error: ScenarioError) => error)) as ScenarioError;
    expect(failure.mistakes).toHaveLength(1);
    expect(failure.mistakes[0]!.message).toContain(words);
    expect(failure.mistakes[0]!.line).toBe(12);
  });
});
