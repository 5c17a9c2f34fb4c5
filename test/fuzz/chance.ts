// What a case draws: everything comes from its name alone, so that a case is drawn again without those before it.

import { type Sequence, sequentialStream } from '../../src/engine/random.ts';

/** Draws in one order from one name. */
export class Chance {
  private readonly stream: Sequence;

  /** @param name for instance `1/damaged/17` */
  constructor(name: string) {
    this.stream = sequentialStream(name);
  }

  /** True in so many of all draws, 0 to 1. */
  happens(share: number): boolean {
    return this.stream.double() < share;
  }

  /** A whole number from `least` to `most`, each alike. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.stream.double() * (most - least + 1));
  }

  /** One of some. */
  pick<T>(values: readonly T[]): T {
    const found = values[this.integer(0, values.length - 1)];
    if (values.length === 0) throw new RangeError('there is nothing to pick from');
    return found as T;
  }

  /** All of them, in an order of its own. */
  shuffled<T>(values: readonly T[]): T[] {
    const all = [...values];
    for (let i = all.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return all;
  }
}
