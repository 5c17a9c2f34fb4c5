// M/M/1//5: five users who think, send, and wait until they are served (the machine-repairman model).

import { queueRow } from '../queue-row.ts';
import { meanSeconds, sumOf } from '../replications.ts';
import { throughputOfUsers } from '../theory.ts';

const USERS = 5;
const THINK = 4;
const THROUGHPUT = throughputOfUsers(USERS, THINK);

export const users = queueRow({
  name: 'users',
  source: 'Kleinrock I, 3.8; N / throughput − think',
  scenario: 'test/validation/scenarios/station.yaml',
  sets: [
    `workloads.customers.arrivals={ process: closed, population: ${USERS}, thinkTime: { distribution: exponential, mean: ${THINK} s } }`,
  ],
  arrivalsPerSecond: THROUGHPUT,
  customers: 100_000,
  warmupSeconds: 500,
  seeds: ['users', 'users-again'],
  claims: [
    {
      what: `M/M/1//${USERS}, think ${THINK} services: served in a service`,
      printed: '0.800933',
      exact: THROUGHPUT,
      within: 0.01,
      seen: (result, seconds) => sumOf(result, 'station', 'Arrivals') / seconds,
    },
    {
      what: `M/M/1//${USERS}, think ${THINK} services: mean response, services`,
      printed: '2.24272',
      exact: USERS / THROUGHPUT - THINK,
      within: 0.01,
      seen: (result) => meanSeconds(result, 'station', 'latency'),
    },
  ],
});
