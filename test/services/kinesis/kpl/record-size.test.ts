// The size of an aggregated record, byte for byte that of a real one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { varintBytes } from '../../../../src/services/kinesis/kpl/record-size.ts';
import { encodedBytes, packed } from '../../../validation/aggregated.ts';

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
        expect(packed(batch).bytes).toBe(encodedBytes(batch));
      }),
      { numRuns: 60 },
    );
  });
});
