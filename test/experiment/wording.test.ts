import { describe, expect, it } from 'vitest';
import { percentInWords, replicationsNeeded } from '../../src/experiment/wording.ts';

describe('a share in words', () => {
  it.each([
    [0.99, '99 %'],
    [0.98765, '98.77 %'],
    [1, '100 %'],
    [0.999999, 'just below 100 %'],
    [0, '0 %'],
    [0.0000001, 'just above 0 %'],
  ])('%d is %s', (share, words) => {
    expect(percentInWords(share)).toBe(words);
  });
});

describe('the replications that a verdict would need', () => {
  it('grow with the square of the half-width over the distance', () => {
    // Half-width 4 at R = 5, distance 2: four times as many, 20.
    expect(replicationsNeeded(10, [6, 14], 12, 5)).toContain('about 20 replications');
    // Never fewer than one more than there are.
    expect(replicationsNeeded(10, [9, 11], 11, 5)).toContain('about 6 replications');
  });

  it('cannot be told where the value lies on the limit itself', () => {
    expect(replicationsNeeded(10, [6, 14], 10, 5)).toBe('the interval holds the limit');
  });
});
