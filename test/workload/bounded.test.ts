// Distributions with a most, against expectations worked out: E min(X, most) = ∫₀^most P(X > x) dx.

import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { sampler } from '../../src/workload/distribution.ts';
import { BoundedSampler } from '../../src/workload/distributions/bounded.ts';

const KIB = 1024;
const MOST = 400 * KIB;

describe('a distribution with a most', () => {
  it('draws nothing above it, and the same below it', () => {
    const wide = sampler({ distribution: 'pareto', min: 64 * KIB, alpha: 0.5 });
    const bounded = new BoundedSampler(wide, MOST);
    const [ours, theirs] = [sequentialStream('a'), sequentialStream('a')];
    for (let i = 0; i < 1000; i++) expect(bounded.sample(ours)).toBe(Math.min(wide.sample(theirs), MOST));
  });

  it('has the exact mean where nothing is above', () => {
    const narrow = sampler({ distribution: 'uniform', min: 1000, max: 3000 });
    expect(new BoundedSampler(narrow, MOST).mean).toBe(2000);
    expect(new BoundedSampler(sampler({ distribution: 'constant', value: 700 }), MOST).mean).toBe(700);
  });

  it('has the mean of what is cut off, of a tail that has none: a + a^α (m^(1−α) − a^(1−α)) / (1 − α)', () => {
    const [a, alpha] = [64 * KIB, 0.1];
    const exact = a + (a ** alpha * (MOST ** (1 - alpha) - a ** (1 - alpha))) / (1 - alpha);
    const tail = sampler({ distribution: 'pareto', min: a, alpha });
    expect(new BoundedSampler(tail, MOST).mean / exact).toBeCloseTo(1, 4);
  });

  it('has it of an exponential, m (1 − e^(−most / m)), and of one that takes many draws', () => {
    const exact = MOST * (1 - Math.exp(-1));
    const one = sampler({ distribution: 'exponential', mean: MOST });
    expect(new BoundedSampler(one, MOST).mean / exact).toBeCloseTo(1, 4);
    // Erlang 2 of mean m, cut at its mean: m (1 − 2 e^(−2)), with P(X > x) = e^(−2x/m) (1 + 2x/m).
    const two = sampler({ distribution: 'erlang', mean: MOST, k: 2 });
    expect(new BoundedSampler(two, MOST).mean / (MOST * (1 - 2 * Math.exp(-2)))).toBeCloseTo(1, 2);
  });
});
