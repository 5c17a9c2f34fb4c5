// The size of an aggregated record, byte for byte that of a real one.

import * as agg from 'aws-kinesis-agg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gathering } from '../../../../src/services/kinesis/kpl/gathering.ts';
import { KinesisRecord } from '../../../../src/services/kinesis/kpl/kinesis-record.ts';
import { Packing } from '../../../../src/services/kinesis/kpl/packing.ts';
import { varintBytes } from '../../../../src/services/kinesis/kpl/record-size.ts';
import { UserRecords } from '../../../../src/services/kinesis/kpl/user-records.ts';

type Encoded = (error: Error | null, record: { readonly data: Buffer }) => void;
// A CommonJS module, whose declarations leave the class out.
const { RecordAggregator } = (agg as unknown as { readonly default: Module }).default;

interface Module {
  readonly RecordAggregator: new () => {
    flushBufferedRecords(encoded: Encoded): void;
    addUserRecord(record: { readonly partitionKey: string; readonly data: Buffer }): void;
  };
}

interface UserRecord {
  readonly key: number;
  readonly sizeBytes: number;
}

const keyText = (key: number): string => `k${String(key).padStart(1 + ((key * 37) % 200), '0')}`;

const NO_LIMIT = { maxCount: 2 ** 32, maxBytes: 2 ** 32, ttlUs: 1 };

// What records become that are packed together; keys of `keyBytes`, or as long as their text.
function packed(records: readonly UserRecord[], keyBytes?: number): KinesisRecord {
  const store = new UserRecords();
  const gathering = new Gathering(store);
  for (const { key, sizeBytes } of records) {
    const length = keyBytes ?? Buffer.byteLength(keyText(key));
    gathering.add(0, store.enter(0, 0, 0, sizeBytes, length, key, 1, 0));
  }
  const record = new KinesisRecord();
  new Packing(store, NO_LIMIT).pack(record, 0, gathering.first[0]!);
  return record;
}

function real(records: readonly UserRecord[]): number {
  const aggregator = new RecordAggregator();
  for (const { key, sizeBytes } of records) {
    aggregator.addUserRecord({ partitionKey: keyText(key), data: Buffer.alloc(sizeBytes, 7) });
  }
  let bytes = -1;
  aggregator.flushBufferedRecords((error, { data }) => {
    expect(error).toBeNull();
    bytes = data.length;
  });
  return bytes;
}

describe('an aggregated record', () => {
  it('takes a varint of one byte below 128, of two below 16,384, of three below 2,097,152', () => {
    expect([0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152].map(varintBytes)).toEqual([
      1, 1, 2, 2, 3, 3, 4,
    ]);
  });

  it('is 20 bytes of frame, each key once, and each record with the index of its key', () => {
    // Two records of 100 and 200 B with one key of 5 B ("k0001" has five): frame 20; key 1 + 1 + 5 = 7; records:
    // inner 1 + 1 + 1 + 1 + 100 = 104, outer 1 + 1 + 104 = 106; inner 1 + 1 + 1 + 2 + 200 = 205, outer 1 + 2 + 205.
    const record = packed(
      [100, 200].map((sizeBytes) => ({ key: 1, sizeBytes })),
      5,
    );
    expect(record.bytes).toBe(20 + 7 + 106 + 208);
    expect(record.keyBytes).toBe(1);
  });

  it('is one record alone when there is one: raw, with its own key', () => {
    const record = packed([{ key: 1, sizeBytes: 100 }], 5);
    expect([record.bytes, record.keyBytes]).toEqual([100, 5]);
  });

  it('has the size of the real encoding, whatever is packed', () => {
    const records = fc.array(
      fc.record({ key: fc.integer({ min: 0, max: 300 }), sizeBytes: fc.integer({ min: 1, max: 3000 }) }),
      { minLength: 2, maxLength: 300 },
    );
    fc.assert(
      fc.property(records, (batch) => {
        expect(packed(batch).bytes).toBe(real(batch));
      }),
      { numRuns: 60 },
    );
  });
});
