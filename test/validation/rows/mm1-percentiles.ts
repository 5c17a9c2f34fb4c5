// Percentiles of M/M/1: the sojourn is exponential, with the mean 1 / (1 − load).

import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { queueRow } from '../queue-row.ts';
import { sampleOf } from '../replications.ts';
import { sojournOfMM1 } from '../theory.ts';

const LOAD = 0.8;

const PERCENTILES = [
  { share: 0.5, printed: '3.4657' },
  { share: 0.9, printed: '11.5129' },
  { share: 0.99, printed: '23.0259' },
] as const;

export const mm1Percentiles = queueRow({
  name: 'mm1-percentiles',
  source: 'Kleinrock I, 5.7: the sojourn in M/M/1 is exponential',
  scenario: 'test/validation/scenarios/station.yaml',
  sets: [`workloads.customers.arrivals.rate=${LOAD}/s`],
  arrivalsPerSecond: LOAD,
  customers: 800_000,
  warmupSeconds: 5_000,
  seeds: ['percentiles', 'percentiles-again'],
  claims: PERCENTILES.map(({ share, printed }) => ({
    what: `M/M/1 at load ${LOAD}: p${100 * share} of the sojourn, services`,
    printed,
    exact: sojournOfMM1(LOAD, share),
    within: 0.02,
    seen: (result) => {
      const told = percentile(mergeSamples([sampleOf(result, 'station', 'sojourn')]), share);
      return told.kind === 'told' ? told.value / 1_000_000 : Number.NaN;
    },
  })),
});
