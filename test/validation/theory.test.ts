// The formulas that rows are held to, against other forms of the same.

import { describe, expect, it } from 'vitest';
import { lossOfMD1 } from './theory.ts';

/** O. Brun and J.-M. Garcia, Analytical solution of finite capacity M/D/1 queues (2000): 1 − b / (1 + load b), b of places − 1. */
function lossInClosedForm(load: number, places: number): number {
  let b = 0;
  for (let k = 0, factorial = 1; k < places; k++, factorial *= k) {
    const left = places - 1 - k;
    b += ((-1) ** k / factorial) * left ** k * Math.exp(left * load) * load ** k;
  }
  return 1 - b / (1 + load * b);
}

describe('the loss of M/D/1/B', () => {
  it.each([0.5, 0.8, 1, 1.2, 1.5])(
    'is that of its closed form at load %d, of one place to a dozen',
    (load) => {
      for (let places = 1; places <= 12; places++)
        expect(lossOfMD1(load, places)).toBeCloseTo(lossInClosedForm(load, places), 9);
    },
  );

  it('of one place is Erlang’s B, load / (1 + load)', () => {
    expect(lossOfMD1(0.8, 1)).toBeCloseTo(0.8 / 1.8, 12);
  });

  it('of many places, asked for more than they give, is what cannot be served: 1 − 1 / load', () => {
    expect(lossOfMD1(1.5, 3000)).toBeCloseTo(1 / 3, 12);
    expect(lossOfMD1(1.2, 1000)).toBeCloseTo(1 / 6, 12);
  });
});
