// One of n by weight, from one uniform number, by inversion: the smallest i whose cumulated weight lies above
// u · total. A guide table says where to begin, so that a search takes two steps on average whatever n is
// (H.-C. Chen and Y. Asau, "On generating random variates from an empirical distribution", 1974). Inversion, not
// an alias table, because then a small change of the weights leaves most draws as they were.

import { invariant } from '../engine/invariant.ts';

/** Draws indices by weight. */
export class WeightedChoice {
  private readonly cumulated: Float64Array;
  private readonly guide: Int32Array;
  private readonly total: number;
  private readonly last: number;

  /** @param weights non-negative, at least one above 0 */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    const cumulated = new Float64Array(n);
    let total = 0;
    let last = 0;
    for (let i = 0; i < n; i++) {
      const weight = weights[i]!;
      invariant(weight >= 0 && weight < Infinity, 'a weight is finite and not negative', { i, weight });
      total += weight;
      if (weight > 0) last = i;
      cumulated[i] = total;
    }
    invariant(total > 0 && total < Infinity, 'some weight is above 0', { n, total });
    const guide = new Int32Array(n);
    let index = 0;
    for (let cell = 0; cell < n; cell++) {
      while (index < last && cumulated[index]! <= (cell / n) * total) index++;
      guide[cell] = index;
    }
    this.cumulated = cumulated;
    this.guide = guide;
    this.total = total;
    this.last = last;
  }

  /** The index that `u` in [0, 1) stands for. */
  pick(u: number): number {
    const { cumulated, last } = this;
    const target = u * this.total;
    let index = this.guide[Math.floor(u * cumulated.length)]!;
    while (index > 0 && cumulated[index - 1]! > target) index--; // a cell's border may round either way
    while (index < last && cumulated[index]! <= target) index++;
    return index;
  }

  /** How likely index `i` is. */
  probability(i: number): number {
    return (this.cumulated[i]! - (i === 0 ? 0 : this.cumulated[i - 1]!)) / this.total;
  }

  /** The mean of `values`, one for each index. */
  meanOf(values: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]! * this.probability(i);
    return sum;
  }
}
