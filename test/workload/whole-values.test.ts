import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialStream } from '../../src/engine/random.ts';
import { LognormalSampler } from '../../src/workload/distributions/lognormal.ts';
import { WholeValues } from '../../src/workload/distributions/whole-values.ts';

const MOST = 2 ** 31 - 1;

describe('whole values', () => {
  it('are the rounded values of the quantile, draw by draw, whatever is known by then', () => {
    const median = fc.double({ min: 0.4, max: 100_000, noNaN: true });
    const sigma = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(median, sigma, fc.integer(), (m, s, seed) => {
        const sampler = new LognormalSampler({ median: m, sigma: s });
        const values = new WholeValues((u) => sampler.quantile(u), MOST);
        const [stream, same] = [sequentialStream(String(seed)), sequentialStream(String(seed))];
        const [draws, into] = [new Float64Array(700), new Int32Array(700)];
        for (let block = 0; block < 3; block++) {
          values.fill(stream, draws, into, 700);
          for (let i = 0; i < 700; i++) {
            expect(into[i]).toBe(Math.min(Math.floor(sampler.sample(same) + 0.5), MOST));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are right at the borders of the grid and at both ends of what is drawn', () => {
    const sampler = new LognormalSampler({ median: 500, p99: 4096 });
    const values = new WholeValues((u) => sampler.quantile(u), MOST);
    const near = [0, 1, 2 ** 14, 2 ** 15 - 1].flatMap((cell) => [
      cell / 2 ** 15,
      (cell + 1) / 2 ** 15 - 2 ** -53,
    ]);
    const stream = { double: () => 0, fill: (into: Float64Array) => into.set(near) };
    const into = new Int32Array(near.length);
    for (let twice = 0; twice < 2; twice++) {
      values.fill(stream, new Float64Array(near.length), into, near.length);
      expect([...into]).toEqual(near.map((u) => Math.floor(sampler.quantile(u) + 0.5)));
    }
  });
});
