import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BOUND_BY_BYTES,
  BOUND_BY_RECORDS,
  ShardWriteLimits,
} from '../../../src/services/kinesis/writing/shard.ts';

const MIB = 1_048_576;

describe('the write limits of a shard', () => {
  it('take 1,000 records at once, then one every millisecond', () => {
    const shard = new ShardWriteLimits(MIB);
    expect(shard.admit(0, 100, 1500, 0)).toBe(1000);
    expect(shard.boundBy).toBe(BOUND_BY_RECORDS);
    expect([shard.admit(999, 100, 1, 0), shard.admit(1000, 100, 1, 0)]).toEqual([0, 1]);
  });

  it('take 1 MiB at once, then 1 MiB a second', () => {
    const shard = new ShardWriteLimits(MIB);
    // 104 records of 10,000 B are 1,040,000 B; the next one needs 10,000 of the 8,576 that are left.
    expect(shard.admit(0, 10_000, 200, 0)).toBe(104);
    expect(shard.boundBy).toBe(BOUND_BY_BYTES);
    // 1,424 B come in 1,424/1.048576 = 1,358.03 µs.
    expect([shard.admit(1358, 10_000, 1, 0), shard.admit(1359, 10_000, 1, 0)]).toEqual([0, 1]);
  });

  it('are independent: what one refuses costs the other nothing', () => {
    const shard = new ShardWriteLimits(MIB);
    expect(shard.admit(0, MIB, 1, 0)).toBe(1); // all bytes, one record
    expect(shard.admit(0, 1, 5000, 0)).toBe(0); // no byte left: no record is taken either
    expect(shard.boundBy).toBe(BOUND_BY_BYTES);
    // A second later: 1 MiB, and a full bucket of 1,000 records, for 1,000 records of 1 B.
    expect(shard.admit(1_000_000, 1, 5000, 0)).toBe(1000);
    expect(shard.boundBy).toBe(BOUND_BY_RECORDS);
    expect(shard.admit(1_000_000, MIB - 1000, 1, 0)).toBe(0); // bytes are there, records are not
  });

  it('charge the rounding of a call to its last record, which is refused when only that is missing', () => {
    const shard = new ShardWriteLimits(2048);
    expect(shard.admit(0, 1000, 2, 100)).toBe(1); // 2,000 fit, 2,100 do not
    expect(shard.boundBy).toBe(BOUND_BY_BYTES);
    expect(new ShardWriteLimits(2048).admit(0, 1000, 2, 48)).toBe(2); // 2,048 do
  });

  it('hold a larger burst of bytes where the stream has one', () => {
    expect(new ShardWriteLimits(10 * MIB).admit(0, MIB, 20, 0)).toBe(10);
  });

  it('admit at most burst + rate × T of each in every window', () => {
    const calls = fc.array(
      fc.record({
        gapUs: fc.nat(400_000),
        bytes: fc.integer({ min: 1, max: 200_000 }),
        count: fc.integer({ min: 1, max: 500 }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(calls, (all) => {
        const shard = new ShardWriteLimits(MIB);
        let nowUs = 0;
        const taken = all.map(({ gapUs, bytes, count }) => {
          nowUs += gapUs;
          const records = shard.admit(nowUs, bytes, count, 0);
          return { nowUs, records, bytes: records * bytes };
        });
        for (let from = 0; from < taken.length; from++) {
          let records = 0;
          let bytes = 0;
          for (let to = from; to < taken.length; to++) {
            records += taken[to]!.records;
            bytes += taken[to]!.bytes;
            const seconds = (taken[to]!.nowUs - taken[from]!.nowUs) / 1e6;
            expect(records).toBeLessThanOrEqual(1000 + 1000 * seconds + 1e-6);
            expect(bytes).toBeLessThanOrEqual(MIB + MIB * seconds + 1e-6);
          }
        }
      }),
    );
  });
});
