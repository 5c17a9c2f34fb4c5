// A workload: the traffic that a design must carry, whoever carries it. When records arrive, what their keys are,
// how large they are. Nothing of the design is in it, so every variant of a design sees the same traffic.

import { z } from 'zod';
import { US_PER_SECOND } from '../engine/time-units.ts';
import { assumed, required } from '../language/field.ts';
import { compileRate } from '../language/rate-expression.ts';
import type { RateOfTime } from '../language/rate-of-time.ts';
import { size } from '../language/words.ts';
import { arrivals } from './arrivals.ts';
import { distribution } from './distribution.ts';
import { partitionKey } from './partition-key.ts';

/** What `workloads:` holds under each name. */
export const workloadSchema = z.strictObject({
  arrivals: required(arrivals(), 'When records arrive: { process: poisson, rate: 3200/s }.'),
  partitionKey: assumed(
    partitionKey(),
    { distribution: 'uniform', keys: 10_000 },
    'Which keys the records have, and how popular each of them is.',
    {
      why: 'many keys, none of them hot: what a random partition key comes to',
      low: '{ distribution: uniform, keys: 1000 }',
      high: '{ distribution: zipf, keys: 10000 }',
    },
  ),
  size: assumed(
    distribution(size({ min: '1 B' })),
    '1 KiB',
    'Bytes of data in a record, its key not included; rounded to whole bytes.',
    { why: 'a short JSON event', low: '100 B', high: '10 KiB' },
  ),
});

/** A workload as plain data. */
export type WorkloadConfig = z.output<typeof workloadSchema>;

/** What of a workload changes with time. */
export interface WorkloadTiming {
  /** The property whose value follows time, as a path within the workload; null when none does. */
  readonly trigger: string | null;
  /** The period after which the traffic repeats, µs; null when it has none (or needs none). */
  readonly periodUs: number | null;
}

/**
 * Whether a workload's rate follows time, and its period. A rate that follows time and has no period cannot stand
 * for a month.
 */
export function timing({ arrivals }: WorkloadConfig): WorkloadTiming {
  if (arrivals.process === 'periodic') return { trigger: null, periodUs: arrivals.period };
  const rate = 'rate' in arrivals ? arrivals.rate : null;
  if (rate === null || rate.kind === 'constant') return { trigger: null, periodUs: null };
  return { trigger: 'arrivals.rate', periodUs: rate.periodUs };
}

/** The texts of expressions in a workload: `prepareExpressions` wants them before its traffic is built. */
export function expressionsOf({ arrivals }: WorkloadConfig): readonly string[] {
  const rate = 'rate' in arrivals ? arrivals.rate : null;
  return rate?.kind === 'expression' ? [rate.text] : [];
}

/**
 * The highest rate of a workload, per second: what the largest stream takes (10,000 shards of 1,000 records/s). What
 * comes faster would have to be held, record by record, in more memory than there is.
 */
const HIGHEST_RATE = 1e7;

/** The most points at which an expression is looked at before the run. */
const CHECKED_POINTS = 20_000;

/** A rate that cannot be run. */
export interface RateMistake {
  /** The property at fault, as a path within the workload. */
  readonly path: readonly (string | number)[];
  /** In words, with the moment where it has one. */
  readonly message: string;
}

const RATE = ['arrivals', 'rate'] as const;

/**
 * Looks for a moment at which a rate is negative, no number or too high, over [0, untilUs] or over its period.
 * @param load what multiplies every rate
 * @returns the first mistake, or null
 */
export function rateMistake({ arrivals }: WorkloadConfig, untilUs: number, load = 1): RateMistake | null {
  for (const { path, perSecond } of peaksOf(arrivals)) {
    if (perSecond * load > HIGHEST_RATE) return { path, message: tooHigh(perSecond * load, '') };
  }
  const rate = 'rate' in arrivals ? arrivals.rate : null;
  if (rate?.kind !== 'expression') return null;
  const perSecond = compileRate(rate.text);
  const spanSeconds = Math.min(rate.periodUs ?? Infinity, untilUs) / US_PER_SECOND;
  for (let point = 0; point <= CHECKED_POINTS; point++) {
    const t = (spanSeconds * point) / CHECKED_POINTS;
    const value = perSecond(t);
    if (value * load > HIGHEST_RATE && value < Infinity)
      return { path: RATE, message: tooHigh(value * load, ` at t = ${t} s`) };
    if (value >= 0 && value < Infinity) continue;
    const found = value < 0 ? `negative (${value}/s)` : 'no finite number';
    return { path: RATE, message: `the rate "${rate.text}" is ${found} at t = ${t} s` };
  }
  return null;
}

interface Peak {
  readonly path: RateMistake['path'];
  /** The most that arrives in any second. */
  readonly perSecond: number;
}

/** The peaks that are written out; none for an expression, which is looked at point by point, nor for users who wait. */
function peaksOf(arrivals: WorkloadConfig['arrivals']): readonly Peak[] {
  switch (arrivals.process) {
    case 'constant':
    case 'poisson':
      return [{ path: RATE, perSecond: steadyPeak(arrivals.rate) }];
    case 'mmpp':
      return arrivals.rates.map((perSecond, state) => ({ path: ['arrivals', 'rates', state], perSecond }));
    case 'periodic': {
      // All sources fall within the jitter, however long the period.
      const seconds = Math.min(Math.max(1, arrivals.jitter / US_PER_SECOND), arrivals.period / US_PER_SECOND);
      return [{ path: ['arrivals', 'sources'], perSecond: arrivals.sources / seconds }];
    }
    case 'closed':
      return [];
  }
}

/** The highest rate where it is written out; 0 for an expression. */
function steadyPeak(rate: RateOfTime): number {
  switch (rate.kind) {
    case 'constant':
      return rate.perSecond;
    case 'steps':
      return rate.steps.reduce((most, { perSecond }) => Math.max(most, perSecond), 0);
    case 'trace':
      return rate.counts.reduce((most, count) => Math.max(most, count), 0) / (rate.binUs / US_PER_SECOND);
    case 'expression':
      return 0;
  }
}

function tooHigh(perSecond: number, when: string): string {
  return `the rate is ${perSecond.toPrecision(3)}/s${when}: more than ${HIGHEST_RATE.toExponential()}/s would be held in memory, record by record`;
}
