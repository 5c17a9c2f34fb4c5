// A flash crowd in a workload's traffic. What must hold: the crowd takes records by their numbers, and whatever it does
// not take keeps its draws, so that designs and crowds of all sizes can be compared record by record.

import { describe, expect, it } from 'vitest';
import { numberedStream, sequentialStream } from '../../src/engine/random.ts';
import type { FlashCrowd } from '../../src/workload/flash-crowd.ts';
import { Keys } from '../../src/workload/keys.ts';
import { Traffic } from '../../src/workload/traffic.ts';
import { workloadSchema } from '../../src/workload/workload.ts';

const SECOND = 1e6;
const WINDOW = { fromUs: 10 * SECOND, toUs: 20 * SECOND };
const KEYS = 1000;

interface Row {
  readonly number: number;
  readonly atUs: number;
  readonly key: number;
  readonly keyText: string;
  readonly keyBytes: number;
  readonly sizeBytes: number;
  readonly hostDraw: number;
}

/** A thousand records a second for 40 s, or so many as a crowd makes of them. */
function rowsOf(crowds: readonly FlashCrowd[], partitionKey: object = {}, process = 'constant'): Row[] {
  const config = workloadSchema.parse({
    arrivals: { process, rate: '1000/s' },
    partitionKey: { distribution: 'uniform', keys: KEYS, ...partitionKey },
    size: { distribution: 'lognormal', median: '500 B', p99: '4 KiB' },
  });
  const keys = new Keys();
  const traffic = new Traffic({
    config,
    name: 'w',
    random: (purpose) => sequentialStream(`1/r1/w/${purpose}`),
    numbered: (purpose) => numberedStream(`1/r1/w/${purpose}`),
    keys,
    originUs: 0,
    load: 1,
    crowds,
  });
  const rows: Row[] = [];
  while (traffic.fill()) {
    for (let row = 0; row < traffic.length; row++) {
      const atUs = traffic.atUs[row]!;
      if (atUs >= 40 * SECOND) return rows;
      rows.push({
        number: traffic.number[row]!,
        atUs,
        key: traffic.key[row]!,
        keyText: keys.text(traffic.key[row]!),
        keyBytes: traffic.keyBytes[row]!,
        sizeBytes: traffic.sizeBytes[row]!,
        hostDraw: traffic.hostDraw[row]!,
      });
    }
  }
  return rows;
}

const crowd = (over: Partial<FlashCrowd> = {}): FlashCrowd => ({
  ...WINDOW,
  share: 0.6,
  rateFactor: 1,
  ...over,
});
const inWindow = ({ atUs }: Row): boolean => atUs >= WINDOW.fromUs && atUs < WINDOW.toUs;
const calm = rowsOf([]);

describe('a flash crowd', () => {
  it('sends its share of the records of its time to the most popular key', () => {
    const rows = rowsOf([crowd()]);
    const during = rows.filter(inWindow);
    expect(during).toHaveLength(10_000);
    const hot = during.filter(({ keyText }) => keyText === 'key-00000000').length;
    // 60 % and a thousandth of the rest: 6,004 of 10,000, give or take 3.9 √(10,000 × 0.6 × 0.4) = 191.
    expect(Math.abs(hot - 6004)).toBeLessThan(191);
    // Before and after, 30,000 records at a thousandth: 30, give or take 3.9 √30 = 21.
    const outside = rows.filter((row) => !inWindow(row) && row.keyText === 'key-00000000').length;
    expect(Math.abs(outside - 30)).toBeLessThan(22);
  });

  it('begins with the record at its first moment and ends before the one at its last', () => {
    const taken = rowsOf([crowd({ share: 1, key: 'viral' })]).filter(({ keyText }) => keyText === 'viral');
    expect(taken).toHaveLength(10_000);
    expect(taken[0]!.atUs).toBe(WINDOW.fromUs);
    expect(taken.at(-1)!.atUs).toBe(WINDOW.toUs - 1000);
  });

  it.each(['constant', 'poisson'])(
    'leaves every other draw of every record as it was, and the keys of those it does not take: %s',
    (process) => {
      const before = rowsOf([], {}, process);
      const after = rowsOf([crowd({ key: 'viral' })], {}, process);
      expect(after).toHaveLength(before.length);
      let taken = 0;
      for (const [i, row] of after.entries()) {
        const was = before[i]!;
        if (row.keyText === 'viral') {
          taken++;
          expect(inWindow(row)).toBe(true);
          expect(row).toEqual({ ...was, key: row.key, keyText: 'viral', keyBytes: 5 });
        } else {
          // One comparison, not one a property: there are 40,000 records.
          if (row.key !== was.key || row.atUs !== was.atUs || row.sizeBytes !== was.sizeBytes)
            expect(row).toEqual(was);
          if (row.hostDraw !== was.hostDraw || row.number !== was.number) expect(row).toEqual(was);
        }
      }
      expect(taken).toBeGreaterThan(5000);
    },
  );

  it('takes at a larger share the records that it takes at a smaller one, and more', () => {
    const takenAt = (share: number) =>
      new Set(
        rowsOf([crowd({ share, key: 'viral' })])
          .filter(({ keyText }) => keyText === 'viral')
          .map(({ number }) => number),
      );
    const few = takenAt(0.2);
    const many = takenAt(0.6);
    expect(few.size).toBeGreaterThan(1800);
    expect(many.size).toBeGreaterThan(few.size);
    for (const number of few) expect(many.has(number)).toBe(true);
  });

  it('takes one of the workload’s own keys where it is named, and a new one where it is not', () => {
    const keyed = (key: string) =>
      rowsOf([crowd({ share: 1, key })]).find(({ atUs }) => atUs === WINDOW.fromUs)!;
    expect(keyed('key-00000007')).toMatchObject({ key: 7, keyText: 'key-00000007', keyBytes: 12 });
    // Seven digits are another text, and so is a rank that the workload does not have.
    expect(keyed('key-0000007').key).toBeGreaterThanOrEqual(KEYS);
    expect(keyed('key-00001000').key).toBeGreaterThanOrEqual(KEYS);
    expect(keyed('die Krönung')).toMatchObject({ keyText: 'die Krönung', keyBytes: 12 });
  });

  it('keeps the salt that a record had: a salted key is spread in the crowd, too', () => {
    const salted = { salt: 4 };
    const before = rowsOf([], salted);
    const after = rowsOf([crowd({ share: 1 })], salted);
    const counts = new Map<string, number>();
    for (const [i, { keyText, atUs }] of after.entries()) {
      if (!inWindow(after[i]!)) continue;
      expect(keyText.slice(0, -2)).toBe('key-00000000');
      expect(keyText.slice(-2)).toBe(before[i]!.keyText.slice(-2));
      expect(atUs).toBe(before[i]!.atUs);
      counts.set(keyText, (counts.get(keyText) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3].map((salt) => `key-00000000#${salt}`));
    // A quarter each of 10,000: 2,500, give or take 3.9 √(10,000 × 3/16) = 169.
    for (const count of counts.values()) expect(Math.abs(count - 2500)).toBeLessThan(169);
  });

  it('that comes faster is the same traffic with its clock sped up', () => {
    const after = rowsOf([crowd({ rateFactor: 3, share: 0.5, key: 'viral' })]);
    // 1,000/s for 10 s, 3,000/s for 10 s, 1,000/s for the last 20 s.
    expect(after).toHaveLength(60_000);
    expect(after.filter(inWindow)).toHaveLength(30_000);
    for (const n of [0, 9999]) expect(after[n]!.atUs).toBe(n * 1000);
    for (const n of [10_000, 10_001, 10_002, 25_000, 39_999])
      expect(after[n]!.atUs).toBe(Math.floor(10 * SECOND + ((n - 10_000) * 1000) / 3 + 0.5));
    for (const n of [40_000, 59_999]) expect(after[n]!.atUs).toBe(n * 1000 - 20 * SECOND);
    // Record n has the size and the host that it has anyway.
    for (const n of [0, 12_345, 39_999]) {
      const { sizeBytes, hostDraw } = calm[n]!;
      expect(after[n]).toMatchObject({ number: n, sizeBytes, hostDraw });
    }
  });

  it('may be followed by another: each has its time, its share and its key', () => {
    const first = { ...crowd({ share: 1, key: 'first', rateFactor: 2 }), toUs: 15 * SECOND };
    const second = { ...crowd({ share: 1, key: 'second' }), fromUs: 25 * SECOND, toUs: 30 * SECOND };
    const after = rowsOf([first, second]);
    const keysOf = (text: string) => after.filter(({ keyText }) => keyText === text);
    // 5 s at 2,000/s; five seconds at 1,000/s, which begin at the record that 25 s have now: n = 30,000.
    expect(keysOf('first')).toHaveLength(10_000);
    expect(keysOf('second')).toHaveLength(5000);
    expect(keysOf('second')[0]).toMatchObject({ number: 30_000, atUs: 25 * SECOND });
  });
});
