// An application of the Kinesis Client Library: how late its records are, how long a crashed worker's shards are read by nobody,
// and when a lease table with half of the units that it needs has used up what it saved.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import type { RecordedCounter } from '../../../src/metrics/recorded.ts';
import { meanSeconds, replicate, sampleOf, sumOf } from '../replications.ts';
import type { Bench, Row, Seen } from '../row.ts';
import { designsOf } from '../scenario.ts';

const FILE = 'test/validation/scenarios/kcl.yaml';
const GUIDE = 'Kinesis developer guide, low-latency processing';
const TIMERS =
  'by hand from the timers in the source of the Kinesis Client Library: renewals every 3.308 s, scans every 20.05 s, expiry after 10 s';
const RUNS = 10;
/** From the last renewal before the crash to the second scan after it, and a second to begin. */
const LEAST_S = 20.05 - 3.31;
const MOST_S = 2 * 20.05 + 1.4;
const WINDOW_S = 1200;
const EXPECTED_THROTTLE_S = 3000 / (66 / 3.308 + 66 / 600 - 10);

async function runsOf(bench: Bench, file: string, design: string, count: number) {
  const found = (await designsOf(file)).get(design);
  if (found === undefined) throw new Error(`${file} has no design ${design}`);
  return replicate(bench, found, count);
}

async function takeover(bench: Bench, design: string): Promise<Seen> {
  const times = (await runsOf(bench, FILE, design, RUNS)).map(
    (result) => sampleOf(result, 'application', 'TakeoverTime').max / 1_000_000,
  );
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return {
    value: `${least.toFixed(1)} to ${most.toFixed(1)}`,
    holds: times.length === RUNS && least >= LEAST_S && most <= MOST_S,
  };
}

export const kcl: Row = {
  name: 'kcl',
  kind: 'predicted',
  runs: `${RUNS} × 5 min, seed 1`,
  claims: [
    {
      what: 'mean propagation to an application of the KCL 1.x, one poll a second, s',
      expected: 'below 1',
      source: GUIDE,
      tolerance: 'below 1',
    },
    ...['1.x', '2.x'].map((version) => ({
      what: `the shards of a crashed worker, KCL ${version}, are read again after, s`,
      expected: `${LEAST_S.toFixed(1)} to ${MOST_S.toFixed(1)}`,
      source: TIMERS,
      tolerance: 'all of them',
    })),
  ],
  async run(bench) {
    const means = (await runsOf(bench, FILE, 'base', RUNS)).map((result) =>
      meanSeconds(result, 'application', 'propagation'),
    );
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    return [
      { value: mean.toFixed(3), holds: mean < 1 },
      await takeover(bench, 'kcl-1-crash'),
      await takeover(bench, 'kcl-2-crash'),
    ];
  },
};

export const leaseTable: Row = {
  name: 'kcl-lease-table',
  kind: 'predicted',
  runs: '3 × 20 min, seed 1',
  claims: [
    {
      what: '66 leases in a table of 10 write units/s: first throttle after, s',
      expected: EXPECTED_THROTTLE_S.toFixed(0),
      source: 'by hand: 66 renewals every 3.308 s, a checkpoint every 10 min, 300 s of credit',
      tolerance: '280 to 320',
    },
    {
      what: 'leases lost then, and records that come again',
      expected: 'some, some',
      source: 'by hand: a lease that is not renewed for 10 s is lost',
      tolerance: 'more than none',
    },
    {
      what: 'the same with PAY_PER_REQUEST: throttles, leases lost, records that come again',
      expected: '0, 0, 0',
      source: 'by hand',
      tolerance: 'none',
    },
  ],
  async run(bench) {
    const file = 'scenarios/kcl-lease-table.yaml';
    const short = await runsOf(bench, file, 'base', 3);
    const first = short.map(firstThrottle);
    const lost = short.map((result) => sumOf(result, 'billing', 'LostLeases'));
    const again = short.map((result) => sumOf(result, 'billing', 'duplicates'));
    const free = (await runsOf(bench, file, 'on-demand', 3)).map((result) =>
      ['ThrottledLeaseRequests', 'LostLeases', 'duplicates'].map((name) => sumOf(result, 'billing', name)),
    );
    return [
      {
        value: first.map((at) => at.toFixed(0)).join(', '),
        holds: first.every((at) => at >= 280 && at <= 320),
      },
      {
        value: lost.map((count, i) => `${count} and ${again[i]}`).join(', '),
        holds: [...lost, ...again].every((count) => count > 0),
      },
      { value: (free[0] ?? []).join(', '), holds: free.flat().every((count) => count === 0) },
    ];
  },
};

/** The start of the first part of the window in which the table throttled, seconds. */
function firstThrottle({ metrics }: ReplicationResult): number {
  const counter = metrics.find(
    (one) => one.component === 'leases' && one.metric === 'WriteThrottleEvents' && one.part === null,
  ) as RecordedCounter;
  const { sum } = counter.series!;
  const at = sum.findIndex((count) => count > 0);
  return at < 0 ? Number.POSITIVE_INFINITY : (at * WINDOW_S) / sum.length;
}
