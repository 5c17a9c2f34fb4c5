// The shipped hot-shard scenario, worked by hand: which share of the traffic MD5 sends to the fullest shard, what is
// lost when that shard takes 1,000 records a second, and what AWS's price list asks for the rest.

import { evenRanges, rangeOf } from '../../../src/services/kinesis/hash-range.ts';
import { Keys } from '../../../src/workload/keys.ts';
import { interval, replicate, sumOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designsOf } from '../scenario.ts';

const RATE = 3200;
const KEYS = 10_000;
const HOT_SHARE = 0.4;
const SHARD_LIMIT = 1000;
const SECONDS = 300;

/** Records a second that are offered to the fullest of so many shards, the hot key spread over `salt` keys. */
function fullest(shards: number, salt: number): number {
  const keys = new Keys();
  const starts = evenRanges(shards);
  const offered = new Array<number>(shards).fill(0);
  for (let rank = 0; rank < KEYS; rank++) {
    const rate = (rank === 0 ? HOT_SHARE : (1 - HOT_SHARE) / (KEYS - 1)) * RATE;
    const text = `key-${String(rank).padStart(8, '0')}`;
    const texts = salt === 0 ? [text] : Array.from({ length: salt }, (_, i) => `${text}#${i}`);
    for (const one of texts) offered[rangeOf(starts, keys.hash(keys.intern(one)))]! += rate / texts.length;
  }
  return Math.max(...offered);
}

interface Case {
  readonly design: string;
  readonly shards: number;
  readonly salt: number;
  readonly offered: string;
  readonly lost: string;
}

const CASES: readonly Case[] = [
  { design: 'base', shards: 4, salt: 0, offered: '1752', lost: '0.235' },
  { design: 'eight-shards', shards: 8, salt: 0, offered: '1517', lost: '0.162' },
  { design: 'salted-key', shards: 4, salt: 16, offered: '879.8', lost: '0' },
];

/** One row a design: the fullest shard's offered records, and the lost share. */
export const hotShard: readonly Row[] = CASES.map(({ design: name, shards, salt, offered, lost }) => ({
  name: `hot-shard-${name}`,
  kind: 'exact',
  claims: [
    {
      what: `hot-shard, ${name}: records/s offered to the fullest shard`,
      expected: offered,
      source: 'by hand: MD5 of the 10,000 keys over equal hash-key ranges (Kinesis API, PutRecord)',
      tolerance: 'in the 99.9 % interval of 30 replications',
    },
    {
      what: `hot-shard, ${name}: share of all records lost`,
      expected: lost,
      source: 'by hand: (offered − 1,000) / 3,200, the documented limit of a shard',
      tolerance: 'in the 99.9 % interval of 30 replications',
    },
  ],
  async run(bench) {
    const design = (await designsOf('scenarios/hot-shard.yaml')).get(name)!;
    const results = await replicate(bench, design);
    const rate = fullest(shards, salt);
    const share = Math.max(0, rate - SHARD_LIMIT) / RATE;
    const seenRate = interval(
      results.map((result) =>
        Math.max(
          ...result.metrics
            .filter(
              (one) => one.component === 'clicks' && one.metric === 'OfferedRecords' && one.part !== null,
            )
            .map((one) => (one.kind === 'counter' ? one.sum / SECONDS : 0)),
        ),
      ),
    );
    const seenShare = interval(
      results.map((result) => sumOf(result, 'dashboard', 'lost') / sumOf(result, 'dashboard', 'produced')),
    );
    const rounds = (exact: number, printed: string): boolean =>
      Math.abs(exact - Number(printed)) <= 0.5001 * 10 ** -(printed.split('.')[1]?.length ?? 0);
    return [
      {
        value: `${seenRate.mean.toFixed(1)} ± ${seenRate.half.toFixed(1)}`,
        holds: rounds(rate, offered) && Math.abs(seenRate.mean - rate) <= seenRate.half,
      },
      {
        value: `${seenShare.mean.toFixed(4)} ± ${seenShare.half.toFixed(4)}`,
        holds: rounds(share, lost) && Math.abs(seenShare.mean - share) <= seenShare.half,
      },
    ];
  },
}));
