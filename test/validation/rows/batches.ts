// M^[X]/M/1: customers who come five at a time wait for those before them and for each other.

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitOfBatches } from '../theory.ts';

const LOAD = 0.8;
const SIZE = 5;

export const batches = queueRow({
  name: 'mxm1-5',
  source: 'Gross and Harris, 3.1: (load (size + 1) / (2 (1 − load))) / load − 1',
  scenario: 'test/validation/scenarios/station.yaml',
  sets: [`workloads.customers.arrivals.rate=${LOAD / SIZE}/s`, `workloads.customers.arrivals.batch=${SIZE}`],
  arrivalsPerSecond: LOAD,
  customers: 2_000_000,
  warmupSeconds: 10_000,
  seeds: ['batches', 'batches-again'],
  claims: [
    {
      what: `M^[5]/M/1 at load ${LOAD}: mean wait, services`,
      printed: '14.0',
      exact: waitOfBatches(LOAD, SIZE),
      within: 0.01,
      seen: (result) => meanSeconds(result, 'station', 'wait'),
    },
  ],
});
