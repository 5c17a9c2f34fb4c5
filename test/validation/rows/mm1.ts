// M/M/1: Poisson arrivals, exponential service, one server, at three loads.

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitOfMG1 } from '../theory.ts';

const RUNS = [
  { load: 0.5, printed: '1.0', customers: 200_000, warmupSeconds: 1_000 },
  { load: 0.8, printed: '4.0', customers: 800_000, warmupSeconds: 5_000 },
  { load: 0.9, printed: '9.0', customers: 3_000_000, warmupSeconds: 20_000 },
] as const;

export const mm1 = RUNS.map(({ load, printed, customers, warmupSeconds }) =>
  queueRow({
    name: `mm1-${load}`,
    source: 'Kleinrock I, 3.2: load / (1 − load)',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [`workloads.customers.arrivals.rate=${load}/s`],
    arrivalsPerSecond: load,
    customers,
    warmupSeconds,
    seeds: ['mm1', 'mm1-again'],
    claims: [
      {
        what: `M/M/1 at load ${load}: mean wait, services`,
        printed,
        exact: waitOfMG1(load, 1),
        within: 0.01,
        seen: (result) => meanSeconds(result, 'station', 'wait'),
      },
    ],
  }),
);
