// What the rules of the method promise over and over: a macro-run is a whole study (ten replications of M/M/1, or looks
// at normal samples), and a rule is right if it keeps its promise in the share of a thousand studies that it says.

import { normalQuantile } from '../../../src/engine/math/normal.ts';
import { sequentialStream } from '../../../src/engine/random.ts';
import { judge } from '../../../src/experiment/interval.ts';
import { looksOf } from '../../../src/experiment/looks.ts';
import { mserCut } from '../../../src/experiment/mser.ts';
import { estimateMean, intervalAt } from '../../../src/metrics/estimate.ts';
import type { Design } from '../../../src/scenario/design.ts';
import { lindley } from '../lindley.ts';
import type { Row, Seen } from '../row.ts';

const REPLICATIONS = 10;

/** A share of macro-runs, with what it must lie between. */
function seen(share: number, least: number, most: number): Seen {
  return { value: `${Number((100 * share).toFixed(2))} %`, holds: share >= least && share <= most };
}

function shareOf(runs: number, holds: (run: number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run++) if (holds(run)) count++;
  return count / runs;
}

const replications = <T>(each: (replication: number) => T): T[] =>
  Array.from({ length: REPLICATIONS }, (_, r) => each(r));

const coverage: Row = {
  name: 'macro-mean',
  kind: 'exact',
  runs: '1,000 × 10 × 10,000 customers after 2,000, load 0.8; 100,000 × 10 normal values',
  claims: [
    {
      what: 'how often the 95 % interval holds the mean wait of M/M/1, 4.0',
      expected: '95 %',
      source: "Student's t",
      tolerance: '92.5 to 97.5 %',
    },
    {
      what: 'how often it holds the mean of ten normal values, of which it is exact; an interval of t × 0.95, or of a variance over n, holds it in 94.0 %',
      expected: '95 %',
      source: "Student's t",
      tolerance: '94.8 to 95.2 %: three deviations of 100,000 throws',
    },
  ],
  async run() {
    const stream = sequentialStream('macro-mean/normal');
    const normal = shareOf(100_000, () => {
      const { ci95 } = estimateMean(replications(() => normalQuantile(stream.double())));
      return ci95 !== null && ci95[0] <= 0 && ci95[1] >= 0;
    });
    const share = shareOf(1000, (run) => {
      const means = replications((r) => {
        let sum = 0;
        let i = 0;
        lindley(`macro-mean/${run}/${r}`, 0.8, 12_000, (wait) => {
          if (i++ >= 2000) sum += wait;
        });
        return sum / 10_000;
      });
      const { ci95 } = estimateMean(means);
      return ci95 !== null && ci95[0] <= 4 && ci95[1] >= 4;
    });
    return [seen(share, 0.925, 0.975), seen(normal, 0.948, 0.952)];
  },
};

const verdicts: Row = {
  name: 'macro-verdicts',
  kind: 'exact',
  runs: '10,000 × looks at 5, 10, 20 and 40 normal values whose mean is the limit',
  claims: [
    {
      what: 'how often one of four looks says that it holds',
      expected: 'at most 4 %',
      source: 'the sum of the errors that the looks may spend',
      tolerance: 'at most 4 %',
    },
  ],
  async run() {
    const stopping = { kind: 'looks', max: 40 } as const;
    const looks = looksOf({ replications: 5, stopping } as Design);
    const stream = sequentialStream('macro-verdicts');
    const share = shareOf(10_000, () => {
      const values = Array.from({ length: 40 }, () => normalQuantile(stream.double()));
      return looks.some(({ replications: count, alpha }) => {
        const interval = intervalAt(estimateMean(values.slice(0, count)), count, alpha);
        return interval !== null && judge(interval, '<', 0) === 'holds';
      });
    });
    return [seen(share, 0, 0.04)];
  },
};

/** From empty, a cut hardly matters to so many customers: work that is there at the beginning makes it matter. */
const BEGUN_WITH = 500;

const warmUp: Row = {
  name: 'macro-warm-up',
  kind: 'exact',
  runs: '20 × 500,000 customers, load 0.9; 1,000 × 10,000 normal values',
  claims: [
    {
      what: 'mean wait of M/M/1 from empty, after the cut of MSER-5',
      expected: '9',
      source: 'M/M/1: 0.9 / 0.1',
      tolerance: '± 2 %',
    },
    {
      what: `the same where ${BEGUN_WITH} services of work are there at the beginning, which would make it above 11 uncut`,
      expected: '9',
      source: 'M/M/1: 0.9 / 0.1',
      tolerance: '± 2 %',
    },
    {
      what: 'how often MSER-5 takes less than 1 % off white noise',
      expected: 'at least 95 %',
      source: 'there is nothing to take off',
      tolerance: 'at least 95 %',
    },
  ],
  async run() {
    const stream = sequentialStream('macro-warm-up/noise');
    const short = shareOf(1000, () => {
      const noise = Array.from({ length: 10_000 }, () => normalQuantile(stream.double()));
      return mserCut(noise).points < 100;
    });
    return [meanAfterCut(0), meanAfterCut(BEGUN_WITH), seen(short, 0.95, 1)];
  },
};

/** The mean wait of 20 replications after the cut of MSER-5, of a queue that begins with so much work. */
function meanAfterCut(work: number): Seen {
  const averaged = new Float64Array(500_000);
  for (let r = 0; r < 20; r++) {
    let i = 0;
    const each = (wait: number): void => {
      averaged[i++]! += wait / 20;
    };
    lindley(`macro-warm-up/${r}`, 0.9, averaged.length, each, work);
  }
  const { points, settled } = mserCut(Array.from(averaged));
  const rest = averaged.subarray(points);
  const mean = rest.reduce((sum, wait) => sum + wait, 0) / rest.length;
  return { value: mean.toFixed(3), holds: settled && Math.abs(mean / 9 - 1) <= 0.02 };
}

/** The macro-runs of the method. */
export const macroRuns: readonly Row[] = [coverage, verdicts, warmUp];
