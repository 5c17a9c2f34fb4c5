// M/M/c: who waits, and how long, where several servers share one queue.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { queueRow } from '../queue-row.ts';
import { meanSeconds, secondsAt, sumOf } from '../replications.ts';
import { erlangC, waitOfMMc, waitPercentileOfMMc } from '../theory.ts';

const RUNS = [
  {
    servers: 2,
    load: 0.8,
    waits: '0.711111',
    wait: '1.77778',
    percentiles: [
      { share: 0.9, printed: '4.9041' },
      { share: 0.99, printed: '10.661' },
    ],
    within: 0.01,
    customers: 900_000,
    warmupSeconds: 3_000,
  },
  {
    servers: 10,
    load: 0.9,
    waits: '0.668732',
    wait: '0.66873',
    percentiles: [
      { share: 0.9, printed: '1.9002' },
      { share: 0.99, printed: '4.2028' },
    ],
    within: 0.01,
    customers: 7_000_000,
    warmupSeconds: 2_000,
  },
  {
    servers: 50,
    load: 0.95,
    waits: '0.629095',
    wait: '0.25164',
    percentiles: [],
    within: 0.02,
    customers: 7_000_000,
    warmupSeconds: 1_500,
  },
] as const;

export const mmc = RUNS.map(({ servers, load, waits, wait, percentiles, within, customers, warmupSeconds }) =>
  queueRow({
    name: `mmc-${servers}`,
    source: 'Kleinrock I, 3.5: Erlang’s C',
    scenario: 'test/validation/scenarios/station.yaml',
    sets: [`workloads.customers.arrivals.rate=${servers * load}/s`, `components.station.servers=${servers}`],
    arrivalsPerSecond: servers * load,
    customers,
    warmupSeconds,
    seeds: ['mmc', 'mmc-again'],
    claims: [
      {
        what: `M/M/${servers} at load ${load}: share that waits`,
        printed: waits,
        exact: erlangC(servers, servers * load),
        within,
        seen: (result) => sumOf(result, 'station', 'Waited') / sumOf(result, 'station', 'Arrivals'),
      },
      {
        what: `M/M/${servers} at load ${load}: mean wait, services`,
        printed: wait,
        exact: waitOfMMc(servers, servers * load),
        within,
        seen: (result) => meanSeconds(result, 'station', 'wait'),
      },
      ...percentiles.map(({ share, printed }) => ({
        what: `M/M/${servers} at load ${load}: p${100 * share} of the wait, services`,
        printed,
        exact: waitPercentileOfMMc(servers, servers * load, share),
        within: 0.02,
        seen: (result: ReplicationResult) => secondsAt(result, 'wait', share),
      })),
    ],
  }),
);
