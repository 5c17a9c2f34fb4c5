// M/M/c/c: no place to wait, so whoever finds all servers busy is refused.

import { queueRow } from '../queue-row.ts';
import { sumOf } from '../replications.ts';
import { erlangB } from '../theory.ts';

const RUNS = [
  { servers: 10, offered: 9, printed: '0.167963', customers: 150_000 },
  { servers: 50, offered: 47.5, printed: '0.078176', customers: 700_000 },
] as const;

export const mmcc = RUNS.map(({ servers, offered, printed, customers }) =>
  queueRow({
    name: `mmcc-${servers}`,
    source: 'Kleinrock I, 3.6: Erlang’s B',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [
      `workloads.customers.arrivals.rate=${offered}/s`,
      `components.station.servers=${servers}`,
      'components.station.queueLimit=0',
    ],
    arrivalsPerSecond: offered,
    customers,
    warmupSeconds: 200,
    seeds: ['mmcc', 'mmcc-again'],
    claims: [
      {
        what: `M/M/${servers}/${servers} at ${offered} erlangs: share refused`,
        printed,
        exact: erlangB(servers, offered),
        within: 0.01,
        seen: (result) => sumOf(result, 'station', 'Rejected') / sumOf(result, 'station', 'Arrivals'),
      },
    ],
  }),
);
