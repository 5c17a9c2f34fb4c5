// How late a record reaches the readers of a shard. The developer guide gives about 200 ms for one shared reader,
// about 1,000 ms for five, and about 70 ms with enhanced fan-out, for one or five. Nothing of the model was fitted to
// these: n readers share five calls a second, so each polls every n × 200 ms, and the rest follows. The guide's figures are about one such
// period; a record waits half a period on average, so that a mean lies between n × 100 ms and a whole period and a call of 100 ms.
// With enhanced fan-out ours is half the guide's 70 ms or more (40 ms), as the median that others measured is below it (49 ms, see
// fan-out-median), and little above it (80 ms).

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { meanSeconds, replicate } from '../replications.ts';
import type { Row } from '../row.ts';
import { designsOf } from '../scenario.ts';

const GUIDE = 'Kinesis developer guide, consumers with enhanced fan-out';
const RUNS = 10;

const SHARED = 'half a period of polls, to a whole one and a call';
const PUSHED = 'the order of it; others measured a median of 49';

const CASES = [
  {
    design: 'base',
    readers: 1,
    what: 'one shared reader',
    published: 200,
    least: 100,
    most: 300,
    why: SHARED,
  },
  {
    design: 'five-shared',
    readers: 5,
    what: 'five shared readers',
    published: 1000,
    least: 500,
    most: 1100,
    why: SHARED,
  },
  {
    design: 'one-fan-out',
    readers: 1,
    what: 'one reader with enhanced fan-out',
    published: 70,
    least: 40,
    most: 80,
    why: PUSHED,
  },
  {
    design: 'five-fan-out',
    readers: 5,
    what: 'five readers with enhanced fan-out',
    published: 70,
    least: 40,
    most: 80,
    why: PUSHED,
  },
] as const;

const MOST_APART = 0.05;

export const propagation: Row = {
  name: 'propagation',
  kind: 'predicted',
  runs: `${RUNS} × 5 min, seed 1`,
  claims: [
    ...CASES.map(({ what, published, least, most, why }) => ({
      what: `mean propagation to ${what}, ms`,
      expected: `about ${published}`,
      source: GUIDE,
      tolerance: `${least} to ${most}: ${why}`,
    })),
    {
      what: 'mean propagation with enhanced fan-out: five readers over one',
      expected: '1',
      source: GUIDE,
      tolerance: `± ${100 * MOST_APART} %`,
    },
  ],
  async run(bench) {
    const designs = await designsOf('scenarios/consumers.yaml');
    const meansMs: number[] = [];
    for (const { design: name, readers } of CASES) {
      const design = designs.get(name);
      if (design === undefined) throw new Error(`consumers has no design ${name}`);
      const results = await replicate(bench, design, RUNS);
      const each = results.flatMap((result) => meansOf(result, readers));
      meansMs.push((1000 * each.reduce((sum, mean) => sum + mean, 0)) / each.length);
    }
    const flat = (meansMs[3] ?? 0) / (meansMs[2] ?? 0);
    return [
      ...CASES.map(({ least, most }, i) => {
        const mean = meansMs[i] ?? Number.NaN;
        return { value: mean.toFixed(1), holds: mean >= least && mean <= most };
      }),
      { value: flat.toFixed(3), holds: Math.abs(flat - 1) <= MOST_APART },
    ];
  },
};

function meansOf(result: ReplicationResult, readers: number): readonly number[] {
  const names = [...new Set(result.metrics.map(({ component }) => component))].filter((name) =>
    /^readers(-\d+)?$/.test(name),
  );
  if (names.length !== readers) throw new Error(`${names.length} readers instead of ${readers}`);
  return names.map((name) => meanSeconds(result, name, 'propagation'));
}
