// M/M/∞ and M/D/∞: a server for whoever comes. How many are busy in the mean is the offered load, however long the services
// are drawn (the insensitivity of Erlang's model). 300 servers are as good as any number for 20 erlangs: that all are busy has
// less than one chance in 10^200.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { queueRow } from '../queue-row.ts';
import { levelOf, sumOf } from '../replications.ts';

const ERLANGS = 20;
const SERVERS = 300;

const busy = (result: ReplicationResult): number => {
  if (sumOf(result, 'station', 'Waited') > 0)
    throw new Error('nobody waits where there is a server for each');
  return SERVERS * levelOf(result, 'station', 'Utilization').mean;
};

export const mmInf = [
  { name: 'mm-inf-20', what: 'M/M/∞', service: [] },
  { name: 'md-inf-20', what: 'M/D/∞', service: ['components.station.serviceTime=1 s'] },
].map(({ name, what, service }) =>
  queueRow({
    name,
    source: 'Kleinrock I, 3.4: as many as the offered load',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [
      `workloads.customers.arrivals.rate=${ERLANGS}/s`,
      `components.station.servers=${SERVERS}`,
      ...service,
    ],
    arrivalsPerSecond: ERLANGS,
    customers: 60_000,
    warmupSeconds: 100,
    seeds: ['mm-inf', 'mm-inf-again'],
    claims: [
      {
        what: `${what} at ${ERLANGS} erlangs: mean number busy`,
        printed: '20',
        exact: ERLANGS,
        within: 0.01,
        seen: busy,
      },
    ],
  }),
);
