// What a cache of so many bytes has, keeps and drops.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LruCache } from '../../../src/services/dynamodb/accelerator/lru-cache.ts';

describe('a cache of so many bytes', () => {
  it('has what a list of the entries in the order of their use has', () => {
    const step = fc.record({
      key: fc.integer({ min: 0, max: 12 }),
      bytes: fc.integer({ min: 0, max: 40 }),
      keeps: fc.boolean(),
      wait: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 20 }), (steps, ttl) => {
        const cache = new LruCache(100);
        let model: { key: number; bytes: number; sinceUs: number; expiresUs: number }[] = [];
        let now = 0;
        let evicted = 0;
        for (const { key, bytes, keeps, wait } of steps) {
          now += wait;
          const known = model.find((one) => one.key === key);
          const isThere = known !== undefined && now < known.expiresUs;
          model = model.filter((one) => one.key !== key);
          if (keeps) {
            if (bytes <= 100)
              model.push({ key, bytes, sinceUs: isThere ? known.sinceUs : now, expiresUs: now + ttl });
            while (model.reduce((sum, one) => sum + one.bytes, 0) > 100) {
              // What is too old is no loss.
              const oldest = model.shift()!;
              if (now < oldest.expiresUs) evicted += oldest.bytes;
            }
            cache.keep(key, bytes, now + ttl, now);
          } else {
            if (isThere) model.push(known);
            expect(cache.find(key, now)).toBe(isThere ? known.sinceUs : -1);
          }
          expect(cache.bytes).toBe(model.reduce((sum, one) => sum + one.bytes, 0));
          expect(cache.evictedBytes).toBe(evicted);
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});
