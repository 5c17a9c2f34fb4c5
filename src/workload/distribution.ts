// A distribution as a value of the scenario language, and the sampler of one. Adding one means a file in
// distributions/ and a line in each of the two tables here.

import { z } from 'zod';
import { sequentialStream } from '../engine/random.ts';
import { type TaggedOutput, tagged } from '../language/tagged.ts';
import { ConstantSampler, constantSchema } from './distributions/constant.ts';
import { EmpiricalSampler, empiricalSchema } from './distributions/empirical.ts';
import { ErlangSampler, erlangSchema } from './distributions/erlang.ts';
import { ExponentialSampler, exponentialSchema } from './distributions/exponential.ts';
import { GammaSampler, gammaSchema } from './distributions/gamma.ts';
import { HyperexponentialSampler, hyperexponentialSchema } from './distributions/hyperexponential.ts';
import { LognormalSampler, lognormalSchema } from './distributions/lognormal.ts';
import { ParetoSampler, paretoSchema } from './distributions/pareto.ts';
import type { QuantityWord, Sampler } from './distributions/sampler.ts';
import { UniformSampler, uniformSchema } from './distributions/uniform.ts';

const forms = (quantity: QuantityWord) => ({
  constant: constantSchema(quantity),
  uniform: uniformSchema(quantity),
  exponential: exponentialSchema(quantity),
  erlang: erlangSchema(quantity),
  hyperexponential: hyperexponentialSchema(quantity),
  gamma: gammaSchema(quantity),
  lognormal: lognormalSchema(quantity),
  pareto: paretoSchema(quantity),
  empirical: empiricalSchema(quantity),
});

type Forms = ReturnType<typeof forms>;

/** A distribution as plain data: `distribution` names it, its quantities are in the word's unit (µs, bytes). */
export type DistributionConfig = TaggedOutput<'distribution', Forms>;

const samplers: { readonly [N in keyof Forms]: new (config: z.output<Forms[N]>) => Sampler } = {
  constant: ConstantSampler,
  uniform: UniformSampler,
  exponential: ExponentialSampler,
  erlang: ErlangSampler,
  hyperexponential: HyperexponentialSampler,
  gamma: GammaSampler,
  lognormal: LognormalSampler,
  pareto: ParetoSampler,
  empirical: EmpiricalSampler,
};

/**
 * The word for a distribution of quantities: `{ distribution: lognormal, median: 12 ms, sigma: 0.4 }`; a bare
 * quantity is constant.
 * @param quantity the word its quantities are written in: `duration()`, `size()`, `count()`
 */
export function distribution(quantity: QuantityWord) {
  return tagged('distribution', forms(quantity), { bare: { option: 'constant', property: 'value' } });
}

/** The sampler of a distribution; its values are in the unit of the configuration, unrounded. */
export function sampler(config: DistributionConfig): Sampler {
  const Form = samplers[config.distribution] as new (config: DistributionConfig) => Sampler;
  return new Form(config);
}

const DRAWS = 100_000;

/** Whether what is drawn is nothing, in whole units: 0 as often as not to see anything else in 100,000 draws. */
export function isNothing(config: DistributionConfig): boolean {
  const from = sampler(config);
  const stream = sequentialStream('is it nothing');
  for (let i = 0; i < DRAWS; i++) if (from.sample(stream) >= 0.5) return false;
  return true;
}

/**
 * The word for a distribution, or a name that stands for one that somebody else has: `auto`.
 * @param name what its `distribution` is then
 */
export function distributionOr<const N extends string>(name: N, quantity: QuantityWord) {
  const none = { [name]: z.strictObject({}) } as Record<N, z.ZodObject<Record<never, never>>>;
  const bare = { option: 'constant', property: 'value' } as const;
  return tagged('distribution', { ...forms(quantity), ...none }, { bare });
}
