import { describe, expect, it } from 'vitest';
import { percent } from '../../src/language/figures.ts';

describe('a share in the findings', () => {
  it('has a digit where that says more', () => {
    expect([0.012, 0.235, 0.25, 0.706, 0.997, 1, 1.28].map(percent)).toEqual([
      '1.2 %',
      '23.5 %',
      '25 %',
      '71 %',
      '99.7 %',
      '100 %',
      '128 %',
    ]);
  });

  it('never reads 100 % when it is less, nor 0 % when it is some', () => {
    expect(percent(0.99996)).toBe('99.996 %');
    expect(percent(0.0002)).toBe('0.02 %');
  });
});
