// Consumers that were down for an hour, under 0.5 MiB/s a shard (50 records/s of 10 KiB): 1,800 MiB wait for each of them. What
// is read beyond the arrivals works them off, so it takes 1,800 MiB / (reads − 0.5 MiB/s).

import { describe, expect, it } from 'vitest';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import { growthsOf, whyNoMonth } from '../../../src/experiment/stability.ts';
import { estimateOf } from '../../../src/experiment/statistic.ts';
import { binLow } from '../../../src/metrics/bins.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, even, type Plan, run, type Seen } from '../plan.ts';

const MIB = 1_048_576;
const HOUR = 3600;
const RECORD = 10_486; // its key is of one byte
const ARRIVALS = 50 * RECORD;
/** Whole records in 10 MiB, the most of one reply. */
const REPLY = Math.floor((10 * MIB) / RECORD) * RECORD;
const ONE_KEY = { distribution: 'list', keys: { k: 1 } };
const ON_A_GRID = { requestLatency: '0 s', retry: { mode: 'none' } };

/** Consumers of one shard that are down from 1 min to 61 min. */
function plan(consumer: object, count = 1): Plan {
  const names = Array.from({ length: count }, (_, i) => `app-${i}`);
  return {
    workloads: { w: even('50/s', `${RECORD - 1} B`, ONE_KEY) },
    components: {
      web: { type: 'kinesis.producer', workload: 'w', to: 's', client: { requestLatency: '10 ms' } },
      s: { type: 'kinesis.stream' },
      ...Object.fromEntries(
        names.map((name) => [name, { type: 'kinesis.consumer', from: 's', ...consumer }]),
      ),
    },
    seconds: 60 + HOUR + (count > 1 ? 4200 : 2000),
    faults: names.map((component) => ({ kind: 'crash', at: '60 s', for: '1 h', component })),
  };
}

/** Seconds from the restart until the backlog is gone, by consumer. */
function catchingUp(seen: Seen): readonly number[] {
  return seen.result.faults!.map(
    ({ flows }, i) => flows.find(({ to }) => to === `app-${i}`)!.caughtUpUs! / 1e6 - HOUR,
  );
}

/** Seconds to work an hour off at so many bytes a second. */
const hourAt = (bytesPerSecond: number) => (HOUR * ARRIVALS) / (bytesPerSecond - ARRIVALS);

const near = (value: number, figure: number, within: number) =>
  expect(Math.abs(value / figure - 1), `${value}, not ${figure}`).toBeLessThan(within);

describe('an hour behind', () => {
  it('is read at 2 MiB/s a shard by a shared consumer: 10 MiB, then 5 s closed', () => {
    expect(Math.round(hourAt(2 * MIB))).toBe(1200);
    // Polls every 200 ms or every second are there when the shard opens.
    for (const idleTimeBetweenReads of ['200 ms', '1 s']) {
      const seen = run(plan({ idleTimeBetweenReads, client: ON_A_GRID }));
      near(catchingUp(seen)[0]!, 1200, 0.005);
    }
  });

  it('is read at 1.67 MiB/s where polls come every 1.5 s: those at 1.5, 3 and 4.5 s are refused', () => {
    const seen = run(plan({ idleTimeBetweenReads: '1500 ms', client: ON_A_GRID }));
    // 10 MiB every 6 s.
    near(catchingUp(seen)[0]!, hourAt(REPLY / 6), 0.005);
    near(hourAt(REPLY / 6), 1545, 0.002);
    // Three refused polls for each of them.
    const replies = (hourAt(REPLY / 6) * (REPLY / 6)) / REPLY;
    near(seen.sum('s', 'ReadProvisionedThroughputExceeded'), 3 * replies, 0.01);
  });

  it('is read somewhat faster where the SDK sends a refused poll again: its retries are on no grid', () => {
    // After up to 1 s, then after up to 2 s: the opening at 5 s is met before the poll at 6 s, if not at once.
    const client = { requestLatency: '0 s' };
    const [seconds] = catchingUp(run(plan({ idleTimeBetweenReads: '1500 ms', client })));
    expect(seconds).toBeLessThan(hourAt(REPLY / 6));
    expect(seconds).toBeGreaterThan(hourAt(REPLY / 5));
  });

  it('is pushed at 2 MiB/s a shard by enhanced fan-out', () => {
    const [seconds] = catchingUp(run(plan({ mode: 'enhanced-fan-out' })));
    near(seconds!, 1200, 0.01);
  });

  it('takes two shared consumers three times as long, and two with enhanced fan-out no longer', () => {
    // Of 2 MiB/s each has 1 MiB/s: 1,800 / 0.5 = 3,600 s, and up to 0.4 s more in each 5 s until a poll finds the shard open.
    const shared = catchingUp(run(plan({ idleTimeBetweenReads: '300 ms' }, 2)));
    for (const seconds of shared) near(seconds, hourAt(MIB), 0.08);
    const pushed = catchingUp(run(plan({ mode: 'enhanced-fan-out' }, 2)));
    for (const seconds of pushed) near(seconds, 1200, 0.01);
  });

  it('shows in the iterator age: an hour at first, then 3 s less each second', () => {
    // Reads of 2 MiB/s pass four seconds' arrivals in a second, in which one more comes.
    const seen = run(plan({ idleTimeBetweenReads: '1 s', client: ON_A_GRID }));
    const { slices, max } = seen.distribution('s', 'GetRecords.IteratorAgeMilliseconds');
    // The first reply brings the oldest 20 s, and its last record tells.
    near(max / 1e6, HOUR - REPLY / ARRIVALS, 0.001);
    const sliceSeconds = plan({}).seconds / slices.length;
    const oldest = slices.map(({ firstBin, counts }) => binLow(firstBin + counts.length - 1) / 1e6);
    const at = (seconds: number) => oldest[Math.floor(seconds / sliceSeconds)]!;
    for (const since of [200, 500, 800, 1100]) {
      // The oldest in a slice is its first; a histogram's bin is within 1 %.
      const from = Math.floor((60 + HOUR + since) / sliceSeconds) * sliceSeconds - (60 + HOUR);
      expect(Math.abs(at(60 + HOUR + since) - (HOUR - 3 * from))).toBeLessThan(0.02 * HOUR);
    }
    expect(at(30)).toBe(0);
    expect(at(60 + HOUR + 1300)).toBe(0);
  });
});

describe('processing that is slower than the arrivals', () => {
  const types = new Map(catalogue.map((type) => [type.name as string, type]));

  it.each([
    ['shared', { idleTimeBetweenReads: '0 s', maxRecords: 100, client: { requestLatency: '0 s' } }],
    ['enhanced-fan-out', {}],
  ])('has no mean latency and no month, and says what grows: %s', (mode, consumer) => {
    // 40 of 50 records a second.
    const design = designOf({
      workloads: { w: even('50/s', '10 KiB', ONE_KEY) },
      components: {
        web: { type: 'kinesis.producer', workload: 'w', to: 's' },
        s: { type: 'kinesis.stream' },
        app: { type: 'kinesis.consumer', from: 's', mode, processing: { perRecord: '25 ms' }, ...consumer },
      },
      seconds: 600,
    });
    const results = [1, 2, 3].map((replication) => runReplication(design, replication));
    const measured = new Measurements(design, types, results);
    const grown = growthsOf(measured);
    expect(grown.map(({ component }) => component)).toContain('app');
    // Each second it falls a fifth of a second behind.
    for (const { unit, perSecond } of grown)
      near(perSecond.value!, unit === 'milliseconds' ? 200 : 0.2, 0.15);
    const mean = { component: 'app', part: null, metric: 'latency', statistic: 'mean' } as const;
    expect(estimateOf(measured, mean).value).toBeNull();
    expect(whyNoMonth(measured)).toContain('does not keep up');
  });
});
