// Arrivals as a value of the scenario language, and the process that they stand for. Adding a process means a file
// in arrivals/ and a line in each of the two tables here.

import type { z } from 'zod';
import type { Stream } from '../engine/random.ts';
import { type TaggedOutput, tagged } from '../language/tagged.ts';
import type { ArrivalProcess, ArrivalSite } from './arrivals/arrival-process.ts';
import { closedArrivals, closedSchema } from './arrivals/closed.ts';
import { constantArrivals, constantSchema } from './arrivals/constant.ts';
import { mmppArrivals, mmppSchema } from './arrivals/mmpp.ts';
import { periodicArrivals, periodicSchema } from './arrivals/periodic.ts';
import { poissonArrivals, poissonSchema } from './arrivals/poisson.ts';
import { sampler } from './distribution.ts';
import type { Sampler } from './distributions/sampler.ts';

const forms = {
  constant: constantSchema,
  poisson: poissonSchema,
  mmpp: mmppSchema,
  periodic: periodicSchema,
  closed: closedSchema,
};
type Forms = typeof forms;

/** Arrivals as plain data: `process` names the kind. */
export type ArrivalsConfig = TaggedOutput<'process', Forms>;

const processes: {
  readonly [N in keyof Forms]: (config: z.output<Forms[N]>, site: ArrivalSite) => ArrivalProcess;
} = {
  constant: constantArrivals,
  poisson: poissonArrivals,
  mmpp: mmppArrivals,
  periodic: periodicArrivals,
  closed: closedArrivals,
};

/** The word for arrivals: `{ process: poisson, rate: 3200/s }`. */
export function arrivals() {
  return tagged('process', forms);
}

/** The process of a configuration, its batches included. Only `site.stream` is drawn from. */
export function arrivalProcess(config: ArrivalsConfig, site: ArrivalSite): ArrivalProcess {
  const make = processes[config.process] as (config: ArrivalsConfig, site: ArrivalSite) => ArrivalProcess;
  const process = make(config, site);
  if (config.process === 'closed') return process;
  const { batch } = config;
  if (batch.distribution === 'constant' && batch.value === 1) return process;
  return new BatchedArrivals(process, sampler(batch), site.stream);
}

/** Several records at every moment of another process. */
class BatchedArrivals implements ArrivalProcess {
  private readonly moments: ArrivalProcess;
  private readonly size: Sampler;
  private readonly stream: Stream;
  private readonly moment = new Float64Array(1);
  private left = 0;

  constructor(moments: ArrivalProcess, size: Sampler, stream: Stream) {
    this.moments = moments;
    this.size = size;
    this.stream = stream;
  }

  fill(into: Float64Array, length: number): number {
    let i = 0;
    while (i < length) {
      if (this.left === 0) {
        if (this.moments.fill(this.moment, 1) === 0) return i;
        this.left = Math.max(Math.round(this.size.sample(this.stream)), 1);
      }
      const until = Math.min(length, i + this.left);
      this.left -= until - i;
      while (i < until) into[i++] = this.moment[0]!;
    }
    return length;
  }
}
