// Whole numbers (bytes of a record) from a distribution whose quantile is costly: between two borders of a fine grid of
// u, most of the time both have the same whole value, and so has all that lies between them. Only where they differ is
// the quantile itself asked. The values are those of the quantile, rounded, either way.

import type { Sequence } from '../../engine/random.ts';

const CELLS = 2 ** 15;
/** What a cell holds that no draw has fallen into yet, and one that the value changes in. */
const UNKNOWN = -2;
const CHANGES = -1;

/** Draws whole values, 0 or more, of one distribution. */
export class WholeValues {
  private readonly quantile: (u: number) => number;
  private readonly most: number;
  private readonly values = new Int32Array(CELLS).fill(UNKNOWN);

  /**
   * @param quantile from u in [0, 1) to the value, never decreasing
   * @param most no value is above it; below 2³¹
   */
  constructor(quantile: (u: number) => number, most: number) {
    this.quantile = quantile;
    this.most = most;
  }

  /** Writes the next `length` values. @param draws room for as many draws */
  fill(stream: Sequence, draws: Float64Array, into: Int32Array, length: number): void {
    const { values } = this;
    stream.fill(draws, length);
    for (let i = 0; i < length; i++) {
      const u = draws[i]!;
      const value = values[Math.floor(u * CELLS)]!;
      into[i] = value >= 0 ? value : value === CHANGES ? this.valueAt(u) : this.learn(u);
    }
  }

  private learn(u: number): number {
    const cell = Math.floor(u * CELLS);
    const from = this.valueAt(cell / CELLS);
    // The last border is no u that is ever drawn, and may be infinite.
    const isConstant = cell + 1 < CELLS && this.valueAt((cell + 1) / CELLS) === from;
    this.values[cell] = isConstant ? from : CHANGES;
    return this.valueAt(u);
  }

  private valueAt(u: number): number {
    return Math.min(Math.floor(this.quantile(u) + 0.5), this.most);
  }
}
