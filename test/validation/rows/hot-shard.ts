// The shipped hot shard, worked by hand: which keys share the hot key's shard is counted with MD5 (node:crypto), a
// saturated shard stores exactly its 1,000 records/s, the rest is lost, and the bill is usage times the list price.

import { createHash } from 'node:crypto';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import type { Design } from '../../../src/scenario/design.ts';
import { interval, monthlyUsd, REPLICATIONS, replicate, sumOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designsOf } from '../scenario.ts';

const RATE = 3200;
const HOT_SHARE = 0.4;
const KEYS = 10_000;
const SHARD_RECORDS = 1000;

interface Plan {
  readonly design: string;
  readonly shards: number;
  readonly salt: number;
}

const PLANS: readonly Plan[] = [
  { design: 'base', shards: 4, salt: 0 },
  { design: 'eight-shards', shards: 8, salt: 0 },
  { design: 'salted-key', shards: 4, salt: 16 },
];

/** Records a second offered to each shard. */
function offered({ shards, salt }: Plan): readonly number[] {
  const rates = new Array<number>(shards).fill(0);
  for (let rank = 0; rank < KEYS; rank++) {
    const key = `key-${String(rank).padStart(8, '0')}`;
    const rate = RATE * (rank === 0 ? HOT_SHARE : (1 - HOT_SHARE) / (KEYS - 1));
    const texts = salt === 0 ? [key] : Array.from({ length: salt }, (_, i) => `${key}#${i}`);
    for (const text of texts) {
      const first32 = createHash('md5').update(text).digest().readUInt32BE(0);
      const shard = Math.floor((first32 * shards) / 2 ** 32);
      rates[shard] = (rates[shard] ?? 0) + rate / texts.length;
    }
  }
  return rates;
}

const fullest = (plan: Plan): number => Math.max(...offered(plan));

/** Records a second that find no room: what a shard is offered beyond its limit. */
function lost(plan: Plan): number {
  return offered(plan).reduce((sum, rate) => sum + Math.max(0, rate - SHARD_RECORDS), 0);
}

/** USD a month at us-east-1's list prices: shards, PUT payload units, and the fan-out's hours and GB. */
function bill(plan: Plan): number {
  const monthSeconds = 730 * 3600;
  const sigma = Math.log(4096 / 500) / 2.326348;
  const saltBytes = plan.salt === 0 ? 0 : 2 + 6 / 16; // '#0' … '#15'
  const recordBytes = 500 * Math.exp((sigma * sigma) / 2) + 12 + saltBytes;
  const stored = (RATE - lost(plan)) * monthSeconds;
  const standing = plan.shards * 730 * (0.015 + 0.015);
  return standing + (stored / 1e6) * 0.014 + ((stored * recordBytes) / 2 ** 30) * 0.013;
}

interface HotClaim {
  readonly what: string;
  readonly plan: Plan;
  readonly expected: number;
  /** As a share of what is expected. */
  readonly within: number;
  readonly digits: number;
  seen(result: ReplicationResult, design: Design): number;
}

const shard = (result: ReplicationResult, design: Design, metric: string): number =>
  Math.max(
    ...Array.from({ length: PLANS.find((plan) => plan.design === design.name)?.shards ?? 0 }, (_, i) =>
      sumOf(result, 'clicks', metric, `shardId-${String(i).padStart(12, '0')}`),
    ),
  ) /
  (design.durationUs / 1e6);

const CLAIMS: readonly HotClaim[] = PLANS.flatMap((plan) => [
  {
    what: `${plan.design}: distinct records/s offered to the fullest shard`,
    plan,
    expected: fullest(plan),
    within: 0.005,
    digits: 1,
    seen: (result: ReplicationResult, design: Design) => shard(result, design, 'OfferedRecords'),
  },
  {
    what: `${plan.design}: share of all records that are lost, %`,
    plan,
    expected: (100 * lost(plan)) / RATE,
    within: 0.01,
    digits: 2,
    seen: (result: ReplicationResult) =>
      (100 * sumOf(result, 'dashboard', 'lost')) / sumOf(result, 'dashboard', 'produced'),
  },
  {
    what: `${plan.design}: USD a month`,
    plan,
    expected: bill(plan),
    within: 0.005,
    digits: 1,
    seen: monthlyUsd,
  },
]);

export const hotShard: Row = {
  name: 'hot-shard',
  long: true,
  kind: 'predicted',
  runs: `${REPLICATIONS} × 5 min, seed 1`,
  claims: CLAIMS.map(({ what, expected, within, digits }) => ({
    what: `hot-shard, ${what}`,
    expected: expected.toFixed(digits),
    source: 'by hand: MD5 of the keys, 1,000 records/s a shard, the price list',
    tolerance: `± ${100 * within} %`,
  })),
  async run(bench) {
    const designs = await designsOf('scenarios/hot-shard.yaml');
    const results = new Map<string, readonly ReplicationResult[]>();
    for (const { design } of PLANS) results.set(design, await replicate(bench, named(designs, design)));
    return CLAIMS.map(({ plan, expected, within, digits, seen }) => {
      const design = named(designs, plan.design);
      const { mean, half } = interval((results.get(plan.design) ?? []).map((result) => seen(result, design)));
      return {
        value: `${mean.toFixed(digits)} ± ${half.toFixed(digits)}`,
        holds: Math.abs(mean - expected) <= within * expected,
      };
    });
  },
};

function named(designs: ReadonlyMap<string, Design>, name: string): Design {
  const design = designs.get(name);
  if (design === undefined) throw new Error(`hot-shard has no design ${name}`);
  return design;
}
