// Closed arrivals: so many users, each of whom thinks, sends a record, waits until it is finished, and thinks again. When
// a record is sent hangs on the design, so the moments come from whoever carries the workload; what belongs to the
// record's number (key, size, host) is drawn as for any other. With one exponential server it is the machine-repairman
// model M/M/1//N (Kleinrock, Queueing Systems I, 3.8).

import { z } from 'zod';
import type { NumberedStream } from '../../engine/random.ts';
import { required } from '../../language/field.ts';
import { count, duration } from '../../language/words.ts';
import { distribution, isNothing, sampler } from '../distribution.ts';
import type { Sampler } from '../distributions/sampler.ts';
import type { ArrivalProcess } from './arrival-process.ts';

/** Draws of one user lie apart by more than any run has visits. */
const MOST_VISITS = 2 ** 32;

export const closedSchema = z
  .strictObject({
    population: required(count({ min: 1, max: 1_000_000 }), 'How many users there are.'),
    thinkTime: required(
      distribution(duration()),
      'How long a user thinks after a record is finished (delivered or lost) and before the next.',
    ),
  })
  .refine(({ thinkTime }) => !isNothing(thinkTime), {
    message: 'a user who never thinks and whose record is refused comes back in the same instant',
    path: ['thinkTime'],
  });

/** Rows without moments: whoever carries them says when. */
export function closedArrivals(): ArrivalProcess {
  return {
    fill(into, length) {
      into.fill(0, 0, length);
      return length;
    },
  };
}

/** The users of a closed workload. */
export class Users {
  readonly population: number;
  private readonly thinkTime: Sampler;
  private readonly stream: NumberedStream;

  /** @param load multiplies the users, rounded, to one at least */
  constructor(
    { population, thinkTime }: z.output<typeof closedSchema>,
    load: number,
    stream: NumberedStream,
  ) {
    this.population = Math.max(1, Math.round(population * load));
    this.thinkTime = sampler(thinkTime);
    this.stream = stream;
  }

  /** How long a user thinks before a visit, whole µs: the same in every design. */
  thinkUs(user: number, visit: number): number {
    return Math.round(this.thinkTime.sample(this.stream.at(user * MOST_VISITS + visit)));
  }
}
