// How many records a workload brings, before it is run: what tells a planner that ten years at full rate are more than
// anybody wants to wait for.

import { US_PER_SECOND } from '../engine/time-units.ts';
import { compileRate } from '../language/rate-expression.ts';
import type { RateOfTime } from '../language/rate-of-time.ts';
import { intensityOf } from './arrivals/rate.ts';
import { sampler } from './distribution.ts';
import type { WorkloadConfig } from './workload.ts';

/** The points at which an expression is looked at. */
const POINTS = 1_000;

/**
 * The mean number of records in a stretch of time from the window's start on; of a closed workload, the number when
 * nobody ever waits, which is the most. For an expression, `prepareExpressions` must have been awaited.
 * @param spanUs µs
 * @param load what multiplies every rate
 */
export function expectedRecords({ arrivals }: WorkloadConfig, spanUs: number, load: number): number {
  if (arrivals.process === 'closed') {
    const thinkUs = sampler(arrivals.thinkTime).mean;
    return thinkUs > 0 ? (arrivals.population * load * spanUs) / thinkUs : Number.POSITIVE_INFINITY;
  }
  const perArrival = sampler(arrivals.batch).mean;
  switch (arrivals.process) {
    case 'periodic':
      return (arrivals.sources * load * perArrival * spanUs) / arrivals.period;
    case 'mmpp':
      return meanOfStates(arrivals.rates, arrivals.meanStay) * load * perArrival * (spanUs / US_PER_SECOND);
    default:
      return meanPerUs(arrivals.rate, spanUs) * load * perArrival * spanUs;
  }
}

/** A rate that holds for an exponential time in each state: the mean over time. */
function meanOfStates(rates: readonly number[], stays: readonly number[]): number {
  const all = stays.reduce((sum, stay) => sum + stay, 0);
  return rates.reduce((sum, rate, state) => sum + (rate * stays[state]!) / all, 0);
}

function meanPerUs(rate: RateOfTime, spanUs: number): number {
  if (rate.kind === 'constant') return rate.perSecond / US_PER_SECOND;
  const stretchUs = Math.min(rate.periodUs ?? Number.POSITIVE_INFINITY, spanUs);
  if (rate.kind === 'expression') {
    const perSecond = compileRate(rate.text);
    let sum = 0;
    for (let point = 0; point < POINTS; point++)
      sum += perSecond(((point + 0.5) * stretchUs) / POINTS / US_PER_SECOND);
    return sum / POINTS / US_PER_SECOND;
  }
  const steps = intensityOf(rate, { originUs: 0, load: 1 });
  let atUs = 0;
  let records = 0;
  while (atUs < stretchUs && steps.next()) {
    const untilUs = Math.min(steps.endUs, stretchUs);
    records += steps.startRate * (untilUs - atUs);
    atUs = untilUs;
  }
  return records / stretchUs;
}
