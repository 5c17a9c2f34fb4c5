// A consumer that joins late: from the oldest record that is kept (TRIM_HORIZON), or behind the last (LATEST). Records at
// even distances, calls and pushes without latency unless told.

import { describe, expect, it } from 'vitest';
import { threadOf } from '../../../src/experiment/pool.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { World } from '../../../src/experiment/site.ts';
import { traceRecords } from '../../../src/experiment/trace.ts';
import type { Measured } from '../../../src/services/component.ts';
import { consumerSchema } from '../../../src/services/kinesis/consumer/consumer-schema.ts';
import { consumerFindings } from '../../../src/services/kinesis/findings/consumer-findings.ts';
import type { KinesisStream } from '../../../src/services/kinesis/stream/stream.ts';
import { designOf as designOfText } from '../../conformance/example.ts';
import { designOf, even, type Plan, run, shard } from '../plan.ts';

const none = '0 s';
const PUSHED = { mode: 'enhanced-fan-out', client: { subscribeLatency: none } };
const POLLED = { mode: 'shared', idleTimeBetweenReads: '500 ms', client: { requestLatency: none } };
const MODES = [
  ['pushed to', PUSHED],
  ['that polls', POLLED],
] as const;

interface Over {
  readonly rate?: string;
  readonly producer?: object;
  readonly stream?: object;
  readonly faults?: Plan['faults'];
}

/** 100 records/s for a minute to consumers of one stream. */
function plan(consumers: Readonly<Record<string, object>>, over: Over = {}): Plan {
  return {
    workloads: { w: even(over.rate ?? '100/s', '100 B') },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'w',
        to: 's',
        client: {
          type: 'sdk',
          operation: 'PutRecord',
          requestLatency: none,
          retry: { mode: 'none' },
          ...over.producer,
        },
      },
      s: { type: 'kinesis.stream', shardCount: 1, pushLatency: none, ...over.stream },
      ...Object.fromEntries(
        Object.entries(consumers).map(([name, consumer]) => [
          name,
          { type: 'kinesis.consumer', from: 's', ...consumer },
        ]),
      ),
    },
    seconds: 60,
    ...(over.faults === undefined ? {} : { faults: over.faults }),
  };
}

describe.each(MODES)('a consumer %s that joins after 20 s', (_how, mode) => {
  // Between two records.
  const late = { ...mode, joinsAt: '19995 ms' };
  const horizon = { ...late, initialPositionInStream: 'TRIM_HORIZON' };

  it('at LATEST begins behind what was stored, which is neither its loss nor its latency', () => {
    const seen = run(plan({ app: late, all: mode }));
    const { produced, fates } = seen.flow('app');
    expect([produced, fates.filtered, fates.delivered]).toEqual([6000, 2000, 4000]);
    expect([seen.sum('app', 'produced'), seen.sum('app', 'lost')]).toEqual([4000, 0]);
    const { count, max } = seen.distribution('app', 'latency');
    expect(count).toBe(4000);
    // A poll's phase of at most 500 ms, and no older record.
    expect(max / 1e6).toBeLessThanOrEqual(0.5);
    expect(seen.flow('all').fates).toMatchObject({ delivered: 6000, filtered: 0 });
  });

  it('at LATEST gets what was put before and was not readable yet', () => {
    // Puts of 500 ms: what came from 19.5 s on was under way.
    const seen = run(plan({ app: late }, { producer: { requestLatency: '500 ms', maxConnections: 100 } }));
    expect(seen.flow('app').fates).toMatchObject({ filtered: 1950, delivered: 4050 });
    expect(seen.sum('app', 'produced')).toBe(4050);
  });

  it('at TRIM_HORIZON reads everything, the oldest first, and is at the tip when its backlog is gone', () => {
    const seen = run(plan({ app: { ...horizon, processing: { perRecord: '5 ms' } } }));
    const { produced, fates } = seen.flow('app');
    expect([produced, fates.filtered, fates.delivered]).toEqual([6000, 0, 6000]);
    // Record n is handed over at n / 100 s and done at 20 s + 5 ms × (n + 1): up to date at n = 4,000, after 40 s. On
    // average (20 s × 4,000 / 2) / 6,000 = 6.67 s, and what polls sleep, half a second each.
    const within = mode.mode === 'shared' ? 1 : 0.02;
    expect(Math.abs(seen.mean('app', 'latency') / 1e6 - 6.67)).toBeLessThan(within);
    expect(Math.abs(seen.distribution('app', 'latency').max / 1e6 - 20)).toBeLessThan(within);
    expect(seen.sum('app', 'produced')).toBe(6000);
  });

  it('leaves to others what their retries were spent on before: at LATEST it lost only what it would have read', () => {
    // 1,500/s to a shard that takes 1,000/s, and 1,000 at once: 1,500 × 20 − 1,000 − 20,000 = 9,000 are refused until 20 s,
    // and 500 × 40 = 20,000 after.
    const seen = run(plan({ app: late, back: horizon, all: mode }, { rate: '1500/s' }));
    const near = (value: number, figure: number) => expect(Math.abs(value - figure)).toBeLessThanOrEqual(10);
    near(seen.sum('all', 'lost'), 29_000);
    near(seen.sum('back', 'lost'), 29_000);
    near(seen.sum('app', 'lost'), 20_000);
    near(seen.flow('app').fates.filtered, 30_000);
    near(seen.sum('app', 'produced'), 60_000);
    expect(seen.flow('app').fates.throttledOut).toBe(seen.sum('app', 'lost'));
    const { count, infinite } = seen.distribution('app', 'latency');
    near(count, 40_000);
    expect(infinite).toBe(seen.sum('app', 'lost'));
  });

  it('joins when it is up again where it was down', () => {
    const crash = (at: string, seconds: string) => [{ kind: 'crash', at, for: seconds, component: 'app' }];
    const filtered = (consumer: object, faults: Plan['faults']) =>
      run(plan({ app: consumer }, { faults: faults! })).flow('app').fates;
    expect(filtered(late, crash('5 s', '5 s'))).toMatchObject({ filtered: 2000, delivered: 4000 });
    expect(filtered(late, crash('15 s', '14995 ms'))).toMatchObject({ filtered: 3000, delivered: 3000 });
    // Down in the instant in which it joins: 500 records later, or as if it had been a moment quicker.
    expect([2000, 2500]).toContain(filtered(late, crash('19995 ms', '5 s')).filtered);
    expect(filtered(horizon, crash('15 s', '15 s'))).toMatchObject({ filtered: 0, delivered: 6000 });
  });

  it('takes its place in the shards of a lost zone too, which wait', () => {
    const hosts = { hosts: 3 };
    const stream = { shardCount: 3 };
    const faults = [{ kind: 'az-lost', at: '10 s', for: '20 s', component: 'app' }];
    const at = (consumer: object) => run(plan({ app: { ...consumer, ...hosts } }, { stream, faults }));
    const seen = at(late);
    expect(seen.flow('app').fates).toMatchObject({ filtered: 2000, delivered: 4000 });
    // Shard 0 is the lost host's: what came at 20 s waits for ten.
    expect(Math.abs(seen.distribution('app', 'latency').max / 1e6 - 10)).toBeLessThan(0.5);
    expect(at(horizon).flow('app').fates).toMatchObject({ filtered: 0, delivered: 6000 });
  });

  it('is billed from then on', () => {
    const seen = run(
      plan({ app: { ...late, hosts: 2, hostPrice: '1 USD/h' } }, { stream: { shardCount: 3 } }),
    );
    expect(seen.usage('app', 'host-hour')).toBeCloseTo((2 * 40.005) / 3600, 12);
    const shards = mode.mode === 'shared' ? 0 : 3;
    expect(seen.usage('app', 'consumer-shard-hour')).toBeCloseTo((shards * 40.005) / 3600, 12);
  });

  it('and several of them each have their own books', () => {
    const seen = run(plan({ one: late, two: { ...late, joinsAt: '29995 ms' }, three: horizon }));
    const filtered = ['one', 'two', 'three'].map((name) => seen.flow(name).fates.filtered);
    expect(filtered).toEqual([2000, 3000, 0]);
    const delivered = ['one', 'two', 'three'].map((name) => seen.flow(name).fates.delivered);
    expect(delivered).toEqual([4000, 3000, 6000]);
  });
});

describe('the time to catch up', () => {
  // 100 records a reply and a reply each half second, where 100 records come in a second.
  const app = { ...POLLED, maxRecords: 100, joinsAt: '20 s', initialPositionInStream: 'TRIM_HORIZON' };
  const caughtUp = (over: Over, consumer: object = app) => {
    const { count, sum } = run(plan({ app: consumer }, over)).distribution('app', 'CatchUpTime');
    return count === 0 ? null : sum / count / 1e6;
  };

  it('is that of working the backlog off: 2,000 records at 100 a second more than arrive', () => {
    expect(Math.abs(caughtUp({})! - 20)).toBeLessThan(1);
  });

  it('ends with the last of the shards that it reads, children of closed ones included', () => {
    // Split from 5 s to 6 s: 600 records in the parent, 3 s at 200/s. Each child then holds half of what has come since 6 s, and
    // is read at 200/s: (17 s × 50) / 150 = 5.7 s, so 8.7 s in all, if the keys are even.
    const resharding = [{ at: '5 s', operation: 'SplitShard', shardToSplit: 0 }];
    const split = caughtUp({ stream: { resharding, reshardTime: '1 s' } })!;
    expect(Math.abs(split - 8.7)).toBeLessThan(1);
  });

  it('is nothing where nothing was stored, and counts from the joining', () => {
    expect(caughtUp({ stream: { shardCount: 2 } }, { ...app, joinsAt: '0 s' })).toBeLessThan(0.6);
    // Down for five seconds of it: 500 records more, five seconds and five to wait.
    const faults = [{ kind: 'crash', at: '25 s', for: '5 s', component: 'app' }];
    expect(Math.abs(caughtUp({ faults })! - 30)).toBeLessThan(1.5);
  });

  it('has no value where it is not over, and the consumer’s findings say so', () => {
    const slow = { ...app, maxRecords: 40 };
    expect(caughtUp({}, slow)).toBeNull();
    const titles = (consumer: object) => {
      const facts = [run(plan({ app: consumer })).result.facts.app!];
      const measured = { facts, flows: [], statistic: () => null } as unknown as Measured;
      const config = consumerSchema.parse({ from: 's', ...consumer });
      return consumerFindings(config, measured).map(({ title }) => title);
    };
    expect(titles(app)).toEqual([]);
    expect(titles(slow)).toEqual(['it has not read all that was kept when it joined by the end of the run']);
    const never = 'it has not joined by the end of the run';
    expect(titles({ ...app, joinsAt: '1 h' })).toEqual([never]);
    expect(titles({ ...POLLED, joinsAt: '1 h' })).toEqual([never]);
    expect(titles(POLLED)).toEqual([]);
  });
});

describe('the log of a stream', () => {
  /** How many of the rows that the only shard ever had it keeps. */
  function kept(consumer: object): number {
    let share = 0;
    const ended = (world: World) => {
      const { start, end } = (world.components.get('s') as unknown as KinesisStream).logs[0]!;
      share = (end - start) / end;
    };
    run(plan({ app: consumer }), 1, undefined, { ended });
    return share;
  }

  it('keeps rows for a reader from TRIM_HORIZON that has not joined, and none for one from LATEST', () => {
    const never = { ...PUSHED, joinsAt: '1 h' };
    expect(kept(never)).toBe(0);
    expect(kept({ ...never, initialPositionInStream: 'TRIM_HORIZON' })).toBe(1);
  });

  it('says of a reader that never joined that nothing was for it, or that all is still to come', () => {
    const seen = run(
      plan({
        latest: { ...PUSHED, joinsAt: '1 h' },
        horizon: { ...PUSHED, joinsAt: '1 h', initialPositionInStream: 'TRIM_HORIZON' },
      }),
    );
    expect(seen.flow('latest').fates.filtered).toBe(6000);
    expect(seen.sum('latest', 'produced')).toBe(0);
    expect(seen.flow('horizon').fates.inFlight).toBe(6000);
  });
});

describe('what the retention has taken before a consumer joins', () => {
  it('was never there for it: it reads the last day, and loses nothing', () => {
    // A record a minute. At 40 h those of the first 16 h are gone: 960.
    const hours = 72;
    const day = plan({ app: { ...POLLED, joinsAt: '40 h', initialPositionInStream: 'TRIM_HORIZON' } });
    const seen = run({ ...day, workloads: { w: even('60/h', '100 B') }, seconds: hours * 3600 });
    const { produced, fates } = seen.flow('app');
    expect(produced).toBe(hours * 60);
    expect(Math.abs(fates.filtered - 960)).toBeLessThanOrEqual(1);
    expect(fates.filtered + fates.delivered).toBe(produced);
    expect(fates.expired).toBe(0);
    expect(seen.result.facts.app).toMatchObject({ expiredUnread: 0 });
  });

  it('is not kept for it: the logs of many shards hold a day of what one away will read', () => {
    // Ten records a minute to eight shards for six days: 86,400, of which a day is 14,400.
    let kept = 0;
    const ended = (world: World) => {
      const { logs } = world.components.get('s') as unknown as KinesisStream;
      kept = logs.reduce((sum, { start, end }) => sum + end - start, 0);
    };
    const away = { ...POLLED, joinsAt: '30 d', initialPositionInStream: 'TRIM_HORIZON' };
    const days = plan({ app: away }, { stream: { shardCount: 8 } });
    const traffic = even('600/h', '100 B', { distribution: 'uniform', keys: 10_000 });
    run({ ...days, workloads: { w: traffic }, seconds: 6 * 86_400 }, 1, undefined, { ended });
    expect(kept).toBeGreaterThanOrEqual(14_390);
    expect(kept).toBeLessThan(14_500);
  });
});

describe('a resharded stream', () => {
  it('is read from the roots of its shards at TRIM_HORIZON, and in its open ones at LATEST', () => {
    const resharding = [{ at: '5 s', operation: 'UpdateShardCount', targetShardCount: 2 }];
    const stream = { resharding, reshardTime: '1 s' };
    const late = { ...POLLED, joinsAt: '20 s' };
    const read = (consumer: object) => {
      const seen = run(plan({ app: consumer }, { stream }));
      return [0, 1, 2].map((i) => seen.sum('s', 'OutgoingRecords', shard(i)));
    };
    // The split takes one second: shard 0 took 600.
    const stored = read({ ...late, initialPositionInStream: 'TRIM_HORIZON' });
    expect(stored[0]).toBe(600);
    expect(stored[1]! + stored[2]!).toBeGreaterThan(5300);
    const latest = read(late);
    expect(latest[0]).toBe(0);
    expect(latest[1]! + latest[2]!).toBeGreaterThan(3900);
  });
});

describe('the life of a record', () => {
  it('that a late consumer did not ask for ends when it is stored', async () => {
    const late = { ...PUSHED, joinsAt: '19995 ms' };
    const design = designOf(plan({ app: late }));
    const pool = threadOf(runReplication);
    const wanted = [1500, 2500].map((number) => ({ component: 'web', number }));
    const { fingerprint } = runReplication(design, 1);
    const lives = await traceRecords(design, 1, wanted, fingerprint, { pool, file: 'plan.yaml' });
    const lastWords = lives!.map(({ events }) => events.slice(-2).map(({ what }) => what));
    expect(lastWords).toEqual([
      ['filtered at app', 'answered by s: taken'],
      [`received by app from ${shard(0)}`, 'delivered at app'],
    ]);
  });
});

describe('a design with a consumer that joins late', () => {
  const text = `name: late
duration: 20 s
workloads: { w: { arrivals: { process: poisson, rate: 50/s }, size: 100 B } }
components:
  web: { type: kinesis.producer, workload: w, to: s }
  s: { type: kinesis.stream }
  app: { type: kinesis.consumer, from: s, count: 2, joinsAt: 10 s }
`;

  it('has no steady state and no month', async () => {
    const { question, whyNoMonth } = await designOfText(text);
    expect(question.kind).toBe('terminating');
    expect(question.triggers).toContain('components.app-1.joinsAt');
    expect(whyNoMonth).toMatch(/joinsAt/);
  });

  it('has each of several identical ones join', async () => {
    const { flows } = runReplication(await designOfText(text), 1);
    expect(flows.map(({ to }) => to)).toEqual(['app-1', 'app-2']);
    for (const { produced, fates } of flows) {
      expect(fates.filtered + fates.delivered).toBe(produced);
      expect(Math.abs(fates.filtered - 500)).toBeLessThan(100);
    }
  });
});
