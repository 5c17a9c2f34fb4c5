// The log-normal distribution, median · e^(sigma z): what latencies and sizes look like. It is given by its median
// and its 99th percentile (as dashboards show it), by its median and sigma, or by its mean and coefficient of
// variation: sigma² = ln(1 + cv²), median = mean / sqrt(1 + cv²), and sigma = ln(p99/median) / 2.3263.

import { z } from 'zod';
import { exactExp } from '../../engine/math/exp.ts';
import { exactLog } from '../../engine/math/log.ts';
import { normalQuantile } from '../../engine/math/normal.ts';
import type { Sequence, Stream } from '../../engine/random.ts';
import { optional } from '../../language/field.ts';
import { decimal } from '../../language/words.ts';
import { type QuantityWord, type Sampler, standardNormalAt } from './sampler.ts';

const FORMS = ['median, p99', 'median, sigma', 'mean, cv'];

export const lognormalSchema = (quantity: QuantityWord) =>
  z
    .strictObject({
      median: optional(quantity, 'Half of the values are below it; with p99 or sigma.'),
      p99: optional(quantity, '99 % of the values are below it; with median.'),
      sigma: optional(decimal({ min: 0, max: 10 }), 'Standard deviation of the logarithm; with median.'),
      mean: optional(quantity, 'The mean; with cv.'),
      cv: optional(decimal({ min: 0, max: 1000 }), 'Standard deviation over mean; with mean.'),
    })
    .check((context) => {
      const { median, p99 } = context.value;
      const given = Object.entries(context.value).filter(([, value]) => value !== undefined);
      const form = given.map(([name]) => name).join(', ');
      if (!FORMS.includes(form)) {
        const message = `lognormal takes { median, p99 }, { median, sigma } or { mean, cv }, not { ${form} }`;
        context.issues.push({ code: 'custom', input: context.value, message });
      } else if (median !== undefined && p99 !== undefined && !(median > 0 && median <= p99)) {
        const message = 'p99 must not be below the median, and the median must be above 0';
        context.issues.push({ code: 'custom', input: p99, path: ['p99'], message });
      }
    });

const Z99 = normalQuantile(0.99);

export class LognormalSampler implements Sampler {
  readonly mean: number;
  private readonly median: number;
  private readonly sigma: number;

  constructor(config: z.output<ReturnType<typeof lognormalSchema>>) {
    const { median = 0, p99, cv = 0 } = config;
    if (config.mean !== undefined) {
      this.mean = config.mean;
      this.sigma = Math.sqrt(exactLog(1 + cv * cv));
      this.median = config.mean / Math.sqrt(1 + cv * cv);
    } else {
      this.sigma = p99 === undefined ? (config.sigma ?? 0) : exactLog(p99 / median) / Z99;
      this.median = median;
      this.mean = median * exactExp((this.sigma * this.sigma) / 2);
    }
  }

  sample(stream: Stream): number {
    return this.quantile(stream.double());
  }

  quantile(u: number): number {
    return this.median * exactExp(this.sigma * standardNormalAt(u));
  }

  fill(stream: Sequence, into: Float64Array, length: number): void {
    const { median, sigma } = this;
    stream.fill(into, length);
    for (let i = 0; i < length; i++) into[i] = median * exactExp(sigma * standardNormalAt(into[i]!));
  }
}
