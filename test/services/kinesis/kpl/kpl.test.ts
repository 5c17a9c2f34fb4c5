// The Kinesis Producer Library in front of a stream: what it packs, what it lets through, what it sends again, and
// what becomes of records that it cannot deliver in time. Sizes by hand from the encoding (record-size.test.ts).

import { describe, expect, it } from 'vitest';
import { even, run, type Seen } from '../../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { 'one-key1': 1 } };
const LONG_KEYS = { distribution: 'uniform', keys: 100_000, keyLength: 36 };

interface Case {
  readonly rate: string;
  readonly size: string;
  readonly keys?: unknown;
  readonly client?: Readonly<Record<string, unknown>>;
  readonly seconds: number;
  readonly warmupSeconds?: number;
  readonly shards?: number;
  readonly hosts?: number;
}

function kpl({
  rate,
  size,
  keys,
  client = {},
  seconds,
  warmupSeconds = 0,
  shards = 1,
  hosts = 1,
}: Case): Seen {
  return run({
    workloads: { events: even(rate, size, keys ?? ONE_KEY) },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        hosts,
        client: { type: 'kpl', ...client },
      },
      stream: { type: 'kinesis.stream', shardCount: shards },
      reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
    },
    seconds,
    warmupSeconds,
  });
}

describe('packing', () => {
  it('puts 98 records of 512 B with one key into 51,200 B: 10.2 Kinesis records for 1,000 a second', () => {
    // One record: inner 1 + 1 + 1 + 2 + 512 = 517, outer 1 + 2 + 517 = 520. 98 × 520 + 20 + (1 + 1 + 8) = 50,990.
    // The estimate, 517 each and 11 for the key, reaches 51,200 with the 100th; two do not fit and begin the next.
    const seen = kpl({ rate: '1000/s', size: '512 B', seconds: 60, warmupSeconds: 5 });
    expect(seen.sum('hosts', 'KinesisRecordsPut') / 60).toBeCloseTo(1000 / 98, 1);
  });

  it('puts 91 of them with keys of 36 characters: 11.0 a second', () => {
    // Each brings a key of 1 + 1 + 36 = 38: 91 × 558 + 20 = 50,798.
    const seen = kpl({ rate: '1000/s', size: '512 B', keys: LONG_KEYS, seconds: 60, warmupSeconds: 5 });
    expect(seen.sum('hosts', 'KinesisRecordsPut') / 60).toBeCloseTo(1000 / 91, 1);
  });

  it('sends a lone record after 100 ms in the aggregator and 20 ms more in the collector', () => {
    const seen = kpl({ rate: '1/s', size: '512 B', seconds: 20, warmupSeconds: 2 });
    expect(seen.mean('hosts', 'BufferingTime')).toBe(120_000);
    expect(seen.distribution('hosts', 'BufferingTime').max).toBe(120_000);
    expect(seen.sum('hosts', 'KinesisRecordsPut')).toBe(20);
    // Alone it goes raw: 512 B of data, no frame.
    expect(seen.sum('hosts', 'KinesisRecordsDataPut')).toBe(20 * 512);
  });

  it('packs less the more hosts and shards share the traffic: each pair of them gathers for itself', () => {
    const packed = (hosts: number, shards: number): number => {
      const keys = { distribution: 'uniform', keys: 1000 };
      const seen = kpl({ rate: '1000/s', size: '100 B', keys, seconds: 10, warmupSeconds: 1, hosts, shards });
      return seen.mean('hosts', 'UserRecordsPerKinesisRecord');
    };
    const few = packed(1, 1);
    // 100 ms of 1,000/s are 100 records; a first one of each container waits the 100 ms, so 101 on average.
    expect(few).toBeGreaterThan(99);
    expect(few).toBeLessThan(103);
    const many = packed(4, 8);
    // 1,000/32 a second for each pair: 3.1 in 100 ms, and the one that began it.
    expect(many).toBeGreaterThan(3.6);
    expect(many).toBeLessThan(4.6);
  });

  it('sends all that it has collected as soon as 256 KiB are for one shard', () => {
    // Records of 40,000 B go two by two (80,000 B is past 51,200: one stays, one goes raw): 7 × 40,000 B + keys
    // are the first to reach 262,144 B.
    const seen = kpl({
      rate: '20/s',
      size: '40000 B',
      seconds: 10,
      warmupSeconds: 5,
      client: { recordMaxBufferedTime: '20 s', recordTtl: '60 s' },
    });
    expect(seen.distribution('hosts', 'KinesisRecordsPerPutRecordsRequest').max).toBe(7);
  });
});

describe('the limiter', () => {
  it('lets 1,000 records and 1,500 a second through to one shard, of which the stream stores 1,000 and 1,000', () => {
    // One user record a Kinesis record, so the limits on records bind.
    const seen = kpl({
      rate: '3000/s',
      size: '10 B',
      seconds: 5,
      client: { aggregationMaxCount: 1, recordTtl: '5 min' },
    });
    const attempts = seen.sum('stream', 'AttemptedRecords');
    const loading = 3000 * 0.05; // at most, while the map loads: they pass the limiter
    expect(attempts).toBeLessThanOrEqual(1000 + 1500 * 5 + loading);
    expect(attempts).toBeGreaterThanOrEqual(1000 + 1500 * 4.9);
    const stored = seen.sum('stream', 'IncomingRecords');
    expect(stored).toBeLessThanOrEqual(1000 + 1000 * 5);
    expect(stored).toBeGreaterThanOrEqual(1000 + 1000 * 4.8);
  });

  it('does not exist without aggregation: what is refused goes out again 70 ms later, however often', () => {
    // 1,500/s for 2 s, 1,000 and 1,000 a second stored; what is left at the end has been sent every 70 to 100 ms.
    const client = { aggregationEnabled: false, recordTtl: '1 s' };
    const seen = kpl({ rate: '1500/s', size: '10 B', seconds: 4, warmupSeconds: 4, client });
    // Of 1,500 a second 500 find no room, each for its second of life: at 50 + 13 ms an attempt, some 16 attempts.
    expect(seen.sum('stream', 'AttemptedRecords') / 4).toBeGreaterThan(1500 + 500 * 10);
    expect(seen.flow('reader').fates.expired / 4).toBeGreaterThan(450);
    expect(seen.flow('reader').fates.expired / 4).toBeLessThan(550);
  });
});

describe('what cannot be put', () => {
  it('is tried until its time to live is over, and then expires', () => {
    // 2 MiB/s into one shard: half of it is lost once the 2 s are full.
    const seen = kpl({
      rate: '2048/s',
      size: '1 KiB',
      seconds: 10,
      warmupSeconds: 5,
      client: { recordTtl: '2 s' },
    });
    const { produced, fates } = seen.flow('reader');
    expect(fates.expired / produced).toBeGreaterThan(0.48);
    expect(fates.expired / produced).toBeLessThan(0.54);
    expect(fates.expired + fates.delivered).toBe(produced);
    expect(seen.sum('hosts', 'UserRecordExpired')).toBeGreaterThan(0);
  });

  it('is 50.3 to 50.9 % of 2,000 × 1 KiB a second for one shard, once the queue has its length', () => {
    // By hand: 48 user records make 50,229 B with the key, and a call of one counts 51,200 B: 20.48 a second, 983.04
    // user records. A call of two counts 101,376 B, so at best 20.69 a second, 992.97 user records. Of 2,000 that is all.
    const keys = { distribution: 'uniform', keys: 10_000, keyLength: 12 };
    const client = { recordTtl: '2 s' };
    const seen = kpl({ rate: '2000/s', size: '1 KiB', keys, seconds: 20, warmupSeconds: 20, client });
    const { produced, fates } = seen.flow('reader');
    expect(seen.mean('hosts', 'UserRecordsPerKinesisRecord')).toBe(48);
    // One Kinesis record more or less at each end of the window.
    expect(fates.expired / produced).toBeGreaterThan(1 - 992.97 / 2000 - 0.0025);
    expect(fates.expired / produced).toBeLessThan(1 - 983.04 / 2000 + 0.0025);
  });

  it('is given up at once with failIfThrottled', () => {
    const client = { failIfThrottled: true };
    const seen = kpl({ rate: '2048/s', size: '1 KiB', seconds: 10, warmupSeconds: 15, client });
    const { fates, produced } = seen.flow('reader');
    expect(fates.expired).toBeLessThan(produced * 0.3); // what the limiter itself holds back too long
    expect(fates.throttledOut).toBeGreaterThan(produced * 0.2);
  });

  it('is sent again when a request times out though it was stored: duplicates, and no loss', () => {
    // Sent after 0.12 s, given up 6 s later and sent again 70 ms after that, until 20 s are over: at 0.12, 6.19,
    // 12.26 and 18.33 s, so four times a second for one record a second.
    const client = { requestLatency: '7 s', recordTtl: '20 s' };
    const seen = kpl({ rate: '1/s', size: '100 B', seconds: 20, warmupSeconds: 30, client });
    const { produced, fates, duplicates } = seen.flow('reader');
    expect([produced, fates.delivered]).toEqual([20, 20]);
    expect(seen.sum('hosts', 'ErrorsByCode.RequestTimeout')).toBe(4 * 20);
    expect(seen.sum('stream', 'IncomingRecords')).toBe(4 * 20);
    expect(duplicates).toBeGreaterThan(20);
  });
});

describe('an overload of 2,000 × 1 KiB a second on one shard for five minutes', () => {
  const SECONDS = 660;
  const overload = (recordTtl: string): Seen =>
    run({
      workloads: {
        events: {
          arrivals: {
            process: 'constant',
            rate: {
              steps: [
                { at: '0 s', rate: '2000/s' },
                { at: '5 min', rate: '0/s' },
              ],
            },
          },
          size: '1 KiB',
        },
      },
      components: {
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          client: { type: 'kpl', recordTtl },
        },
        stream: { type: 'kinesis.stream', shardCount: 1 },
        reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
      },
      seconds: SECONDS,
    });

  it('drains by 10 min when records live for ten: 600,000 records at about 984 a second', () => {
    // By hand: 48 user records of 1,046 B (keys of 12 B) make 50,229 B with the key, which a call rounds to 50 KiB;
    // 1 MiB/s are 20.48 such records, 983 user records a second; 600,000 take 610 s, less the first burst.
    const seen = overload('10 min');
    const pending = seen.series('hosts', 'UserRecordsPending');
    const periodSeconds = SECONDS / pending.length;
    const empty = pending.findIndex((value, i) => i * periodSeconds > 300 && value < 50) * periodSeconds;
    expect(empty).toBeGreaterThan(570);
    expect(empty).toBeLessThan(630);
    const { produced, fates } = seen.flow('reader');
    expect(fates.expired / produced).toBeLessThan(0.01);
  });
});

describe('an aggregated record above the largest that the stream takes', () => {
  it('fails its call, as AWS validates calls, and is no throttle: nothing is stored, nothing counts as throttled', () => {
    // 20 records of 100 KiB come in 40 ms and fill 2 MiB before their second is over: each packed record is too large.
    const seen = kpl({
      rate: '500/s',
      size: '100 KiB',
      client: { aggregationMaxSize: '2 MiB', recordMaxBufferedTime: '1 s', recordTtl: '2 s' },
      seconds: 10,
      warmupSeconds: 5,
    });
    expect(seen.sum('stream', 'IncomingRecords')).toBe(0);
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBe(0);
    expect(seen.sum('stream', 'PutRecords.ThrottledRecords')).toBe(0);
    expect(seen.sum('hosts', 'ErrorsByCode.ProvisionedThroughputExceededException')).toBe(0);
    expect(seen.sum('hosts', 'AllErrors')).toBeGreaterThan(0);
    expect(seen.sum('hosts', 'UserRecordExpired')).toBeGreaterThan(0);
  });
});
