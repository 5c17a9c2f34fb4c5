// M/D/1: every service takes as long, and the wait is half that of M/M/1.

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitOfMG1 } from '../theory.ts';

const RUNS = [
  { load: 0.5, printed: '0.5', customers: 120_000, warmupSeconds: 1_000 },
  { load: 0.8, printed: '2.0', customers: 400_000, warmupSeconds: 5_000 },
  { load: 0.9, printed: '4.5', customers: 1_300_000, warmupSeconds: 20_000 },
] as const;

export const md1 = RUNS.map(({ load, printed, customers, warmupSeconds }) =>
  queueRow({
    name: `md1-${load}`,
    source: 'Pollaczek and Khinchine: load / (2 (1 − load))',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [`workloads.customers.arrivals.rate=${load}/s`, 'components.station.serviceTime=1 s'],
    arrivalsPerSecond: load,
    customers,
    warmupSeconds,
    seeds: ['md1', 'md1-again'],
    claims: [
      {
        what: `M/D/1 at load ${load}: mean wait, services`,
        printed,
        exact: waitOfMG1(load, 0),
        within: 0.01,
        seen: (result) => meanSeconds(result, 'station', 'wait'),
      },
    ],
  }),
);
