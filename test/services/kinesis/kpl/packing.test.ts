// What gathers for one shard: sent is the longest beginning, by deadline, that keeps within both limits, and at least
// one record; the rest goes on gathering. Checked against a packer that sorts and measures everything anew.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KinesisRecord } from '../../../../src/services/kinesis/kpl/kinesis-record.ts';
import { Packing } from '../../../../src/services/kinesis/kpl/packing.ts';
import { keyEntryBytes, recordEntryBytes } from '../../../../src/services/kinesis/kpl/record-size.ts';
import { NONE, UserRecords } from '../../../../src/services/kinesis/kpl/user-records.ts';

const TTL_US = 1000;

interface UserRecord {
  readonly deadlineUs: number;
  readonly sizeBytes: number;
  readonly key: number;
}

const keyBytesOf = (key: number): number => 1 + key;

// The encoding by its rule: one record alone goes raw, several in a frame of 20 B with each key once.
function bytesOf(records: readonly UserRecord[]): number {
  if (records.length === 1) return records[0]!.sizeBytes;
  const keys: number[] = [];
  let bytes = 20;
  for (const { key, sizeBytes } of records) {
    if (!keys.includes(key)) {
      keys.push(key);
      bytes += keyEntryBytes(keyBytesOf(key));
    }
    bytes += recordEntryBytes(sizeBytes, keys.indexOf(key));
  }
  return bytes;
}

/** A gathering place, and the record numbers in what it holds. */
function place(maxCount: number, maxBytes: number) {
  const store = new UserRecords();
  const packing = new Packing(0, { maxCount, maxBytes, ttlUs: TTL_US }, store, []);
  const numbersIn = (record: KinesisRecord | null): number[] => {
    const numbers: number[] = [];
    for (let row = record?.first ?? NONE; row !== NONE; row = store.next[row]!) {
      for (let i = 0; i < store.count[row]!; i++) numbers.push(store.number[row]! + i);
    }
    return numbers;
  };
  const enter = ({ deadlineUs, sizeBytes, key }: UserRecord, number: number, count = 1): number =>
    store.enter(deadlineUs, deadlineUs, number, sizeBytes, keyBytesOf(key), key, count, deadlineUs);
  return { packing, numbersIn, enter };
}

const userRecord = fc.record({
  deadlineUs: fc.integer({ min: 0, max: 30 }),
  sizeBytes: fc.integer({ min: 1, max: 400 }),
  key: fc.integer({ min: 0, max: 5 }),
});
const limits = { maxCount: fc.integer({ min: 1, max: 12 }), maxBytes: fc.integer({ min: 64, max: 1500 }) };

describe('what gathers', () => {
  it('is taken in the order of deadlines, as much as fits, and the rest gathers on', () => {
    const property = fc.property(
      fc.array(userRecord, { minLength: 1, maxLength: 30 }),
      fc.boolean(),
      limits.maxCount,
      limits.maxBytes,
      (drawn, isSorted, maxCount, maxBytes) => {
        const came = isSorted ? drawn.toSorted((a, b) => a.deadlineUs - b.deadlineUs) : drawn;
        const { packing, numbersIn, enter } = place(maxCount, maxBytes);
        for (const [number, record] of came.entries()) packing.add(enter(record, number));
        let waiting = came.map((record, number) => ({ ...record, number }));
        while (waiting.length > 0) {
          waiting = waiting.toSorted((a, b) => a.deadlineUs - b.deadlineUs);
          let fits = 1;
          const holds = (n: number) => n <= maxCount && bytesOf(waiting.slice(0, n)) <= maxBytes;
          while (fits < waiting.length && holds(fits + 1)) fits++;
          const taken = packing.take();
          expect(numbersIn(taken)).toEqual(waiting.slice(0, fits).map(({ number }) => number));
          expect([taken.records, taken.rows, taken.bytes]).toEqual([
            fits,
            fits,
            bytesOf(waiting.slice(0, fits)),
          ]);
          const deadlines = waiting.slice(0, fits).map(({ deadlineUs }) => deadlineUs);
          expect(taken.earliestUs).toBe(Math.min(...deadlines));
          expect(taken.expiresUs).toBe(Math.min(...deadlines) + TTL_US);
          waiting = waiting.slice(fits);
          expect(numbersIn(packing.record)).toEqual(waiting.map(({ number }) => number));
        }
        expect(packing.record).toBeNull();
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('is the same whether equal records come one by one or as one row', () => {
    const property = fc.property(
      userRecord,
      fc.integer({ min: 1, max: 20 }),
      limits.maxCount,
      limits.maxBytes,
      (record, count, maxCount, maxBytes) => {
        const [single, row] = [place(maxCount, maxBytes), place(maxCount, maxBytes)];
        for (let number = 0; number < count; number++) single.packing.add(single.enter(record, number));
        row.packing.add(row.enter(record, 0, count));
        const [a, b] = [single.packing.take(), row.packing.take()];
        expect(row.numbersIn(b)).toEqual(single.numbersIn(a));
        expect([b.records, b.bytes, b.keyBytes]).toEqual([a.records, a.bytes, a.keyBytes]);
        expect(row.numbersIn(row.packing.record)).toEqual(single.numbersIn(single.packing.record));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('keeps the order in which they came of those with one deadline', () => {
    const { packing, numbersIn, enter } = place(100, 51_200);
    const deadlines = [5, 5, 3, 5, 3, 4, 4];
    for (const [number, deadlineUs] of deadlines.entries()) {
      packing.add(enter({ deadlineUs, sizeBytes: 10, key: 0 }, number));
    }
    expect(numbersIn(packing.take())).toEqual([2, 4, 5, 6, 0, 1, 3]);
  });
});
