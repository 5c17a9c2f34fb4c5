// M/G/1 with a service of squared variation 4: two exponentials, each of which brings half of the work (balanced
// means: W. Whitt, Operations Research 30, 1982).

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitOfMG1 } from '../theory.ts';

const SCV = 4;

const RUNS = [
  { load: 0.5, printed: '2.5', customers: 700_000, warmupSeconds: 2_500, within: 0.01 },
  { load: 0.8, printed: '10.0', customers: 1_900_000, warmupSeconds: 12_500, within: 0.01 },
  { load: 0.9, printed: '22.5', customers: 2_200_000, warmupSeconds: 50_000, within: 0.02 },
] as const;

/** Weights p and 1 − p, means 1/(2p) and 1/(2(1 − p)): the mean is 1, the squared variation `SCV`. */
function balancedMeans(): string {
  const often = (1 + Math.sqrt((SCV - 1) / (SCV + 1))) / 2;
  const means = [often, 1 - often].map((weight) => `${(1 / (2 * weight)).toFixed(6)} s`);
  const weights = [often, 1 - often].map((weight) => weight.toFixed(9));
  return `{ distribution: hyperexponential, means: [${means.join(', ')}], weights: [${weights.join(', ')}] }`;
}

export const mg1 = RUNS.map(({ load, printed, customers, warmupSeconds, within }) =>
  queueRow({
    name: `mg1-${load}`,
    source: 'Pollaczek and Khinchine: load (1 + 4) / (2 (1 − load))',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [
      `workloads.customers.arrivals.rate=${load}/s`,
      `components.station.serviceTime=${balancedMeans()}`,
    ],
    arrivalsPerSecond: load,
    customers,
    warmupSeconds,
    seeds: ['mg1', 'mg1-again'],
    claims: [
      {
        what: `M/G/1, hyperexponential, squared variation 4, at load ${load}: mean wait, services`,
        printed,
        exact: waitOfMG1(load, SCV),
        within,
        seen: (result) => meanSeconds(result, 'station', 'wait'),
      },
    ],
  }),
);
