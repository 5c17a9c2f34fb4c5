// M/M/1/K: room for K customers, the one in service among them; whoever finds it full is refused.

import { queueRow } from '../queue-row.ts';
import { sumOf } from '../replications.ts';
import { lossOfMM1K } from '../theory.ts';

const LOAD = 0.9;
const PLACES = 5;

export const mm1k = queueRow({
  name: 'mm1k-5',
  source: 'Kleinrock I, 3.6: (1 − load) loadᴷ / (1 − loadᴷ⁺¹)',
  scenario: 'test/validation/scenarios/station.yaml',
  sets: [
    `workloads.customers.arrivals.rate=${LOAD}/s`,
    'components.station.servers=1',
    `components.station.queueLimit=${PLACES - 1}`,
  ],
  arrivalsPerSecond: LOAD,
  customers: 150_000,
  warmupSeconds: 200,
  seeds: ['mm1k', 'mm1k-again'],
  claims: [
    {
      what: `M/M/1/${PLACES} at load ${LOAD}: share refused`,
      printed: '0.126023',
      exact: lossOfMM1K(LOAD, PLACES),
      within: 0.01,
      seen: (result) => sumOf(result, 'station', 'Rejected') / sumOf(result, 'station', 'Arrivals'),
    },
  ],
});
