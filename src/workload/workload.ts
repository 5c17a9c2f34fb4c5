// A workload: the traffic that a design must carry, whoever carries it. When records arrive, what their keys are,
// how large they are. Nothing of the design is in it, so every variant of a design sees the same traffic.

import { z } from 'zod';
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

/** The most points at which an expression is looked at before the run. */
const CHECKED_POINTS = 20_000;

/**
 * Looks for a moment at which a rate is negative or no number, over [0, untilUs] or over its period.
 * @returns the mistake in words, with the moment, or null
 */
export function rateMistake({ arrivals }: WorkloadConfig, untilUs: number): string | null {
  const rate: RateOfTime | null = 'rate' in arrivals ? arrivals.rate : null;
  if (rate?.kind !== 'expression') return null;
  const perSecond = compileRate(rate.text);
  const spanSeconds = Math.min(rate.periodUs ?? Infinity, untilUs) / 1_000_000;
  for (let point = 0; point <= CHECKED_POINTS; point++) {
    const t = (spanSeconds * point) / CHECKED_POINTS;
    const value = perSecond(t);
    if (value >= 0 && value < Infinity) continue;
    const found = value < 0 ? `negative (${value}/s)` : 'no finite number';
    return `the rate "${rate.text}" is ${found} at t = ${t} s`;
  }
  return null;
}
