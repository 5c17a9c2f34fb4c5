// M/M/1 with two classes, served head of line: two fifths of the customers go first.

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitsByPriority } from '../theory.ts';

const [URGENT = 0, OTHERS = 0] = waitsByPriority([0.28, 0.42]);
const CLAIMS = [
  { name: 'urgent', printed: '0.972222', exact: URGENT },
  { name: 'others', printed: '3.240741', exact: OTHERS },
];

export const priority = queueRow({
  name: 'priority',
  source: 'Cobham 1954; Kleinrock II, 3.3',
  scenario: 'test/validation/scenarios/station.yaml',
  sets: [
    'workloads.customers.arrivals.rate=0.7/s',
    'components.station.priority={ classes: [{ name: urgent, share: 40% }, { name: others }] }',
  ],
  arrivalsPerSecond: 0.7,
  customers: 600_000,
  warmupSeconds: 3_000,
  seeds: ['priority', 'priority-again'],
  claims: CLAIMS.map(({ name, printed, exact }) => ({
    what: `M/M/1 at load 0.7, two classes, 40 % of the customers go first: mean wait of the ${name}, services`,
    printed,
    exact,
    within: 0.01,
    seen: (result) => meanSeconds(result, 'station', 'wait', name),
  })),
});
