import { describe, expect, it } from 'vitest';
import { even, type Plan, run } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };
const MIB = 1_048_576;

/** A shard with records from even arrivals, and consumers with enhanced fan-out; all latencies are constants. */
function pushed(
  consumers: readonly object[],
  rate: string,
  size: string,
  over: Partial<Plan> = {},
  stream: object = {},
): Plan {
  const components: Record<string, { type: string; [property: string]: unknown }> = {
    hosts: {
      type: 'kinesis.producer',
      workload: 'events',
      to: 'stream',
      client: { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms', maxConnections: 10_000 },
    },
    stream: { type: 'kinesis.stream', pushLatency: '40 ms', maxRecordSize: '2 MiB', ...stream },
  };
  consumers.forEach((consumer, i) => {
    components[`reader-${i}`] = {
      type: 'kinesis.consumer',
      from: 'stream',
      mode: 'enhanced-fan-out',
      client: { subscribeLatency: '12 ms' },
      ...consumer,
    };
  });
  return {
    workloads: { events: even(rate, size, ONE_KEY) },
    components,
    seconds: 60,
    warmupSeconds: 2,
    ...over,
  };
}

describe('a push', () => {
  it('brings a record exactly the push’s latency after it is readable, whatever else the shard does', () => {
    const seen = run(pushed([{}], '100/s', '100 B'));
    const propagation = seen.distribution('reader-0', 'propagation');
    // One re-subscription in five minutes may fall into the window and hold up what comes in its 12 ms.
    expect(propagation.count).toBe(6000);
    expect(propagation.sum).toBeLessThanOrEqual(6000 * 40_000 + 2 * 12_000);
    expect(propagation.sum).toBeGreaterThanOrEqual(6000 * 40_000);
    expect(propagation.max).toBeLessThanOrEqual(52_000);
    // 10 ms of put before it, and no processing.
    expect(seen.distribution('reader-0', 'latency').sum - propagation.sum).toBe(6000 * 10_000);
  });

  it('does not depend on how many consumers there are', () => {
    const one = run(pushed([{}], '100/s', '100 B'));
    const five = run(pushed([{}, {}, {}, {}, {}], '100/s', '100 B'));
    for (let i = 0; i < 5; i++) {
      expect(
        Math.abs(five.mean(`reader-${i}`, 'propagation') - one.mean('reader-0', 'propagation')),
      ).toBeLessThan(10);
    }
  });

  it('waits for the shard’s pipe of 2 MiB/s to be free', () => {
    // 2 records of 1 MiB at once, every 10 s: the second one is pushed 0.5 s after the first.
    const seen = run(
      pushed([{}], '1/s', '1 B', {
        workloads: {
          events: {
            arrivals: { process: 'periodic', sources: 1, period: '10 s', batch: 2 },
            partitionKey: ONE_KEY,
            size: '1048575 B',
          },
        },
        seconds: 60,
        warmupSeconds: 10,
      }),
    );
    const propagation = seen.distribution('reader-0', 'propagation');
    expect(propagation.count).toBe(12);
    expect(propagation.max).toBe(540_000);
    expect(propagation.sum).toBe(6 * (40_000 + 540_000));
  });

  it('gives each consumer 2 MiB a second of a shard, and not more, when there is a backlog', () => {
    // A burst of 10 MiB at t = 0: pushed in ten pushes of 1 MiB, 0.5 s apart.
    const seen = run(
      pushed([{}, {}], '1/s', '1 B', {
        workloads: {
          events: {
            arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: 10 },
            partitionKey: ONE_KEY,
            size: '1048575 B',
          },
        },
        seconds: 10,
        warmupSeconds: 0,
      }),
    );
    for (const reader of ['reader-0', 'reader-1']) {
      expect(seen.distribution(reader, 'propagation').max).toBe(9 * 500_000 + 40_000);
      expect(seen.usage(reader, 'fan-out-gb')).toBe(10 * MIB);
    }
    expect(seen.sum('stream', 'SubscribeToShardEvent.Bytes')).toBe(20 * MIB);
  });

  it('leaves the shared reads alone', () => {
    const seen = run(pushed([{}, {}, {}], '100/s', '100 B'));
    expect(seen.sum('stream', 'GetRecords.Calls')).toBe(0);
    expect(seen.sum('stream', 'OutgoingRecords')).toBe(0);
  });
});

describe('a subscription', () => {
  it('ends every five minutes, and records wait while the consumer subscribes again', () => {
    // A SubscribeToShard of 1 s: in 3,000 s of 10 records/s it comes ten times (every 301 s), and ten records or so
    // wait each time, up to a second more than the push's 40 ms.
    const seen = run(
      pushed([{ client: { subscribeLatency: '1 s' } }], '10/s', '100 B', {
        seconds: 3010,
        warmupSeconds: 301,
      }),
    );
    const propagation = seen.distribution('reader-0', 'propagation');
    expect(propagation.count).toBe(30_100);
    expect(propagation.max).toBeLessThanOrEqual(1_040_000);
    expect(propagation.max).toBeGreaterThan(900_000);
    // Ten gaps of a second, ten records in each, which wait half a second on average: 10 × 10 × 0.5 s.
    const waited = propagation.sum - 30_100 * 40_000;
    expect(Math.abs(waited / 1e6 - 50)).toBeLessThan(6);
  });
});

describe('a consumer that is slower than its shard', () => {
  it('loses nothing: what it cannot work on yet waits', () => {
    // 100 records/s, each 20 ms: half of them are done in the window, the rest goes on or is in flight.
    const seen = run(
      pushed([{ processing: { perRecord: '20 ms' } }], '100/s', '100 B', { seconds: 20, warmupSeconds: 0 }),
    );
    const { produced, fates } = seen.flow('reader-0');
    expect(produced).toBe(2000);
    // One record every 20 ms until 80 s (20 s and a minute of drain) could be 4,000: all are delivered, in 40 s.
    expect(fates.delivered).toBe(2000);
    expect(seen.distribution('reader-0', 'latency').max / 1e6).toBeCloseTo(20.06, 1);
  });

  it('asks for no more while ten pushes wait for its thread: the rest waits in the stream', () => {
    // A record of 1 MiB a second is a push by itself, and takes 3 s. In 60 s twenty are done, one is in work and ten
    // wait; a push or two were under way when the tenth came.
    const seen = run(
      pushed([{ processing: { perRecord: '3 s' } }], '1/s', '1048575 B', { warmupSeconds: 0 }),
    );
    const sent = seen.sum('stream', 'SubscribeToShardEvent.Records');
    expect(sent).toBeGreaterThanOrEqual(30);
    expect(sent).toBeLessThanOrEqual(33);
    expect(seen.distribution('stream', 'SubscribeToShardEvent.MillisBehindLatest').max / 1e6).toBeGreaterThan(
      20,
    );
  });

  it('falls behind by more than the drain lasts: the rest is in flight, with its age', () => {
    const seen = run(
      pushed([{ processing: { perRecord: '100 ms' } }], '100/s', '100 B', { seconds: 20, warmupSeconds: 0 }),
    );
    const { fates } = seen.flow('reader-0');
    // 80 s at ten a second: the 800th is done at about 80.05 s, just not.
    expect(fates.delivered + fates.inFlight).toBe(2000);
    expect(Math.abs(fates.delivered - 799)).toBeLessThanOrEqual(1);
    expect(seen.distribution('reader-0', 'latency').censoredCount).toBe(fates.inFlight);
  });
});
