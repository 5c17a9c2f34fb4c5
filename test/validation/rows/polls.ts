// A shared reader that takes no time is a server on vacations: whoever comes waits for the end of one. A poll a second, whose calls
// take nothing, keeps a record waiting evenly from nothing to a second.

import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { queueRow } from '../queue-row.ts';
import { meanSeconds, sampleOf } from '../replications.ts';

const PER_SECOND = 50;

export const polls = queueRow({
  name: 'polls',
  source: 'Kleinrock I, 5.2, residual life: half of a constant vacation, and evenly spread over it',
  scenario: 'test/validation/scenarios/polls.yaml',
  sets: [],
  arrivalsPerSecond: PER_SECOND,
  customers: 50_000,
  warmupSeconds: 10,
  seeds: ['polls', 'polls-again'],
  claims: [
    {
      what: 'a shard that is polled every second: mean time until a record is read, s',
      printed: '0.5',
      exact: 0.5,
      within: 0.01,
      seen: (result) => meanSeconds(result, 'reader', 'propagation'),
    },
    {
      what: 'the same: p90, s',
      printed: '0.9',
      exact: 0.9,
      within: 0.01,
      seen: (result) => {
        const told = percentile(mergeSamples([sampleOf(result, 'reader', 'propagation')]), 0.9);
        return told.kind === 'told' ? told.value / 1_000_000 : Number.NaN;
      },
    },
  ],
});
