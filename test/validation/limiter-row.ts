// The rule for a row of one limiter. A bucket that admits `servedPerSecond` at most and holds `places` is the queue M/D/1/B under
// Poisson requests of one cost: what is missing in it is the work that is unfinished. One that takes what comes while anything is
// left has a place more than fits in. Where nobody sends at random times, a poller does: one whose calls take exponential times,
// and that makes the next one as soon as it has an answer, sends by a Poisson process. A bucket of many places that is asked for more
// than it gives is nearly always empty: its loss tells the rate, and what it holds is seen by rows where nothing is drawn.

import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import { queueRow } from './queue-row.ts';
import type { Row } from './row.ts';
import { lossOfMD1 } from './theory.ts';

interface LimiterCase {
  readonly name: string;
  readonly what: string;
  /** Relative to the package's folder. */
  readonly scenario: string;
  readonly places: number;
  /** Where that is not as many as there are places. */
  readonly servedPerSecond?: number;
  readonly load: number;
  /** The share refused, as the table prints it. */
  readonly printed: string;
  /** The most that half the interval may be, as a share of it; without it 1 %. */
  readonly within?: number;
  /** Requests in each replication. */
  readonly customers: number;
  /** Long enough for a full bucket to forget that it was full. */
  readonly warmupSeconds: number;
  readonly seeds?: readonly [first: string, second: string];
  /** Longer than CI has. */
  readonly long?: true;
  /** Settings that make so many requests a second. */
  sets(perSecond: number): readonly string[];
  /** The share refused. */
  refused(result: ReplicationResult): number;
}

/** A row of one limiter. */
export function limiterRow({
  name,
  what,
  scenario,
  places,
  servedPerSecond = places,
  load,
  printed,
  within = 0.01,
  customers,
  warmupSeconds,
  seeds = ['limiter', 'limiter-again'],
  long,
  sets,
  refused,
}: LimiterCase): Row {
  const perSecond = load * servedPerSecond;
  const exact = lossOfMD1(load, places);
  const isRateAlone = Math.abs(exact - (1 - 1 / load)) < 1e-6;
  return queueRow({
    name,
    source: 'Kleinrock I, 5.6: the chain embedded at departures, solved for B places',
    scenario,
    sets: sets(perSecond),
    arrivalsPerSecond: perSecond,
    customers,
    warmupSeconds,
    seeds,
    ...(long && { long }),
    claims: [
      {
        what: `${what} (M/D/1/${places}) at load ${load}: share refused${isRateAlone ? ', which tells the rate alone' : ''}`,
        printed,
        exact,
        within,
        seen: refused,
      },
    ],
  });
}
