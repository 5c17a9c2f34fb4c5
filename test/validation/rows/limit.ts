// The load at which the shipped hot shard breaks once its keys are uniform, worked by hand: by the record limit of the
// fullest of four shards, or before that by the bill, as `sim limit` finds it.

import { createHash } from 'node:crypto';
import { typesByName } from '../../../src/experiment/component-catalogue.ts';
import { type DesignLimit, limitOf } from '../../../src/experiment/limit.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const FILE = 'scenarios/hot-shard.yaml';
const UNIFORM = 'workloads.page-views.partitionKey={ distribution: uniform, keys: 10000 }';
const NO_COST = 'objectives=[dashboard.latency.p99 < 1 s, dashboard.lost.ratio < 0.1%]';
const RATE = 3200;

/** How many times 3,200 records/s fill the fullest shard: 1,000 records/s over its share of the keys. */
function byRecords(): number {
  const keys = [0, 0, 0, 0];
  for (let rank = 0; rank < 10_000; rank++) {
    const digest = createHash('md5')
      .update(`key-${String(rank).padStart(8, '0')}`)
      .digest();
    keys[Math.floor((digest.readUInt32BE(0) * 4) / 2 ** 32)]!++;
  }
  return 1000 / ((RATE * Math.max(...keys)) / 10_000);
}

/** How many times the traffic fits into 300 USD a month: four shards and the fan-out's hours, and the rest for records. */
function byBill(): number {
  const sigma = Math.log(4096 / 500) / 2.326348;
  const recordBytes = 500 * Math.exp((sigma * sigma) / 2) + 12;
  const millions = (RATE * 730 * 3600) / 1e6;
  const usage = millions * 0.014 + ((millions * 1e6 * recordBytes) / 2 ** 30) * 0.013;
  return (300 - 4 * 730 * (0.015 + 0.015)) / usage;
}

const CASES = [
  {
    what: 'without its cost objective, by the record limit',
    sets: [UNIFORM, NO_COST],
    expected: byRecords(),
    broke: ({ causes }: DesignLimit) => causes[0]?.limit === '1,000 records/s per shard',
  },
  {
    what: 'with its cost objective, by cost',
    sets: [UNIFORM],
    expected: byBill(),
    broke: ({ gaveWay }: DesignLimit) => gaveWay.every(({ text }) => text.startsWith('cost.')),
  },
];

export const limit: Row = {
  name: 'limit',
  kind: 'predicted',
  nightly: true,
  runs: 'about 8 loads each, 5 × 5 min and more where undecided, seed 1',
  claims: CASES.map(({ what, expected }) => ({
    what: `hot-shard with uniform keys, the largest load, ${what}`,
    expected: `${(100 * expected).toFixed(1)} %`,
    source: 'by hand: MD5 of the keys, 1,000 records/s a shard, the price list',
    tolerance: '± 2 %',
  })),
  async run({ pool }) {
    const seen = [];
    for (const { sets, expected, broke } of CASES) {
      const bench = { types: typesByName, pool, file: FILE, patience: 'while undecided' } as const;
      const options = { within: 0.02, lowest: null, highest: null };
      const found = await limitOf(await designOf(FILE, sets), bench, options);
      const holds = found.load !== null && Math.abs(found.load / expected - 1) <= 0.02 && broke(found);
      seen.push({ value: `${(100 * (found.load ?? 0)).toFixed(1)} %`, holds });
    }
    return seen;
  },
};
