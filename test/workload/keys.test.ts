// Keys as text, bytes and hashes. The MD5 sums of "", "a" and "abc" are the test suite of RFC 1321.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { KeySpace } from '../../src/workload/key-space.ts';
import { Keys } from '../../src/workload/keys.ts';
import { type PartitionKeyConfig, partitionKey, popularity } from '../../src/workload/partition-key.ts';

const config = (input: unknown): PartitionKeyConfig => partitionKey().parse(input);
const N = 100_000;

/** How often each rank comes in N draws. */
function drawn(input: unknown): Float64Array {
  const ranks = popularity(config(input));
  const seen = new Float64Array(ranks.keys);
  const stream = sequentialStream('ranks');
  for (let i = 0; i < N; i++) seen[ranks.rank(stream.double())]! += 1;
  return seen;
}

function expectShare(seen: number, share: number): void {
  expect(Math.abs(seen / N - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / N));
}

describe('popularity', () => {
  it('hot: the hot keys share their part evenly, the others the rest', () => {
    const seen = drawn({ distribution: 'hot', keys: 12, hotKeys: 2, hotShare: '40%' });
    for (const [rank, count] of seen.entries()) expectShare(count, rank < 2 ? 0.2 : 0.06);
  });

  it('uniform: every key is as likely', () => {
    for (const count of drawn({ distribution: 'uniform', keys: 20 })) expectShare(count, 0.05);
  });

  it('zipf: rank r is as likely as 1 / (r + 1)', () => {
    const harmonic = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, n) => sum + 1 / n, 0);
    const seen = drawn({ distribution: 'zipf', keys: 10, exponent: 1 });
    for (const [rank, count] of seen.entries()) expectShare(count, 1 / (rank + 1) / harmonic);
  });

  it('zipf reaches a million keys', () => {
    const ranks = popularity(config({ distribution: 'zipf', keys: 1_000_000, exponent: 1 }));
    // The harmonic number of a million is 14.392726722865724.
    expect(ranks.probability(0)).toBeCloseTo(1 / 14.392726722865724, 12);
    expect(ranks.rank(1 - 2 ** -53)).toBe(999_999);
  });

  it('list: by weight', () => {
    const seen = drawn({ distribution: 'list', keys: { a: 6, b: 3, c: 1 } });
    for (const [rank, share] of [0.6, 0.3, 0.1].entries()) expectShare(seen[rank]!, share);
  });

  it('ranks stay in range, never fall where u grows, and their probabilities add up to 1', () => {
    const inputs = [
      { distribution: 'uniform', keys: 7 },
      { distribution: 'zipf', keys: 9, exponent: 1.3 },
      { distribution: 'hot', keys: 5, hotKeys: 2, hotShare: '90%' },
      { distribution: 'hot', keys: 5, hotKeys: 5, hotShare: '100%' },
      { distribution: 'hot', keys: 5, hotKeys: 2, hotShare: '0%' },
      { distribution: 'list', keys: { x: 0, y: 2, z: 1 } },
    ];
    const share = fc.oneof(
      fc.constantFrom(0, 2 ** -53, 0.9, 1 - 2 ** -53),
      fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...inputs), share, share, (input, u, v) => {
        const ranks = popularity(config(input));
        const [low, high] = [ranks.rank(Math.min(u, v)), ranks.rank(Math.max(u, v))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThan(ranks.keys);
        expect(ranks.probability(low)).toBeGreaterThan(0);
        const all = Array.from({ length: ranks.keys }, (_, rank) => ranks.probability(rank));
        expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it.each([
    { distribution: 'uniform', keys: 0 },
    { distribution: 'hot', keys: 5, hotKeys: 6, hotShare: '40%' },
    { distribution: 'hot', keys: 5, hotKeys: 5, hotShare: '40%' },
    { distribution: 'hot', keys: 5, hotShare: '140%' },
    { distribution: 'list', keys: {} },
    { distribution: 'list', keys: { a: 0 } },
    { distribution: 'uniform', keys: 101, keyPrefix: 'k', keyLength: 3 },
    { distribution: 'uniform', keys: 10, keyPrefix: 'k'.repeat(249) },
    { distribution: 'uniform', keys: 10, keyLength: 254, salt: 11 },
    { distribution: 'list', keys: { a: 1, ['k'.repeat(257)]: 1 } },
    { distribution: 'list', keys: { ['k'.repeat(254)]: 1 }, salt: 11 },
    { distribution: 'uniform', keys: 10, salt: 0 },
    { distribution: 'uniform', keys: 10, salted: 4 },
  ])('refuses %j', (input) => {
    expect(partitionKey().safeParse(input).success).toBe(false);
  });
});

describe('the longest key that AWS takes, 256 characters', () => {
  it.each([
    { distribution: 'uniform', keys: 10, keyPrefix: 'k'.repeat(248) },
    { distribution: 'uniform', keys: 10, keyLength: 254, salt: 10 },
    { distribution: 'list', keys: { ['k'.repeat(256)]: 1 } },
    { distribution: 'list', keys: { ['\u{1f30d}'.repeat(254)]: 1 }, salt: 10 },
  ])('is taken, salt included (%#)', (input) => {
    expect(partitionKey().safeParse(input).success).toBe(true);
  });
});

describe('the text of a key', () => {
  const texts = (input: unknown): string[] => {
    const keys = new Keys();
    keys.reserve(config(input));
    return Array.from({ length: keys.size }, (_, index) => keys.text(index));
  };

  it('is key- and the rank in eight digits', () => {
    expect(texts({ distribution: 'uniform', keys: 2 })).toEqual(['key-00000000', 'key-00000001']);
  });

  it('has the prefix and the length that it is given', () => {
    const input = { distribution: 'uniform', keys: 11, keyPrefix: 'device/', keyLength: 9 };
    expect(texts(input).at(-1)).toBe('device/10');
  });

  it('is the name in a list', () => {
    expect(texts({ distribution: 'list', keys: { eu: 1, 'us east': 2 } })).toEqual(['eu', 'us east']);
  });

  it('gets #0 to #n−1 from a salt, and they count as bytes', () => {
    expect(texts({ distribution: 'list', keys: { a: 1, b: 1 }, salt: 2 })).toEqual([
      'a#0',
      'a#1',
      'b#0',
      'b#1',
    ]);
    const keys = new Keys();
    keys.reserve(config({ distribution: 'uniform', keys: 1, salt: 11 }));
    expect(keys.byteLength(0)).toBe(14);
    expect(keys.byteLength(10)).toBe(15);
  });

  it('counts in bytes of UTF-8', () => {
    const keys = new Keys();
    expect(keys.byteLength(keys.intern('naïve'))).toBe(6);
    expect(keys.byteLength(keys.intern('日本'))).toBe(6);
  });
});

describe('the hash of a key', () => {
  it('is its MD5 as one big-endian number of 128 bits', () => {
    const keys = new Keys();
    expect(keys.hash(keys.intern(''))).toBe(0xd41d8cd98f00b204e9800998ecf8427en);
    expect(keys.hash(keys.intern('a'))).toBe(0x0cc175b9c0f1b6a831c399e269772661n);
    const abc = keys.intern('abc');
    expect(keys.hash(abc)).toBe(0x900150983cd24fb0d6963f7d28e17f72n);
    expect(([0, 1, 2, 3] as const).map((word) => keys.hash32(abc, word))).toEqual([
      0x90015098, 0x3cd24fb0, 0xd6963f7d, 0x28e17f72,
    ]);
  });

  it('follows the text, across ranges and pages', () => {
    const keys = new Keys();
    const single = keys.intern('key-00004097');
    const first = keys.reserve(config({ distribution: 'uniform', keys: 5000 }));
    const second = keys.reserve(config({ distribution: 'uniform', keys: 5000 }));
    expect([single, first, second, keys.size]).toEqual([0, 1, 5001, 10_001]);
    expect(keys.text(first + 4097)).toBe('key-00004097');
    expect(keys.hash(first + 4097)).toBe(keys.hash(single));
    expect(keys.hash(second + 4097)).toBe(keys.hash(single));
    expect(keys.hash(first + 4096)).not.toBe(keys.hash(single));
  });

  it('has one range for the space that components bring under one name', () => {
    const keys = new Keys();
    const space = new KeySpace(3, (index) => `own-${index}`);
    const first = keys.bring('own', space);
    expect(keys.bring('own', space)).toBe(first);
    expect(keys.bring('another', space)).toBe(first + 3);
    expect(keys.text(first + 5)).toBe('own-2');
  });

  it('has one index for one interned text, and none beyond the run', () => {
    const keys = new Keys();
    expect(keys.intern('x')).toBe(keys.intern('x'));
    expect(() => keys.text(1)).toThrow();
    expect(() => keys.hash32(-1, 0)).toThrow();
  });
});

describe('lengths of many keys', () => {
  it('are those of each, whether all keys are as long or not', () => {
    const inputs = [
      { distribution: 'uniform', keys: 12 },
      { distribution: 'uniform', keys: 12, keyPrefix: 'ключ-', salt: 3 },
      { distribution: 'uniform', keys: 12, salt: 11 },
      { distribution: 'list', keys: { a: 1, bbb: 1, c: 1 } },
      { distribution: 'list', keys: { é: 1, b: 1 } },
    ];
    for (const input of inputs) {
      const keys = new Keys();
      const first = keys.reserve(config(input));
      const all = Int32Array.from({ length: keys.size - first }, (_, i) => first + i);
      const lengths = new Int32Array(all.length);
      keys.byteLengths(all, all.length, lengths);
      expect([...lengths]).toEqual([...all].map((key) => Buffer.byteLength(keys.text(key))));
    }
  });
});
