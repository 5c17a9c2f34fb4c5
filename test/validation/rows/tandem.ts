// Two stations of M/M/1 in a row, at loads 0.6 and 0.8: each is as if alone, and the two sojourns of a customer are
// independent (P. Burke, Operations Research 4, 1956; E. Reich, 1957). Were they not, the sum of the two would have
// another tail: with both sojourns in step, 16.2 % of the customers would take more than 10 s instead of 13.1 %.

import { queueRow } from '../queue-row.ts';
import { meanSeconds, sampleOf } from '../replications.ts';

const FIRST = { service: 0.6, sojourn: 0.6 / (1 - 0.6) };
const SECOND = { service: 0.8, sojourn: 0.8 / (1 - 0.8) };
const LONG_SECONDS = 10;

/** The share of sums of two independent exponentials that are above `LONG_SECONDS`. */
function sharesAbove(): number {
  const [a, b] = [FIRST.sojourn, SECOND.sojourn];
  return (b * Math.exp(-LONG_SECONDS / b) - a * Math.exp(-LONG_SECONDS / a)) / (b - a);
}

export const tandem = queueRow({
  name: 'tandem',
  long: true,
  source: 'Burke 1956, Reich 1957; a sojourn of M/M/1 is exponential',
  scenario: 'test/validation/scenarios/tandem.yaml',
  sets: [],
  arrivalsPerSecond: 1,
  customers: 900_000,
  warmupSeconds: 5_000,
  seeds: ['tandem', 'tandem-again'],
  claims: [
    {
      what: 'two M/M/1 in a row: mean sojourn in the first, load 0.6, s',
      printed: '1.5',
      exact: FIRST.sojourn,
      within: 0.01,
      seen: (result) => meanSeconds(result, 'first', 'sojourn'),
    },
    {
      what: 'two M/M/1 in a row: mean sojourn in the second, load 0.8, s',
      printed: '4.0',
      exact: SECOND.sojourn,
      within: 0.01,
      seen: (result) => meanSeconds(result, 'second', 'sojourn'),
    },
    {
      what: 'two M/M/1 in a row: share of customers above 10 s in all, if the sojourns are independent',
      printed: '0.130572',
      exact: sharesAbove(),
      within: 0.02,
      seen: (result) => {
        const { count, thresholds } = sampleOf(result, 'second', 'latency');
        const watched = thresholds.find(({ limit }) => limit === LONG_SECONDS * 1_000_000);
        if (watched === undefined) throw new Error('the objective counts who took more than 10 s');
        return 1 - watched.atMost / count;
      },
    },
  ],
});
