// The keys that the agent makes up: spread over any shards as their ranges are, as long as such texts are.

import { describe, expect, it } from 'vitest';
import { numberedStream } from '../../../../src/engine/random.ts';
import { type PartitionKeyOption, RandomKeys } from '../../../../src/services/kinesis/agent/random-keys.ts';
import { evenRanges, rangeOf } from '../../../../src/services/kinesis/resharding/hash-range.ts';
import { Keys } from '../../../../src/workload/keys.ts';

const RECORDS = 200_000;

function drawn(option: PartitionKeyOption, keys = new Keys()): number[] {
  const random = new RandomKeys(keys, option, numberedStream('test'));
  return Array.from({ length: RECORDS }, (_, number) => random.keyOf(number));
}

describe.each(['RANDOM', 'DETERMINISTIC'] as const)('%s', (option) => {
  it('spreads records over shards by their share of the space', () => {
    for (const shards of [1, 3, 8, 100]) {
      const keys = new Keys();
      const counts = new Float64Array(shards);
      const starts = evenRanges(shards);
      for (const key of drawn(option, keys)) counts[rangeOf(starts, keys.hash(key))]!++;
      // Five standard errors of a binomial count.
      const mean = RECORDS / shards;
      const tolerance = 5 * Math.sqrt(mean * (1 - 1 / shards)) + 0.001;
      for (const count of counts) expect(Math.abs(count - mean)).toBeLessThan(tolerance);
    }
  });

  it('gives a record the same key whenever it asks', () => {
    expect(drawn(option)).toEqual(drawn(option));
  });

  it('counts the bytes of the text', () => {
    const keys = new Keys();
    for (const key of drawn(option, keys).slice(0, 1000)) {
      expect(keys.byteLength(key)).toBe(new TextEncoder().encode(keys.text(key)).length);
    }
  });
});

describe('the text', () => {
  it('of a random key is a number below a million with all its digits: 15 to 19 characters, 17 on average', () => {
    // Below a million a double has 16 or 17 digits that tell it from its neighbours, and a point.
    const keys = new Keys();
    const texts = drawn('RANDOM', keys).map((key) => keys.text(key));
    const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
    expect(mean).toBeGreaterThan(16.5);
    expect(mean).toBeLessThan(18.5);
    for (const text of texts.slice(0, 1000)) expect(Number(text)).toBeLessThan(1_000_000);
  });

  it('of a deterministic key is an MD5 in hexadecimal, and begins as its hash does', () => {
    const keys = new Keys();
    for (const key of drawn('DETERMINISTIC', keys).slice(0, 100)) {
      expect(keys.text(key)).toMatch(/^[0-9a-f]{32}$/);
      expect(keys.hash(key) >> 112n).toBe(BigInt(`0x${keys.text(key).slice(0, 4)}`));
    }
  });
});
