// A queue with c consumers of one message each and no call latency is a queueing system with c servers: M/M/c where the
// work is exponential, M/D/1 where it always takes as long.

import { queueRow } from '../queue-row.ts';
import { meanSeconds } from '../replications.ts';
import { waitOfMG1, waitOfMMc } from '../theory.ts';

const SCENARIO = 'test/validation/scenarios/queue-station.yaml';

const MMC = [
  { servers: 2, load: 0.8, printed: '2.77778', customers: 300_000, warmupSeconds: 3_000 },
  { servers: 10, load: 0.9, printed: '1.66873', customers: 1_500_000, warmupSeconds: 2_000 },
] as const;

export const throughQueueStation = [
  ...MMC.map(({ servers, load, printed, customers, warmupSeconds }) =>
    queueRow({
      name: `queue-mmc-${servers}`,
      long: true,
      source: 'Kleinrock I, 3.5: Erlang’s C',
      scenario: SCENARIO,
      sets: [
        `workloads.customers.arrivals.rate=${servers * load}/s`,
        `components.station.consumers=${servers}`,
      ],
      arrivalsPerSecond: servers * load,
      customers,
      warmupSeconds,
      seeds: ['queue-mmc', 'queue-mmc-again'],
      claims: [
        {
          what: `a queue with ${servers} consumers at load ${load}: mean time from send to end, services`,
          printed,
          exact: 1 + waitOfMMc(servers, servers * load),
          within: 0.01,
          seen: (result) => meanSeconds(result, 'station', 'latency'),
        },
      ],
    }),
  ),
  queueRow({
    name: 'queue-md1',
    long: true,
    source: 'Pollaczek and Khinchine: load / (2 (1 − load))',
    scenario: SCENARIO,
    sets: ['workloads.customers.arrivals.rate=0.8/s', 'components.station.processing.perRecord=1 s'],
    arrivalsPerSecond: 0.8,
    customers: 400_000,
    warmupSeconds: 5_000,
    seeds: ['queue-md1', 'queue-md1-again'],
    claims: [
      {
        what: 'a queue with one consumer and constant work at load 0.8: mean time from send to end, services',
        printed: '3.0',
        exact: 1 + waitOfMG1(0.8, 0),
        within: 0.01,
        seen: (result) => meanSeconds(result, 'station', 'latency'),
      },
    ],
  }),
];
