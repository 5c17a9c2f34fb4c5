// D/D/1: nothing is drawn, so everything is known by hand and to the microsecond. Customers come every 0.8 s to a
// service of 1 s: customer k waits 0.2 k s. At half the load nobody waits; five at once wait 0, 100, …, 400 ms.

import { replicate, sampleOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const CASES = [
  {
    what: 'D/D/1, a customer every 0.8 s, service 1 s: waits of 100 customers, sum and longest, µs',
    sets: [
      'workloads.customers.arrivals={ process: constant, rate: 1.25/s }',
      'components.station.serviceTime=1 s',
      'duration=80 s',
    ],
    customers: 100,
    wait: (k: number) => 200_000 * k,
  },
  {
    what: 'D/D/1, a customer every 2 s, service 1 s: waits of 40 customers, sum and longest, µs',
    sets: [
      'workloads.customers.arrivals={ process: constant, rate: 0.5/s }',
      'components.station.serviceTime=1 s',
      'duration=80 s',
    ],
    customers: 40,
    wait: () => 0,
  },
  {
    what: 'D/D/1, five customers every 1 s, service 100 ms: waits of 400 customers, sum and longest, µs',
    sets: [
      'workloads.customers.arrivals={ process: constant, rate: 1/s, batch: 5 }',
      'components.station.serviceTime=100 ms',
      'duration=80 s',
    ],
    customers: 400,
    wait: (k: number) => 100_000 * (k % 5),
  },
] as const;

export const dd1: Row = {
  name: 'dd1',
  kind: 'exact',
  runs: 'one run each: nothing is drawn',
  claims: CASES.map(({ what, customers, wait }) => ({
    what,
    expected: waitsInWords(Array.from({ length: customers }, (_, k) => wait(k))),
    source: 'by hand',
    tolerance: 'none',
  })),
  async run(bench) {
    return Promise.all(
      CASES.map(async ({ sets, customers, wait }) => {
        const design = await designOf('test/validation/scenarios/station.yaml', [...sets, 'warmup=0 s']);
        const waits = (await replicate(bench, design, 1)).map((result) =>
          sampleOf(result, 'station', 'wait'),
        );
        const value = waits.map(({ count, sum, max }) => inWords(count, sum, max)).join();
        return { value, holds: value === waitsInWords(Array.from({ length: customers }, (_, k) => wait(k))) };
      }),
    );
  },
};

function waitsInWords(waitsUs: readonly number[]): string {
  return inWords(
    waitsUs.length,
    waitsUs.reduce((sum, wait) => sum + wait, 0),
    Math.max(...waitsUs),
  );
}

function inWords(customers: number, sumUs: number, longestUs: number): string {
  return `${customers}: ${sumUs}, ${longestUs}`;
}
