// The three designs of hot-shard as a planner would work them out by hand: what each shard is offered and stores, what
// is lost, what the month costs, what is found.

import type { Finding, ObjectiveResult } from '../../src/experiment/result.ts';

export const WINDOW_S = 300;
export const OFFERED = 3200;
/** Seconds in a month of 730 hours. */
export const MONTH_S = 730 * 3600;
export const MEAN_BYTES = 764;

interface Shard {
  readonly offered: number;
  readonly stored: number;
  readonly refused: number;
}

export interface Plan {
  readonly name: string;
  readonly lost: number;
  readonly shards: readonly Shard[];
  readonly perMonth: readonly {
    meter: string;
    unit: string;
    kind: 'standing' | 'usage';
    quantity: number;
    price: number;
  }[];
  readonly quantiles: readonly (number | null)[];
  readonly delivered: readonly number[];
  readonly findings: readonly Finding[];
  readonly verdicts: readonly ObjectiveResult['verdict'][];
}

/** The month's meters, by what is stored a second and how many shards stand. */
function month(shardCount: number, stored: number): Plan['perMonth'] {
  const records = stored * MONTH_S;
  return [
    { meter: 'shard-hour', unit: 'shard-hour', kind: 'standing', quantity: shardCount * 730, price: 0.015 },
    {
      meter: 'put-payload-units',
      unit: '1M PUT payload units',
      kind: 'usage',
      quantity: records / 1e6,
      price: 0.014,
    },
    {
      meter: 'enhanced-fan-out-shard-hour',
      unit: 'consumer-shard-hour',
      kind: 'standing',
      quantity: shardCount * 730,
      price: 0.015,
    },
    {
      meter: 'enhanced-fan-out-data',
      unit: 'GB',
      kind: 'usage',
      quantity: (records * MEAN_BYTES) / 2 ** 30,
      price: 0.013,
    },
  ];
}

const hot = (offered: number, lost: number): Shard => ({
  offered,
  stored: 1000,
  refused: lost > 0 ? Math.round(offered * 2.4 - 1000) : 0,
});

export const BASE: Plan = {
  name: 'base',
  lost: 0.235,
  shards: [
    { offered: 486, stored: 486, refused: 0 },
    { offered: 479, stored: 479, refused: 0 },
    hot(1752, 0.235),
    { offered: 483, stored: 483, refused: 0 },
  ],
  perMonth: month(4, OFFERED * 0.765),
  quantiles: [0.118, null, null, null, null],
  delivered: [0.104, 0.298, 0.361, 0.472, 0.64],
  findings: [
    {
      severity: 'error',
      component: 'clicks',
      title: 'shard 2 is offered 1,752 records/s, 175 % of the record limit of 1,000/s',
      limit: '1,000 records a second a shard',
      shareOfHarm: 1,
      evidence: {
        shard: 'shardId-000000000002',
        offeredRecordsPerSecond: 1752,
        attemptsPerSecond: 4205,
        bytesShareOfLimit: 1.28,
        hottestKey: 'key-00000000',
        hottestKeyShare: 0.4,
      },
      advice:
        'One key, key-00000000, brings 1,280 records/s: no number of shards can hold it. Spread it over several keys (salt), or aggregate its records.',
    },
    {
      severity: 'warning',
      component: 'web-servers',
      title: '225,600 records are given up after 3 attempts, 23.5 % of all',
      limit: 'failedRecords.maxAttempts: 3',
      shareOfHarm: 1,
      evidence: { maxAttempts: 3, givenUp: 225600 },
      advice: 'More attempts only lengthen the queue while the shard is offered more than it admits.',
    },
  ],
  verdicts: ['fails', 'fails', 'holds'],
};

export const EIGHT: Plan = {
  name: 'eight-shards',
  lost: 0.162,
  shards: [
    { offered: 243, stored: 243, refused: 0 },
    { offered: 241, stored: 241, refused: 0 },
    { offered: 238, stored: 238, refused: 0 },
    { offered: 240, stored: 240, refused: 0 },
    { offered: 236, stored: 236, refused: 0 },
    hot(1518.4, 0.162),
    { offered: 242, stored: 242, refused: 0 },
    { offered: 241, stored: 241, refused: 0 },
  ],
  perMonth: month(8, OFFERED * 0.838),
  quantiles: [0.111, null, null, null, null],
  delivered: [0.103, 0.281, 0.344, 0.455, 0.61],
  findings: [
    {
      severity: 'error',
      component: 'clicks',
      title: 'shard 5 is offered 1,518 records/s, 152 % of the record limit of 1,000/s',
      limit: '1,000 records a second a shard',
      shareOfHarm: 1,
      evidence: { shard: 'shardId-000000000005', offeredRecordsPerSecond: 1518, hottestKey: 'key-00000000' },
      advice:
        'One key, key-00000000, brings 1,280 records/s: no number of shards can hold it. Spread it over several keys (salt).',
    },
  ],
  verdicts: ['fails', 'fails', 'fails'],
};

export const SALTED: Plan = {
  name: 'salted-key',
  lost: 0,
  shards: [
    { offered: 772.4, stored: 772.4, refused: 0 },
    { offered: 879.8, stored: 879.8, refused: 0 },
    { offered: 801.1, stored: 801.1, refused: 0 },
    { offered: 746.7, stored: 746.7, refused: 0 },
  ],
  perMonth: month(4, OFFERED),
  quantiles: [0.104, 0.172, 0.193, 0.241, 0.31],
  delivered: [0.104, 0.172, 0.193, 0.241, 0.31],
  findings: [
    {
      severity: 'info',
      component: 'clicks',
      title: 'the fullest shard, shard 1, is at 88 % of its record limit (880 of 1,000/s)',
      limit: '1,000 records a second a shard',
      shareOfHarm: null,
      evidence: { shard: 'shardId-000000000001', offeredRecordsPerSecond: 879.8 },
      advice: 'There is room for 13 % more traffic before it refuses.',
    },
  ],
  verdicts: ['holds', 'holds', 'holds'],
};
