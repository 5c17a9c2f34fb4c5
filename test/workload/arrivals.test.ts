// Arrival processes against their theory. Engine time is the warm-up plus t.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { prepareExpressions } from '../../src/language/expression.ts';
import { type ArrivalsConfig, arrivalProcess, arrivals } from '../../src/workload/arrivals.ts';
import { ksDistance, meanOf, varianceOf } from './moments.ts';

const S = 1_000_000;

beforeAll(() => prepareExpressions(['2 * t']));

const config = (input: unknown): ArrivalsConfig => arrivals().parse(input);

interface Setting {
  readonly originUs?: number;
  readonly load?: number;
  readonly seed?: string;
  readonly block?: number;
}

/** All moments before `untilUs`. */
function moments(input: unknown, untilUs: number, setting: Setting = {}): Float64Array {
  const { originUs = 0, load = 1, seed = 'arrivals', block = 256 } = setting;
  const process = arrivalProcess(config(input), { stream: sequentialStream(seed), originUs, load });
  const seen: number[] = [];
  const into = new Float64Array(block);
  for (;;) {
    const written = process.fill(into, block);
    for (let i = 0; i < written; i++) {
      if (into[i]! >= untilUs) return Float64Array.from(seen);
      seen.push(into[i]!);
    }
    if (written < block) return Float64Array.from(seen);
  }
}

const gaps = (at: Float64Array): Float64Array => at.slice(1).map((moment, i) => moment - at[i]!);
const countIn = (at: Float64Array, fromUs: number, untilUs: number): number =>
  at.filter((moment) => moment >= fromUs && moment < untilUs).length;
/** Within four standard deviations of a Poisson count. */
function expectPoisson(seen: number, mean: number): void {
  expect(Math.abs(seen - mean), `${seen} for ${mean}`).toBeLessThan(4 * Math.sqrt(mean));
}

describe('a rate of nothing, or next to it', () => {
  const nothing: readonly [what: string, input: unknown, load?: number][] = [
    ['in every state', { process: 'mmpp', rates: ['0/s', '0/s'], meanStay: ['1 ms', '1 ms'] }],
    [
      'in steps that repeat',
      { process: 'poisson', rate: { steps: [{ at: '0 s', rate: '0/s' }], period: '1 s' } },
    ],
    ['by an expression', { process: 'poisson', rate: '0/s * t / 1 s' }],
    ['at even distances', { process: 'constant', rate: '0/s * t / 1 s' }],
    ['by a load of nothing', { process: 'constant', rate: '5/s * (1 + t / 1 s)' }, 0],
    ['by next to no load', { process: 'poisson', rate: '5/s * (1 + sin(t / 1 s))' }, 1e-12],
    ['of devices at next to no load', { process: 'periodic', sources: 3, period: '1 ms' }, 1e-30],
  ];

  it.each(nothing)('%s comes to its end', (_what, input, load = 1) => {
    const process = arrivalProcess(config(input), {
      stream: sequentialStream('s'),
      originUs: 0,
      load,
      endUs: 5 * S,
    });
    const into = new Float64Array(4);
    const written = process.fill(into, 4);
    // What comes at all comes after the window.
    expect([...into.subarray(0, written)].every((atUs) => atUs > 5 * S)).toBe(true);
  });

  it('in a part of the window ends there, however long it is', () => {
    const rate = {
      steps: [
        { at: '0 s', rate: '0/s' },
        { at: '100 h', rate: '1/s' },
      ],
      period: '101 h',
    };
    const process = arrivalProcess(config({ process: 'constant', rate }), {
      stream: sequentialStream('s'),
      originUs: 0,
      load: 1,
      endUs: 1000 * 3600 * S,
    });
    const into = new Float64Array(1);
    expect([process.fill(into, 1), into[0]]).toEqual([1, 100 * 3600 * S]);
  });

  it('of devices comes as seldom as it should', () => {
    const process = arrivalProcess(config({ process: 'periodic', sources: 1, period: '1 s' }), {
      stream: sequentialStream('s'),
      originUs: 0,
      load: 0.3,
    });
    const into = new Float64Array(4);
    process.fill(into, 4);
    // Of rounds 0, 1, 2, …, those in which 0.3 times the number passes a whole one: 3, 6, 9, 13.
    expect([...into]).toEqual([3, 6, 9, 13].map((round) => round * S));
  });
});

describe('constant arrivals', () => {
  it('stand at n / rate from t = 0, in the warm-up as well, and no gap adds up', () => {
    const at = moments({ process: 'constant', rate: '3/s' }, 1000 * S, { originUs: 10 * S });
    expect(at).toHaveLength(3000);
    for (const [i, moment] of at.entries()) expect(moment).toBeCloseTo((i * S) / 3, 6);
    expect(at[30]).toBe(10 * S);
  });

  it('begin after the run does when the warm-up is no whole number of gaps', () => {
    expect([...moments({ process: 'constant', rate: '1/s' }, 4 * S, { originUs: 2.5 * S })]).toEqual([
      0.5 * S,
      1.5 * S,
      2.5 * S,
      3.5 * S,
    ]);
  });

  it('follow steps: one at each whole number of arrivals', () => {
    const rate = {
      steps: [
        { at: '0 s', rate: '1/s' },
        { at: '2 s', rate: '4/s' },
      ],
    };
    const at = moments({ process: 'constant', rate }, 4 * S, { originUs: S });
    expect([...at]).toEqual([0, 1, 2, 3, 3.25, 3.5, 3.75].map((second) => second * S));
  });
});

describe('Poisson arrivals', () => {
  it('have exponential gaps', () => {
    const found = gaps(moments({ process: 'poisson', rate: '1000/s' }, 100 * S));
    expect(Math.abs(meanOf(found) - 1000)).toBeLessThan(4 * (1000 / Math.sqrt(1e5)));
    expect(varianceOf(found) / 1e6).toBeCloseTo(1, 1);
    expect(ksDistance(found, (x) => 1 - Math.exp(-x / 1000))).toBeLessThan(1.95);
  });

  it('are multiplied by the load', () => {
    expectPoisson(moments({ process: 'poisson', rate: '1000/s' }, 20 * S, { load: 2.5 }).length, 50_000);
    expect(moments({ process: 'poisson', rate: '1000/s' }, S, { load: 0 })).toHaveLength(0);
    expect(moments({ process: 'poisson', rate: '0/s' }, S)).toHaveLength(0);
  });

  it('given as an expression of t, have the integral of the rate in every part of the day', () => {
    // 1000/s · (1 + 0.6 sin(2πt / 20 s)): a quarter holds 5000 ± 1000 · 0.6 · 20/2π.
    const rate = '1000/s * (1 + 0.6 * sin(2 * pi * t / 20 s))';
    const at = moments({ process: 'poisson', rate }, 50 * S, { originUs: 10 * S });
    const swing = (600 * 20) / (2 * Math.PI);
    expectPoisson(countIn(at, 0, 10 * S), 10_000); // held at its value at 0 in the warm-up
    expectPoisson(countIn(at, 10 * S, 15 * S), 5000 + swing);
    expectPoisson(countIn(at, 15 * S, 20 * S), 5000 + swing);
    expectPoisson(countIn(at, 20 * S, 25 * S), 5000 - swing);
    expectPoisson(countIn(at, 10 * S, 50 * S), 40_000);
    const area = (t: number): number => 1000 * t + swing * (1 - Math.cos((2 * Math.PI * t) / 20));
    const inside = at.filter((moment) => moment >= 10 * S);
    expect(ksDistance(inside, (x) => area(x / S - 10) / area(40))).toBeLessThan(1.95);
  });

  it('repeat an expression after its period', () => {
    const rate = { expression: '200/s * t / 1 s', period: '10 s' };
    const at = moments({ process: 'poisson', rate }, 30 * S);
    for (const round of [0, 10, 20]) {
      expectPoisson(countIn(at, round * S, (round + 5) * S), 2500);
      expectPoisson(countIn(at, (round + 5) * S, (round + 10) * S), 7500);
    }
  });

  it('follow steps, holding the first before it begins and repeating after the period', () => {
    const rate = {
      steps: [
        { at: '2 s', rate: '100/s' },
        { at: '5 s', rate: '2000/s' },
      ],
      period: '10 s',
    };
    const at = moments({ process: 'poisson', rate }, 24 * S, { originUs: 4 * S });
    expectPoisson(countIn(at, 0, 9 * S), 900);
    expectPoisson(countIn(at, 9 * S, 14 * S), 10_000);
    expectPoisson(countIn(at, 14 * S, 19 * S), 500);
    expectPoisson(countIn(at, 19 * S, 24 * S), 10_000);
  });

  it('stop the run where the rate turns negative or is no number', () => {
    for (const rate of ['100/s - 50/s * t / 1 s', '100/s * log(t / 1 s)']) {
      expect(() => moments({ process: 'poisson', rate }, 10 * S)).toThrow(InvariantError);
    }
  });
});

describe('a trace', () => {
  const trace = (withinPeriod: string, counts: number[], periodUs: number | null = null): ArrivalsConfig => {
    const parsed = config({ process: 'poisson', rate: { trace: 'x.csv', withinPeriod } });
    return {
      ...parsed,
      rate: { ...(parsed as { rate: object }).rate, binUs: 10 * S, counts, periodUs },
    } as never;
  };
  const run = (given: ArrivalsConfig, untilUs: number, setting: Setting = {}): Float64Array => {
    const { originUs = 0, load = 1 } = setting;
    const process = arrivalProcess(given, { stream: sequentialStream('trace'), originUs, load });
    const into = new Float64Array(100_000);
    return into.slice(0, process.fill(into, into.length)).filter((moment) => moment < untilUs);
  };

  it('at random: its counts are means, and it ends', () => {
    const at = run(trace('poisson', [10_000, 0, 5_000]), Infinity);
    expectPoisson(countIn(at, 0, 10 * S), 10_000);
    expect(countIn(at, 10 * S, 20 * S)).toBe(0);
    expectPoisson(countIn(at, 20 * S, 30 * S), 5_000);
    expect(Math.max(...at)).toBeLessThan(30 * S);
  });

  it('evenly: its counts are exact', () => {
    const at = run(trace('constant', [4, 2]), Infinity);
    expect([...at]).toEqual([0, 2.5, 5, 7.5, 10, 15].map((second) => second * S));
  });

  it('in bursts: all of a period at its beginning, the warm-up as in the first', () => {
    const at = run(trace('burst', [2, 0, 1]), Infinity, { originUs: 15 * S });
    expect([...at]).toEqual([5, 5, 15, 15, 35].map((second) => second * S));
  });

  it('in bursts under a load: what is left of a whole number is carried on', () => {
    const at = run(trace('burst', [5, 5, 5, 5]), Infinity, { load: 0.3 });
    expect([...at]).toEqual([0, 10, 10, 20, 30, 30].map((second) => second * S));
  });

  it('repeats after its period, with nothing between its end and that', () => {
    const evenly = run(trace('constant', [2, 1], 40 * S), 80 * S);
    expect([...evenly]).toEqual([0, 5, 10, 40, 45, 50].map((second) => second * S));
    const bursts = run(trace('burst', [2, 1], 40 * S), 80 * S);
    expect([...bursts]).toEqual([0, 0, 10, 40, 40, 50].map((second) => second * S));
  });
});

describe('a Markov-modulated Poisson process', () => {
  const input = { process: 'mmpp', rates: ['100/s', '1000/s'], meanStay: ['300 ms', '100 ms'] };

  it('has the mean rate of its states, and the dispersion of a two-state process', () => {
    // Mean (3 · 100 + 1 · 1000) / 4 = 325/s. Index of dispersion, with r the rates of leaving a state, in the limit:
    // 1 + 2 (λ1−λ2)² r1 r2 / ((r1+r2)² (λ1 r2 + λ2 r1)) (W. Fischer and K. Meier-Hellstern, 1993), which is
    // 1 + 2 · 810000 · (10/3) · 10 / ((40/3)² · (1000 + 10000/3)) = 71.1.
    const seconds = 20_000;
    const at = moments(input, seconds * S);
    expect(Math.abs(at.length - 325 * seconds)).toBeLessThan(4 * Math.sqrt(71.1 * 325 * seconds));
    const counts = new Float64Array(seconds / 10);
    for (const moment of at) counts[Math.floor(moment / (10 * S))]! += 1;
    expect(varianceOf(counts) / meanOf(counts)).toBeGreaterThan(0.85 * 71.1);
    expect(varianceOf(counts) / meanOf(counts)).toBeLessThan(1.15 * 71.1);
  });

  it('stays in each state as long as it says: a silent state is silent', () => {
    const at = moments({ process: 'mmpp', rates: ['0/s', '5000/s'], meanStay: ['1 s', '1 s'] }, 1000 * S);
    // Silences longer than 10 ms are stays in the silent state: about 500 of them, exponential with mean 1 s.
    const silences = gaps(at).filter((gap) => gap > 0.01 * S);
    expect(Math.abs(silences.length - 500)).toBeLessThan(4 * Math.sqrt(500));
    expect(ksDistance(silences, (x) => 1 - Math.exp(-(x - 0.01 * S) / S))).toBeLessThan(1.95);
  });
});

describe('periodic arrivals', () => {
  it('come from every source once a period, in step without jitter', () => {
    const at = moments({ process: 'periodic', sources: 3, period: '10 s' }, 25 * S, { originUs: 5 * S });
    expect([...at]).toEqual([5, 5, 5, 15, 15, 15].map((second) => second * S));
  });

  it('are spread uniformly by the jitter', () => {
    const input = { process: 'periodic', sources: 2000, period: '60 s', jitter: '30 s' };
    const at = moments(input, 600 * S);
    for (let round = 0; round < 10; round++) {
      expect(countIn(at, round * 60 * S, (round * 60 + 30) * S)).toBe(2000);
    }
    expect(
      ksDistance(
        at.map((moment) => moment % (60 * S)),
        (x) => x / (30 * S),
      ),
    ).toBeLessThan(1.95);
  });

  it('have as many sources as the load makes them', () => {
    const input = { process: 'periodic', sources: 3, period: '1 s' };
    expect(moments(input, 4 * S, { load: 0.5 })).toHaveLength(6);
  });
});

describe('every process', () => {
  const inputs = [
    { process: 'constant', rate: '700/s' },
    { process: 'poisson', rate: '700/s' },
    { process: 'poisson', rate: '700/s', batch: 10 },
    { process: 'poisson', rate: '100/s', batch: { distribution: 'uniform', min: 1, max: 5 } },
    { process: 'poisson', rate: '500/s * (1 + sin(2 * pi * t / 5 s))' },
    {
      process: 'constant',
      rate: {
        steps: [
          { at: '0 s', rate: '900/s' },
          { at: '3 s', rate: '10/s' },
        ],
      },
    },
    { process: 'mmpp', rates: ['10/s', '900/s'], meanStay: ['200 ms', '300 ms'] },
    { process: 'periodic', sources: 500, period: '1 s', jitter: '1 s' },
  ];

  it('goes forward in time, from 0 on, and blocks of any size give the same moments', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...inputs),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: 3 * S }),
        (input, block, originUs) => {
          const at = moments(input, 4 * S, { block, originUs });
          expect(at).toEqual(moments(input, 4 * S, { originUs }));
          expect(at.every((moment, i) => moment >= (i === 0 ? 0 : at[i - 1]!))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('brings whole batches at one moment', () => {
    const at = moments({ process: 'constant', rate: '2/s', batch: 3 }, S);
    expect([...at]).toEqual([0, 0, 0, 0.5 * S, 0.5 * S, 0.5 * S]);
  });
});

describe('arrivals in a scenario', () => {
  it.each([
    { process: 'poisson' },
    { process: 'poisson', rate: 3200 },
    { process: 'poisson', rate: '-5/s' },
    { process: 'mmpp', rates: ['1/s', '2/s'], meanStay: ['1 s'] },
    { process: 'periodic', sources: 5, period: '1 s', jitter: '2 s' },
    { process: 'constant', rate: { trace: 'x.csv' } },
    { process: 'poisson', rate: '1/s', batch: 0 },
  ])('refuses %j', (input) => {
    expect(arrivals().safeParse(input).success).toBe(false);
  });
});
