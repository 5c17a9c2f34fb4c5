// AWS's own account of a ramp: a standard on-demand stream with 2 MiB/s gets 14 times as much after ten minutes and twice that within 15
// more; it throttles at both steps, and then no more. One that is warmed ahead to 100 MiB/s throttles at none. When each step comes
// and how long it throttles the account does not say: here at 10 and at 25 min of an hour, in records of 256 KiB.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import type { RecordedCounter } from '../../../src/metrics/recorded.ts';
import { replicate } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const FILE = 'test/validation/scenarios/on-demand-ramp.yaml';
const PARTS = [
  { from: 10, to: 25 },
  { from: 25, to: 40 },
  { from: 50, to: 60 },
] as const;
const MINUTES = 60;
/** By chance one of many shards gets more than it takes in a second: next to none of what comes. */
const FEW = 0.001;
const STREAMS = [
  { what: 'a standard on-demand stream', sets: [], expected: 'yes, yes, no' },
  {
    what: 'one that is warmed to 100 MiB/s',
    sets: [
      'components.stream.minimumThroughputBillingCommitment=ENABLED',
      'components.stream.warmThroughput=100 MiB/s',
    ],
    expected: 'no, no, no',
  },
] as const;

export const onDemandRamp: Row = {
  name: 'on-demand-ramp',
  kind: 'predicted',
  runs: 'one run of an hour each, seed 1',
  claims: STREAMS.map(({ what, expected }) => ({
    what: `${what}, 2, 28 and 64 MiB/s: throttles after the first step, after the second, and in the end`,
    expected,
    source: 'AWS Big Data Blog, Kinesis Data Streams launches On-demand Advantage, November 2025',
    tolerance: `none; up to ${100 * FEW} % of the records are no throttles`,
  })),
  run: (bench) =>
    Promise.all(
      STREAMS.map(async ({ sets, expected }) => {
        const [result] = await replicate(bench, await designOf(FILE, ['seed=1', ...sets]), 1);
        const value = PARTS.map((part) => (throttles(result!, part) ? 'yes' : 'no')).join(', ');
        return { value, holds: value === expected };
      }),
    ),
};

function throttles(result: ReplicationResult, { from, to }: (typeof PARTS)[number]): boolean {
  const of = (name: string): number => {
    const counter = result.metrics.find(
      ({ component, metric, part }) => component === 'stream' && metric === name && part === null,
    ) as RecordedCounter;
    const { sum } = counter.series!;
    return sum
      .slice((from * sum.length) / MINUTES, (to * sum.length) / MINUTES)
      .reduce((all, one) => all + one, 0);
  };
  return of('WriteProvisionedThroughputExceeded') > FEW * of('AttemptedRecords');
}
