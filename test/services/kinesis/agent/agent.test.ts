// The agent on one host in front of a sink that does as it is told, and in front of streams. An agent looks at its file
// ten times a second and at the age of its buffer once a second, at moments of its own.

import { describe, expect, it } from 'vitest';
import type { RecordedCounter } from '../../../../src/metrics/recorded.ts';
import { AgentClient } from '../../../../src/services/kinesis/agent/agent-client.ts';
import { AGENT_METRICS } from '../../../../src/services/kinesis/agent/agent-metrics.ts';
import { agentSchema } from '../../../../src/services/kinesis/agent/agent-schema.ts';
import { type Handed, type Outcomes, send, THROTTLED, type Told } from '../../fake-sink.ts';
import { even, type Plan, run, type Seen, shard } from '../../plan.ts';

const SECOND = 1_000_000;

/** Hands rows to one agent whose requests take 10 ms. */
function agent(rows: readonly Handed[], client: object = {}, told: Told = {}): Outcomes {
  const config = agentSchema.parse({ requestLatency: '10 ms', ...client });
  return send(rows, {
    ...told,
    client: {
      metrics: AGENT_METRICS,
      make: (site, sink, origin, watcher) =>
        new AgentClient(site, sink, origin, 1, told.maxBufferedBytes ?? Infinity, config, watcher),
    },
  });
}

/** `count` lines written at once, `atUs`, from record `from` on. */
function lines(count: number, atUs: number, from = 0, bytes = 100): Handed[] {
  return Array.from({ length: count }, (_, i) => ({ atUs, number: from + i, bytes }));
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe('the buffer', () => {
  it('sends a record that stays alone after a minute: read within 0.1 s, its age seen within 1 s', () => {
    for (const seed of ['1', '2', '3']) {
      const { calls } = agent([{ atUs: SECOND, number: 0 }], {}, { seed });
      expect(calls.length).toBe(1);
      expect(calls[0]!.operation).toBe('PutRecords');
      expect(calls[0]!.atUs).toBeGreaterThanOrEqual(61 * SECOND);
      expect(calls[0]!.atUs).toBeLessThanOrEqual(62.1 * SECOND);
    }
  });

  it('waits as long as maxBufferAge says', () => {
    const { calls } = agent([{ atUs: SECOND, number: 0 }], { maxBufferAge: '5 s' });
    expect(calls[0]!.atUs).toBeGreaterThanOrEqual(6 * SECOND);
    expect(calls[0]!.atUs).toBeLessThanOrEqual(7.1 * SECOND);
  });

  it('is closed at 500 records by the next one, at once', () => {
    const { calls } = agent(lines(501, SECOND));
    expect(calls.map(({ records }) => records.length)).toEqual([500, 1]);
    expect(calls[0]!.records).toEqual(numbers(0, 500));
    expect(calls[0]!.atUs).toBeLessThanOrEqual(1.1 * SECOND);
    expect(calls[1]!.atUs).toBeGreaterThanOrEqual(61 * SECOND);
  });

  it('is closed at 500 records within a second when none follows', () => {
    const { calls } = agent(lines(500, SECOND));
    expect(calls.map(({ records }) => records.length)).toEqual([500]);
    expect(calls[0]!.atUs).toBeLessThanOrEqual(2.1 * SECOND);
  });

  it('holds 5 MiB of data and keys: five records of 1 MiB, however long the lines were', () => {
    const twoMebibytes = 2 * 1_048_576;
    const { calls, sentBytes } = agent(lines(12, SECOND, 0, twoMebibytes));
    expect(calls.map(({ records }) => records.length)).toEqual([5, 5, 2]);
    // Each is cut to 1 MiB, key included.
    expect(sentBytes).toBe(12 * 1_048_576);
  });

  it('takes fewer where it is told to', () => {
    const { calls } = agent(lines(25, SECOND), { maxBufferSizeRecords: 10 });
    expect(calls.map(({ records }) => records.length)).toEqual([10, 10, 5]);
  });
});

describe('what is refused', () => {
  it('is sent again until it is stored, however often: nothing is given up', () => {
    const { calls, stored, fates, pending } = agent(
      lines(3, SECOND),
      { maxBufferAge: '1 s' },
      {
        outcome: ({ count, attempt }) => (attempt < 60 ? [0, THROTTLED] : [count, 0]),
      },
    );
    expect(calls.length).toBe(60);
    expect(stored).toEqual([0, 1, 2]);
    expect(fates.stored).toBe(3);
    expect(pending).toBe(0);
  });

  it('goes again at once the first time, and then after waits of 250 ms steps that double to 10 s ± 30 %', () => {
    const { calls } = agent(
      [{ atUs: SECOND, number: 0 }],
      { maxBufferAge: '1 s' },
      {
        outcome: ({ count, attempt }) => (attempt < 14 ? [0, THROTTLED] : [count, 0]),
      },
    );
    const gapsUs = calls.slice(1).map(({ atUs }, i) => atUs - calls[i]!.atUs);
    // The thread that hands out was waiting for a buffer: the first answer, 10 ms later, wakes it without a backoff.
    expect(gapsUs[0]).toBe(10_000);
    // It backs off as soon as it has handed the buffer out; what failed meanwhile counts for the next wait alone.
    for (const [i, gapUs] of gapsUs.slice(1).entries()) {
      const plainUs = Math.min(10_000, 100 * 2 ** i) * 1000;
      expect(gapUs % 250_000).toBe(0);
      expect(gapUs).toBeGreaterThanOrEqual(plainUs * 0.7 - 1000);
      expect(gapUs).toBeLessThan(plainUs * 1.3 + 250_000);
    }
    expect(gapsUs.at(-1)).toBeGreaterThanOrEqual(7 * SECOND);
  });

  it('goes before what was never sent', () => {
    // Ten buffers of one record: the first is refused until its third request. While the agent backs off they all wait.
    const rows = [...lines(1, SECOND), ...lines(1, 4 * SECOND, 1), ...lines(8, 4.2 * SECOND, 2)];
    const { calls } = agent(
      rows,
      { maxBufferSizeRecords: 1, maxSendingThreads: 1 },
      {
        outcome: ({ count, number, attempt }) => (number === 0 && attempt < 3 ? [0, THROTTLED] : [count, 0]),
      },
    );
    expect(calls.flatMap(({ records }) => records)).toEqual([0, 0, 0, ...numbers(1, 9)]);
  });

  it('keeps its place before fresh buffers that queued up while it was under way', () => {
    // One thread and no room behind it, requests of 1 s: 1, 2, 3 queue while 0 is under way, and 0 comes back first.
    const { calls } = agent(
      lines(5, SECOND),
      { maxBufferSizeRecords: 1, maxSendingThreads: 1, sendingThreadsMaxQueueSize: 1, requestLatency: '1 s' },
      {
        outcome: ({ count, number, attempt }) =>
          number === 0 && attempt === 1 ? [0, THROTTLED] : [count, 0],
      },
    );
    const order = calls.flatMap(({ records }) => records);
    // 1 had been handed to the threads already; 2 had been put back for want of room, and so waits as a failed one.
    expect(order.slice(0, 2)).toEqual([0, 1]);
    expect(order.indexOf(0, 1)).toBeLessThan(order.indexOf(3));
    expect([...order].sort()).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('leaves the others of its request stored, and its own order as it was', () => {
    const { calls } = agent(
      lines(6, SECOND),
      { maxBufferAge: '1 s' },
      {
        outcome: ({ count, number, attempt }) =>
          number % 2 === 1 && attempt === 1 ? [0, THROTTLED] : [count, 0],
      },
    );
    expect(calls.map(({ records }) => records)).toEqual([numbers(0, 6), [1, 3, 5]]);
    expect(calls[1]!.attempts).toEqual([2, 2, 2]);
  });

  it('no longer holds the agent back once a request goes through: the wait ends at the next quarter of a second', () => {
    // Requests of 1 s, one record each; a record closes the buffer of the one before it. 0 goes at 1 s and 1 by 1.3 s, all of
    // it up to 0.1 s later, when the file is read. At 2 s the answer for 0 is there, it goes again at once, and a wait of
    // 10 s ± 30 % begins, which 3 finds under way. The answer for 1, by 2.4 s, ends it within two quarters.
    const rows = [...lines(2, SECOND), ...lines(1, 1.3 * SECOND, 2), ...lines(2, 2.2 * SECOND, 3)];
    const client = { maxBufferSizeRecords: 1, requestLatency: '1 s', retryInitialBackoff: '10 s' };
    const sentUs = (refused: readonly number[]): number => {
      const outcome: Told['outcome'] = ({ count, number, attempt }) =>
        refused.includes(number) && attempt === 1 ? [0, THROTTLED] : [count, 0];
      return agent(rows, client, { outcome }).calls.find(({ records }) => records[0] === 3)!.atUs;
    };
    expect(sentUs([0])).toBeGreaterThanOrEqual(2.2 * SECOND);
    expect(sentUs([0])).toBeLessThanOrEqual(2.6 * SECOND);
    // Had 1 and 2 been refused too, the first success would have been the second answer for 0, at 3 s.
    expect(sentUs([0, 1, 2])).toBeGreaterThanOrEqual(3 * SECOND);
  });
});

describe('what cannot be sent', () => {
  it('waits in 100 buffers, and behind them in the file', () => {
    // Nothing is sent for a minute: 100 buffers wait, one is being filled, the rest stays in the file.
    const rows = lines(1000, SECOND);
    const pauses = [{ fromUs: 0, toUs: 60 * SECOND }];
    const paused = agent(rows, { maxBufferSizeRecords: 1 }, { pauses, untilUs: 50 * SECOND });
    expect(paused.pending).toBe(100);
    expect(paused.fates.inFlight).toBe(1000);
    const { calls, fates } = agent(rows, { maxBufferSizeRecords: 1 }, { pauses });
    expect(fates.stored).toBe(1000);
    expect(calls.flatMap(({ records }) => records)).toEqual(numbers(0, 1000));
    expect(calls[0]!.atUs).toBe(60 * SECOND);
  });

  it('is put back when 100 buffers wait for the 24 threads, which makes the agent back off', () => {
    // Requests of a minute: 24 under way, 100 behind them, one put back, 100 in the queue, one being filled.
    const { mostUnderWay, pending, calls } = agent(
      lines(1000, SECOND),
      { maxBufferSizeRecords: 1, requestLatency: '1 min' },
      { untilUs: 50 * SECOND },
    );
    expect(mostUnderWay).toBe(24);
    expect(calls.length).toBe(24);
    expect(pending).toBe(24 + 100 + 1 + 100);
  });

  it('is dropped beyond maxBuffered', () => {
    const { dropped, fates } = agent(lines(1000, SECOND, 0, 1000), {}, { maxBufferedBytes: 100_000 });
    // 1,000 B and a key of some 17: 98 fit.
    expect(dropped).toBeGreaterThanOrEqual(901);
    expect(dropped).toBeLessThanOrEqual(903);
    expect(fates.dropped).toBe(dropped);
  });

  it('has as many requests under way as there are threads', () => {
    const { mostUnderWay } = agent(lines(50, SECOND), {
      maxBufferSizeRecords: 1,
      maxSendingThreads: 7,
      requestLatency: '1 s',
    });
    expect(mostUnderWay).toBe(7);
  });
});

function plan(rate: string, size: string, client: object, rest: Partial<Plan> = {}, shards = 1): Plan {
  return {
    workloads: { logs: even(rate, size, { distribution: 'list', keys: { 'the-only-key': 1 } }) },
    components: {
      web: { type: 'kinesis.producer', workload: 'logs', to: 's', client: { type: 'agent', ...client } },
      s: { type: 'kinesis.stream', shardCount: shards },
      app: { type: 'kinesis.consumer', from: 's', mode: 'enhanced-fan-out' },
    },
    seconds: 60,
    warmupSeconds: 5,
    ...rest,
  };
}

function lost(seen: Seen): number {
  const { produced, fates } = seen.flow('app');
  return produced - fates.delivered - fates.inFlight;
}

describe('in front of a stream', () => {
  it('spreads a workload of one key evenly over the shards', () => {
    const seen = run(plan('2000/s', '500 B', {}, {}, 4));
    for (const index of [0, 1, 2, 3]) {
      // A quarter of 120,000; five standard errors are 750.
      expect(Math.abs(seen.sum('s', 'IncomingRecords', shard(index)) - 30_000)).toBeLessThan(1500);
    }
    expect(lost(seen)).toBe(0);
  });

  it('makes records wait half a minute on average where a buffer never fills', () => {
    // 2/s: 120 records in a minute. Each waits for the minute of its buffer: 30 s on average, a bit more by the looks.
    const seen = run(plan('2/s', '100 B', {}, { seconds: 1200, warmupSeconds: 120 }));
    const mean = seen.mean('app', 'latency') / SECOND;
    expect(mean).toBeGreaterThan(29.5);
    expect(mean).toBeLessThan(32);
    expect(seen.mean('web', 'BufferAge') / SECOND).toBeGreaterThanOrEqual(60);
    expect(seen.mean('web', 'BufferAge') / SECOND).toBeLessThanOrEqual(61);
  });

  it('loses nothing to a shard that takes half of what comes, and falls behind in its file instead', () => {
    // 2 MiB/s to one shard of 1 MiB/s for 60 s: some 60 MiB wait at the end.
    const seen = run(plan('2048/s', '1007 B', {}));
    expect(lost(seen)).toBe(0);
    const behind = seen.series('web', 'FileTailer.BytesBehind');
    expect(behind.at(-1)!).toBeGreaterThan(behind[Math.floor(behind.length / 2)]!);
    expect(seen.sum('web', 'RecordSendErrors')).toBeGreaterThan(0);
    // It backs off, and so the shard is not even full.
    expect(seen.sum('s', 'IncomingBytes') / 60).toBeLessThanOrEqual(1_048_576 * 1.02);
  });

  it('finds the agents of many hosts anywhere within their buffers: they do not all send in one second', () => {
    // Sixty hosts write a record a second each and send 60 of them once a minute: one host a second on average. Had they
    // begun together, 3,600 would come within two seconds, the spread of their heartbeats.
    const given = plan('60/s', '100 B', {}, { seconds: 120, warmupSeconds: 62 }, 8);
    const web = { ...given.components.web!, hosts: 60 };
    const seen = run({ ...given, components: { ...given.components, web } });
    const stored = seen.result.metrics.find(
      ({ component, metric, part }) => component === 's' && metric === 'IncomingRecords' && part === null,
    ) as RecordedCounter;
    const worst = Math.max(...stored.series!.worstSecond);
    expect(worst).toBeGreaterThan(60);
    expect(worst).toBeLessThan(10 * 66);
  });

  it('drops with the host what is in its file, its buffers and its requests', () => {
    const crash = { kind: 'crash', at: '20 s', for: '10 s', component: 'web' } as const;
    const seen = run(plan('100/s', '100 B', {}, { faults: [crash] }));
    const { produced, fates } = seen.flow('app');
    // 1,000 come while it is down; before, up to a buffer of 500 and a tenth of a second of lines.
    expect(fates.dropped).toBeGreaterThanOrEqual(1000);
    expect(fates.dropped).toBeLessThanOrEqual(1000 + 510);
    expect(fates.delivered + fates.dropped + fates.inFlight).toBe(produced);
    expect(seen.sum('web', 'DroppedByFault')).toBe(fates.dropped);
  });

  it('is the same run whether ten records are one row or ten', () => {
    const design = plan('50/s', '500 B', {});
    const merged = run(design, 1, { copies: 10, merged: true });
    const single = run(design, 1, { copies: 10, merged: false });
    expect(merged.flow('app')).toEqual(single.flow('app'));
  });
});
