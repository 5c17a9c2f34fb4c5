// What gathers for one shard: sent is the longest beginning, by deadline, that keeps within both limits, and at least
// one record; the rest goes on gathering. Checked against a packer that sorts and measures everything anew.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gathering } from '../../../../src/services/kinesis/kpl/gathering.ts';
import { KinesisRecord } from '../../../../src/services/kinesis/kpl/kinesis-record.ts';
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

/** A gathering place of one shard; lists are told as the numbers of the records in them. */
function place(maxCount: number, maxBytes: number) {
  const store = new UserRecords();
  const gathering = new Gathering(store);
  const packing = new Packing(store, { maxCount, maxBytes, ttlUs: TTL_US });
  const numbersFrom = (first: number): number[] => {
    const numbers: number[] = [];
    for (let row = first; row !== NONE; row = store.next[row]!) {
      for (let i = 0; i < store.count[row]!; i++) numbers.push(store.number[row]! + i);
    }
    return numbers;
  };
  return {
    add({ deadlineUs, sizeBytes, key }: UserRecord, number: number, count = 1): void {
      const keyBytes = keyBytesOf(key);
      const at = deadlineUs;
      gathering.add(0, store.enter(at, at, number, sizeBytes, keyBytes, key, count, deadlineUs));
    },
    take(): { readonly record: KinesisRecord; readonly numbers: readonly number[] } {
      const record = new KinesisRecord();
      gathering.replace(0, packing.pack(record, 0, gathering.first[0]!));
      return { record, numbers: numbersFrom(record.first) };
    },
    waiting: () => numbersFrom(gathering.first[0]!),
    estimate: () => packing.estimate(gathering.first[0]!),
    mostBytes: () => gathering.mostBytes[0]!,
    earliestUs: () => gathering.earliestUs[0]!,
  };
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
        const { add, take, waiting: gathers } = place(maxCount, maxBytes);
        for (const [number, record] of came.entries()) add(record, number);
        let waiting = came.map((record, number) => ({ ...record, number }));
        while (waiting.length > 0) {
          waiting = waiting.toSorted((a, b) => a.deadlineUs - b.deadlineUs);
          let fits = 1;
          const holds = (n: number) => n <= maxCount && bytesOf(waiting.slice(0, n)) <= maxBytes;
          while (fits < waiting.length && holds(fits + 1)) fits++;
          const { record: taken, numbers } = take();
          expect(numbers).toEqual(waiting.slice(0, fits).map(({ number }) => number));
          expect([taken.records, taken.bytes]).toEqual([fits, bytesOf(waiting.slice(0, fits))]);
          const deadlines = waiting.slice(0, fits).map(({ deadlineUs }) => deadlineUs);
          expect(taken.earliestUs).toBe(Math.min(...deadlines));
          expect(taken.expiresUs).toBe(Math.min(...deadlines) + TTL_US);
          waiting = waiting.slice(fits);
          expect(gathers()).toEqual(waiting.map(({ number }) => number));
        }
        expect(gathers()).toEqual([]);
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
        for (let number = 0; number < count; number++) single.add(record, number);
        row.add(record, 0, count);
        expect([row.estimate(), row.mostBytes()]).toEqual([single.estimate(), single.mostBytes()]);
        const [a, b] = [single.take(), row.take()];
        expect(b.numbers).toEqual(a.numbers);
        expect([b.record.records, b.record.bytes, b.record.keyBytes]).toEqual([
          a.record.records,
          a.record.bytes,
          a.record.keyBytes,
        ]);
        expect(row.waiting()).toEqual(single.waiting());
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('keeps the order in which they came of those with one deadline', () => {
    const { add, take } = place(100, 51_200);
    const deadlines = [5, 5, 3, 5, 3, 4, 4];
    for (const [number, deadlineUs] of deadlines.entries()) {
      add({ deadlineUs, sizeBytes: 10, key: 0 }, number);
    }
    expect(take().numbers).toEqual([2, 4, 5, 6, 0, 1, 3]);
  });

  it('is estimated at 5 B a record and 3 B a new key more than their text, and never below while it comes', () => {
    const property = fc.property(fc.array(userRecord, { minLength: 1, maxLength: 30 }), (came) => {
      const { add, estimate, mostBytes, earliestUs } = place(100, 51_200);
      for (const [number, record] of came.entries()) add(record, number);
      const keys = [...new Set(came.map(({ key }) => key))];
      const data = came.reduce((sum, { sizeBytes }) => sum + sizeBytes + 5, 0);
      expect(estimate()).toBe(keys.reduce((sum, key) => sum + keyBytesOf(key) + 3, data));
      expect(mostBytes()).toBeGreaterThanOrEqual(estimate());
      expect(earliestUs()).toBe(Math.min(...came.map(({ deadlineUs }) => deadlineUs)));
    });
    fc.assert(property);
  });
});
