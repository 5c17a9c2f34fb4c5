// Percentiles of M/M/1: the sojourn is exponential, with the mean 1 / (1 − load).

import { queueRow } from '../queue-row.ts';
import { secondsAt } from '../replications.ts';
import { sojournOfMM1 } from '../theory.ts';

const STATIONS = [
  {
    name: 'mm1-percentiles',
    load: 0.8,
    customers: 800_000,
    warmupSeconds: 5_000,
    percentiles: [
      { share: 0.5, printed: '3.4657' },
      { share: 0.9, printed: '11.5129' },
      { share: 0.99, printed: '23.0259' },
    ],
  },
  {
    name: 'mm1-percentiles-0.9',
    load: 0.9,
    customers: 3_000_000,
    warmupSeconds: 20_000,
    percentiles: [{ share: 0.99, printed: '46.05' }],
  },
] as const;

export const mm1Percentiles = STATIONS.map(({ name, load, customers, warmupSeconds, percentiles }) =>
  queueRow({
    name,
    source: 'Kleinrock I, 5.7: the sojourn in M/M/1 is exponential',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [`workloads.customers.arrivals.rate=${load}/s`],
    arrivalsPerSecond: load,
    customers,
    warmupSeconds,
    seeds: ['percentiles', 'percentiles-again'],
    claims: percentiles.map(({ share, printed }) => ({
      what: `M/M/1 at load ${load}: p${100 * share} of the sojourn, services`,
      printed,
      exact: sojournOfMM1(load, share),
      within: 0.02,
      seen: (result) => secondsAt(result, 'sojourn', share),
    })),
  }),
);
