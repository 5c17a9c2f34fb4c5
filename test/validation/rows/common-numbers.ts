// What common random numbers are for: two stations that see the same customers, one of them 5 % faster. Most of what
// moves the mean wait moves both alike, so the variance of the difference is a tenth of what it is between strangers.

import { pairingOf } from '../../../src/experiment/paired.ts';
import { meanSeconds, replicate } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const LOAD = 0.8;
const PAIRS = 100;
const CUSTOMERS = 10_000;
const WARMUP = 2_000;
const [LEAST, MOST] = [6, 16];

export const commonNumbers: Row = {
  name: 'common-numbers',
  kind: 'predicted',
  runs: `${PAIRS} pairs × ${CUSTOMERS.toLocaleString('en')} customers after ${WARMUP.toLocaleString('en')}, seed common-numbers`,
  claims: [
    {
      what: 'M/M/1 at load 0.8, mu 1 and mu 1.05: variance of independent differences of the mean wait over that of pairs',
      expected: 'about 9.9',
      source:
        'Lindley’s recurrence with the same gaps and services, three times 1,000 pairs: 9.8, 10.1, 10.2',
      tolerance: `${LEAST} to ${MOST}`,
    },
  ],
  async run(bench) {
    const means = async (serviceSeconds: number): Promise<readonly number[]> => {
      const design = await designOf('test/validation/scenarios/station.yaml', [
        `workloads.customers.arrivals.rate=${LOAD}/s`,
        `components.station.serviceTime.mean=${serviceSeconds} s`,
        'seed=common-numbers',
        `duration=${CUSTOMERS / LOAD} s`,
        `warmup=${WARMUP / LOAD} s`,
      ]);
      const results = await replicate(bench, design, PAIRS);
      return results.map((result) => meanSeconds(result, 'station', 'wait'));
    };
    const [slower, faster] = [await means(1), await means(1 / 1.05)];
    const { varianceRatio } = pairingOf(slower.map((wait, i) => [wait, faster[i]!] as const));
    const ratio = varianceRatio ?? 0;
    return [{ value: ratio.toFixed(1), holds: ratio >= LEAST && ratio <= MOST }];
  },
};
