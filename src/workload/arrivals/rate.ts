// From the rate that a scenario gives (an expression of t, steps, a trace) to its intensity.

import { US_PER_SECOND } from '../../engine/time-units.ts';
import { compileRate } from '../../language/rate-expression.ts';
import type { RateOfTime } from '../../language/rate-of-time.ts';
import type { ArrivalSite } from './arrival-process.ts';
import { ExpressionIntensity } from './expression.ts';
import type { Intensity } from './intensity.ts';
import { StepIntensity, type Steps } from './steps.ts';

/** A rate that does not follow time, arrivals per µs; null when it does. */
export function steadyRate(rate: RateOfTime, load: number): number | null {
  return rate.kind === 'constant' ? (rate.perSecond * load) / US_PER_SECOND : null;
}

/**
 * The intensity of a rate. For an expression, `prepareExpressions` must have been awaited.
 * @throws InvariantError later, where the expression is negative or no number
 */
export function intensityOf(
  rate: RateOfTime,
  { originUs, load }: Pick<ArrivalSite, 'originUs' | 'load'>,
): Intensity {
  if (rate.kind === 'expression') {
    return new ExpressionIntensity(compileRate(rate.text), rate.periodUs ?? Infinity, originUs, load);
  }
  return new StepIntensity(stepsOf(rate, load), originUs);
}

function stepsOf(rate: Exclude<RateOfTime, { kind: 'expression' }>, load: number): Steps {
  switch (rate.kind) {
    case 'constant':
      return {
        startsUs: [0],
        rates: [(rate.perSecond * load) / US_PER_SECOND],
        endUs: Infinity,
        repeats: false,
      };
    case 'steps':
      return {
        startsUs: rate.steps.map(({ atUs }) => atUs),
        rates: rate.steps.map(({ perSecond }) => (perSecond * load) / US_PER_SECOND),
        endUs: rate.periodUs ?? Infinity,
        repeats: rate.periodUs !== null,
      };
    case 'trace': {
      const { binUs, counts, periodUs } = rate;
      const lengthUs = binUs * counts.length;
      const rates = counts.map((count) => (count * load) / binUs);
      const startsUs = counts.map((_, bin) => bin * binUs);
      if (periodUs !== null && periodUs > lengthUs) {
        startsUs.push(lengthUs);
        rates.push(0);
      }
      const kept = periodUs === null ? startsUs.length : startsUs.filter((start) => start < periodUs).length;
      return {
        startsUs: startsUs.slice(0, kept),
        rates: rates.slice(0, kept),
        endUs: periodUs ?? lengthUs,
        repeats: periodUs !== null,
      };
    }
  }
}
