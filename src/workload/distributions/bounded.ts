// A distribution with a most: what is drawn above it counts as the most itself, as where nothing larger can be. Its mean is that
// of the distribution where next to nothing is above (none of 65,536 draws), and else that of the draws, whose first numbers lie
// evenly in [0, 1): a heavy tail has a mean here even where it has none without the most.

import { type Stream, sequentialStream } from '../../engine/random.ts';
import type { Sampler } from './sampler.ts';

const DRAWS = 65_536;

export class BoundedSampler implements Sampler {
  readonly least: number;
  private readonly of: Sampler;
  private readonly most: number;
  private known: number | null = null;

  /** @param most in the unit of the distribution, at least its least value */
  constructor(of: Sampler, most: number) {
    this.of = of;
    this.most = most;
    this.least = Math.min(of.least ?? 0, most);
  }

  get mean(): number {
    this.known ??= meanUpTo(this.of, this.most);
    return this.known;
  }

  sample(stream: Stream): number {
    return Math.min(this.of.sample(stream), this.most);
  }
}

function meanUpTo(sampler: Sampler, most: number): number {
  if (sampler.least === sampler.mean) return Math.min(sampler.mean, most);
  const stream = new EvenStream();
  let sum = 0;
  let isBounded = false;
  for (let i = 0; i < DRAWS; i++) {
    stream.next(i / DRAWS);
    const value = sampler.sample(stream);
    if (value > most) isBounded = true;
    sum += Math.min(value, most);
  }
  return isBounded || !Number.isFinite(sampler.mean) ? sum / DRAWS : sampler.mean;
}

/** Draws whose first number lies in a given part of [0, 1), and whose others are random; the same whoever asks. */
class EvenStream implements Stream {
  private readonly random: Stream = sequentialStream('mean of what is bounded');
  private from = 0;
  private isFirst = true;

  next(from: number): void {
    this.from = from;
    this.isFirst = true;
  }

  double(): number {
    const u = this.random.double();
    if (!this.isFirst) return u;
    this.isFirst = false;
    return this.from + u / DRAWS;
  }
}
