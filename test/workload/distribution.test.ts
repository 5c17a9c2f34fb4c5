// Each distribution against its own formula: mean, variance, and the CDF (Kolmogorov and Smirnov, 0.1 %).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/engine/math/normal.ts';
import { numberedStream, sequentialStream } from '../../src/engine/random.ts';
import { duration, size } from '../../src/language/words.ts';
import {
  type DistributionConfig,
  distribution,
  isNothing,
  sampler,
} from '../../src/workload/distribution.ts';
import { draws, ksDistance, meanOf, varianceOf } from './moments.ts';

const N = 100_000;

/** Φ, by Simpson's rule on the density: good to 1e-9 here. */
function normalCdf(z: number): number {
  const steps = 200;
  const h = z / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((i * h) ** 2) / 2);
  }
  return 0.5 + ((h / 3) * sum) / Math.sqrt(2 * Math.PI);
}

const lognormalCdf = (median: number, sigma: number) => (x: number) =>
  normalCdf(Math.log(x / median) / sigma);

interface Case {
  readonly config: DistributionConfig;
  readonly mean: number;
  readonly variance: number;
  readonly cdf: (x: number) => number;
}

const cases: Record<string, Case> = {
  uniform: {
    config: { distribution: 'uniform', min: 10, max: 30 },
    mean: 20,
    variance: 400 / 12,
    cdf: (x) => (x - 10) / 20,
  },
  exponential: {
    config: { distribution: 'exponential', mean: 50 },
    mean: 50,
    variance: 2500,
    cdf: (x) => 1 - Math.exp(-x / 50),
  },
  'Erlang of three stages': {
    config: { distribution: 'erlang', mean: 30, k: 3 },
    mean: 30,
    variance: 300,
    cdf: (x) => 1 - Math.exp(-x / 10) * (1 + x / 10 + (x / 10) ** 2 / 2),
  },
  hyperexponential: {
    config: { distribution: 'hyperexponential', means: [10, 100], weights: [9, 1] },
    mean: 19,
    variance: 2 * (0.9 * 100 + 0.1 * 10_000) - 19 ** 2,
    cdf: (x) => 1 - 0.9 * Math.exp(-x / 10) - 0.1 * Math.exp(-x / 100),
  },
  'gamma of shape 4 (an Erlang)': {
    config: { distribution: 'gamma', mean: 40, cv: 0.5 },
    mean: 40,
    variance: 400,
    cdf: (x) => 1 - Math.exp(-x / 10) * (1 + x / 10 + (x / 10) ** 2 / 2 + (x / 10) ** 3 / 6),
  },
  'gamma of shape one half (a squared normal)': {
    config: { distribution: 'gamma', mean: 1, cv: Math.SQRT2 },
    mean: 1,
    variance: 2,
    cdf: (x) => 2 * normalCdf(Math.sqrt(x)) - 1,
  },
  'log-normal by median and sigma': {
    config: { distribution: 'lognormal', median: 12, sigma: 0.4 },
    mean: 12 * Math.exp(0.08),
    variance: 144 * Math.exp(0.16) * (Math.exp(0.16) - 1),
    cdf: lognormalCdf(12, 0.4),
  },
  'log-normal by mean and cv': {
    config: { distribution: 'lognormal', mean: 100, cv: 0.5 },
    mean: 100,
    variance: 2500,
    cdf: lognormalCdf(100 / Math.sqrt(1.25), Math.sqrt(Math.log(1.25))),
  },
  Pareto: {
    config: { distribution: 'pareto', min: 10, alpha: 6 },
    mean: 12,
    variance: (100 * 6) / (25 * 4),
    cdf: (x) => 1 - (10 / x) ** 6,
  },
};

describe.each(Object.entries(cases))('%s', (name, { config, mean, variance, cdf }) => {
  const made = sampler(config);
  const values = draws(N, name, (stream) => made.sample(stream));

  it('says its exact mean', () => expect(made.mean).toBeCloseTo(mean, 9));

  it('has its mean, within four standard errors', () => {
    expect(Math.abs(meanOf(values) - mean)).toBeLessThan(4 * Math.sqrt(variance / N));
  });

  it('never draws below the least value that it names', () => {
    expect(values.some((value) => value < (made.least ?? 0))).toBe(false);
  });

  it('has its variance', () => expect(varianceOf(values) / variance).toBeCloseTo(1, 1));

  it('has its distribution function', () => expect(ksDistance(values, cdf)).toBeLessThan(1.95));
});

describe('distributions', () => {
  it('a constant draws nothing from the stream', () => {
    const made = sampler({ distribution: 'constant', value: 42 });
    const stream = { double: () => expect.fail('a constant needs no randomness') };
    expect([made.mean, made.sample(stream)]).toEqual([42, 42]);
  });

  it('empirical values come as often as their weights say', () => {
    const made = sampler({ distribution: 'empirical', values: [100, 200, 700], weights: [5, 3, 2] });
    expect(made.mean).toBeCloseTo(250, 9);
    const values = draws(N, 'empirical', (stream) => made.sample(stream));
    for (const [value, share] of [
      [100, 0.5],
      [200, 0.3],
      [700, 0.2],
    ] as const) {
      const seen = values.filter((x) => x === value).length / N;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / N));
    }
  });

  it('name the least value that they draw, where it is not 0', () => {
    const least = (config: DistributionConfig) => sampler(config).least;
    expect(least({ distribution: 'constant', value: 7 })).toBe(7);
    expect(least({ distribution: 'uniform', min: 10, max: 30 })).toBe(10);
    expect(least({ distribution: 'pareto', min: 5, alpha: 2 })).toBe(5);
    expect(least({ distribution: 'empirical', values: [1, 3, 2], weights: [0, 1, 1] })).toBe(2);
    expect(least({ distribution: 'exponential', mean: 50 })).toBeUndefined();
  });

  it('a value of weight 0 never comes', () => {
    const made = sampler({ distribution: 'empirical', values: [1, 2, 3], weights: [0, 1, 0] });
    expect(new Set(draws(1000, 'zero', (stream) => made.sample(stream)))).toEqual(new Set([2]));
    expect(made.sample({ double: () => 0 })).toBe(2);
    expect(made.sample({ double: () => 1 - 2 ** -53 })).toBe(2);
  });

  it('1 % of a log-normal lies above the p99 that it was given', () => {
    const made = sampler({ distribution: 'lognormal', median: 500, p99: 4096 });
    const values = draws(N, 'p99', (stream) => made.sample(stream));
    const above = values.filter((x) => x > 4096).length;
    expect(Math.abs(above - 1000)).toBeLessThan(4 * Math.sqrt(N * 0.01 * 0.99));
    const sigma = Math.log(4096 / 500) / normalQuantile(0.99);
    expect(made.mean).toBeCloseTo(500 * Math.exp(sigma ** 2 / 2), 6);
  });

  it('a Pareto tail of alpha 1 or less has no finite mean', () => {
    expect(sampler({ distribution: 'pareto', min: 1, alpha: 1 }).mean).toBe(Infinity);
  });

  it('the same record draws the same value, whatever was drawn before', () => {
    const configs = Object.values(cases).map(({ config }) => config);
    fc.assert(
      fc.property(fc.constantFrom(...configs), fc.nat(1e9), fc.nat(1e9), (config, n, other) => {
        const made = sampler(config);
        const stream = numberedStream('records');
        const first = made.sample(stream.at(n));
        made.sample(stream.at(other));
        expect(made.sample(stream.at(n))).toBe(first);
        expect(first).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('every value is a finite number, also at the ends of the stream', () => {
    for (const { config } of Object.values(cases)) {
      for (const u of [0, 2 ** -53, 0.5, 1 - 2 ** -53]) {
        const stream = sequentialStream('ends');
        const firsts = [u];
        const begun = { double: () => firsts.pop() ?? stream.double() };
        expect(Number.isFinite(sampler(config).sample(begun))).toBe(true);
      }
    }
  });
});

describe('what is nothing', () => {
  it.each<[DistributionConfig, boolean]>([
    [{ distribution: 'constant', value: 0 }, true],
    [{ distribution: 'pareto', min: 0, alpha: 0.5 }, true],
    [{ distribution: 'exponential', mean: 0 }, true],
    [{ distribution: 'lognormal', median: 0, sigma: 2 }, true],
    [{ distribution: 'exponential', mean: 1 }, false],
    [{ distribution: 'uniform', min: 0, max: 1 }, false],
    // Nine draws of ten are below half a unit.
    [{ distribution: 'gamma', mean: 1, cv: 5 }, false],
  ])('%j: %s', (config, nothing) => {
    expect(isNothing(config)).toBe(nothing);
  });
});

describe('a distribution in a scenario', () => {
  it('is read into µs or bytes, and a bare quantity is constant', () => {
    expect(distribution(duration()).parse('12 ms')).toEqual({ distribution: 'constant', value: 12_000 });
    expect(distribution(size()).parse({ distribution: 'lognormal', median: '500 B', p99: '4 KiB' })).toEqual({
      distribution: 'lognormal',
      median: 500,
      p99: 4096,
    });
  });

  it.each([
    { distribution: 'lognormal', median: '1 ms' },
    { distribution: 'lognormal', median: '1 ms', mean: '1 ms' },
    { distribution: 'lognormal', median: '1 ms', p99: '2 ms', cv: 1 },
    { distribution: 'lognormal', median: '2 ms', p99: '1 ms' },
    { distribution: 'lognormal', median: '0 ms', p99: '1 ms' },
    { distribution: 'uniform', min: '2 ms', max: '1 ms' },
    { distribution: 'hyperexponential', means: ['1 ms'], weights: [1, 2] },
    { distribution: 'empirical', values: ['1 ms'], weights: [0] },
    { distribution: 'empirical', values: ['1 ms'], weights: [-1] },
    { distribution: 'erlang', mean: '1 ms', k: 0 },
    { distribution: 'exponential', mean: '1 ms', rate: 3 },
    { distribution: 'normal', mean: '1 ms' },
  ])('refuses %j', (value) => {
    expect(distribution(duration()).safeParse(value).success).toBe(false);
  });
});
