import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { TokenBucket } from '../../src/engine/token-bucket.ts';

const bucket = fc.record({
  rate: fc.integer({ min: 1, max: 5000 }),
  burst: fc.integer({ min: 1, max: 2000 }),
});
const demands = fc.array(fc.record({ gapUs: fc.oneof(fc.nat(10), fc.nat(2_000_000)), count: fc.nat(3000) }), {
  minLength: 1,
  maxLength: 60,
});

describe('a token bucket', () => {
  it('admits at most B + rT in any window of T, whatever is asked', () => {
    fc.assert(
      fc.property(bucket, demands, ({ rate, burst }, asked) => {
        const limiter = new TokenBucket(rate, burst);
        let nowUs = 0;
        const admitted = asked.map(({ gapUs, count }) => {
          nowUs += gapUs;
          return { atUs: nowUs, count: limiter.admit(nowUs, count) };
        });
        for (let from = 0; from < admitted.length; from++) {
          let sum = 0;
          for (let to = from; to < admitted.length; to++) {
            sum += admitted[to]!.count;
            const windowUs = admitted[to]!.atUs - admitted[from]!.atUs;
            expect(sum * 1e6).toBeLessThanOrEqual(burst * 1e6 + rate * windowUs);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('admits exactly floor(B + rT) while more than that is asked', () => {
    fc.assert(
      fc.property(
        bucket,
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 50 }),
        ({ rate, burst }, gaps) => {
          const limiter = new TokenBucket(rate, burst);
          let nowUs = 0;
          let sum = limiter.admit(0, 10_000_000);
          expect(sum).toBe(burst);
          for (const gapUs of gaps) {
            fc.pre(gapUs * rate <= (burst - 1) * 1e6); // else the bucket may overflow, and is not saturated
            nowUs += gapUs;
            sum += limiter.admit(nowUs, 10_000_000);
            expect(sum).toBe(Math.floor((burst * 1e6 + rate * nowUs) / 1e6));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds the same, however often it is looked at', () => {
    fc.assert(
      fc.property(
        bucket,
        demands,
        fc.array(fc.nat(3_000_000), { maxLength: 40 }),
        ({ rate, burst }, asked, looks) => {
          const seen = new TokenBucket(rate, burst);
          const unseen = new TokenBucket(rate, burst);
          const pending = [...looks].sort((a, b) => a - b);
          let nowUs = 0;
          for (const { gapUs, count } of asked) {
            nowUs += gapUs;
            while (pending.length > 0 && pending[0]! <= nowUs) {
              const atUs = pending.shift()!;
              seen.affordable(atUs, 1, 1);
              seen.levelAt(atUs);
            }
            expect(seen.admit(nowUs, count)).toBe(unseen.admit(nowUs, count));
            expect(seen.levelAt(nowUs)).toBe(unseen.levelAt(nowUs));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses the first of evenly spaced requests at the microsecond that arithmetic says', () => {
    // 1,250 requests a second from t = 0 (one every 800 µs) against B = 1000 and r = 1000/s: request k (from 0)
    // finds 1000 + 0.8 k − k tokens, less than one as soon as 0.2 k > 999, so at k = 4,996, at 3.9968 s.
    const limiter = new TokenBucket(1000, 1000);
    let k = 0;
    while (limiter.admit(k * 800, 1) === 1) k++;
    expect([k, k * 800]).toEqual([4996, 3_996_800]);
    // The bucket held 1000 + 3996.8 − 4996 = 0.8; the next request, 800 µs later, finds 1.6 and is taken.
    expect(limiter.levelAt(4996 * 800)).toBe(0.8);
    expect(limiter.admit(4997 * 800, 1)).toBe(1);
    // From then on every fifth is refused: 0.8 tokens a request.
    const next = Array.from({ length: 50 }, (_, i) => limiter.admit((4998 + i) * 800, 1));
    expect(next.reduce((sum, taken) => sum + taken, 0)).toBe(40);
  });

  it('is the queue D/D/1: of requests slower than its rate none is refused, with no room to spare', () => {
    const limiter = new TokenBucket(1000, 1);
    for (let k = 0; k < 10_000; k++) expect(limiter.admit(k * 1000, 1)).toBe(1);
    expect(limiter.admit(9_999_999, 1)).toBe(0); // a microsecond too early
    expect(limiter.admit(10_000_000, 1)).toBe(1);
  });

  it('pays for things of any size, and for as many as it can', () => {
    const limiter = new TokenBucket(1_048_576, 1_048_576);
    expect(limiter.affordable(0, 300_000, 5)).toBe(3); // 3 × 300,000 < 1,048,576 < 4 × 300,000
    limiter.take(900_000);
    expect(limiter.levelAt(0)).toBe(148_576);
    expect(limiter.affordable(0, 148_577, 1)).toBe(0);
    expect(limiter.affordable(1, 148_577, 1)).toBe(1); // 1.048576 bytes came in a microsecond
  });

  it('never pays what it does not hold', () => {
    expect(() => new TokenBucket(10, 5).take(6)).toThrow(InvariantError);
    expect(() => new TokenBucket(0.5, 5)).toThrow(InvariantError);
    expect(() => new TokenBucket(5, 0)).toThrow(InvariantError);
  });
});
