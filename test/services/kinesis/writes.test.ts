import { describe, expect, it } from 'vitest';
import { even, type Plan, poisson, run, shard } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } }; // a key of one byte

/** One host that puts bursts of `records` records of one key, `bytes` each with the key, every `period`. */
function bursts(records: number, bytes: number, client: object, over: Partial<Plan> = {}): Plan {
  return {
    workloads: {
      events: {
        arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: records },
        partitionKey: ONE_KEY,
        size: `${bytes - 1} B`,
      },
    },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', requestLatency: '10 ms', ...client },
      },
      stream: { type: 'kinesis.stream' },
    },
    seconds: 1,
    ...over,
  };
}

const once = { retry: { mode: 'none' } };

describe('what a shard counts of a put', () => {
  // The troubleshooting page's example: 600 records of 1.1 KB (1,126.4 B, here 1,126). One by one each counts 2 KB,
  // 1,200 KB in all, above 1,024; together they count 660 KB and all fit. (A call takes 500, so it is two calls.)
  it('is, one by one, each record rounded up to whole KiB: of 600 × 1.1 KB in one second 512 fit', () => {
    const seen = run(bursts(600, 1126, { operation: 'PutRecord', maxConnections: 1000, ...once }));
    // 1 MiB / 2 KiB = 512.
    expect(seen.sum('stream', 'IncomingRecords')).toBe(512);
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBe(88);
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded.Bytes')).toBe(88);
    expect(seen.flow('stream').fates.throttledOut).toBe(88);
  });

  it('is, in batches, the call’s total rounded up: of 600 × 1.1 KB all fit', () => {
    const seen = run(bursts(600, 1126, { operation: 'PutRecords' }));
    expect(seen.sum('stream', 'IncomingRecords')).toBe(600);
    expect(seen.sum('hosts', 'Requests')).toBe(2);
    expect(seen.sum('stream', 'IncomingBytes')).toBe(600 * 1126);
  });

  it('includes the bytes of the key', () => {
    // 1,024 B with the key are 1 KiB; one more byte of key makes two, and 512 of 600 fit.
    const keyed = (key: string) =>
      run(
        bursts(
          600,
          1024,
          { operation: 'PutRecord', maxConnections: 1000, ...once },
          {
            workloads: {
              events: {
                arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: 600 },
                partitionKey: { distribution: 'list', keys: { [key]: 1 } },
                size: '1022 B',
              },
            },
          },
        ),
      ).sum('stream', 'IncomingRecords');
    expect([keyed('kk'), keyed('kkk'), keyed('kü')]).toEqual([600, 512, 512]); // ü is two bytes in UTF-8
  });
});

describe('a batch that overruns a shard', () => {
  it('is refused record by record; the rest is stored', () => {
    // 3 calls of 500 at once meet a bucket of 1,000: two are stored whole, the third is refused whole.
    const seen = run(bursts(1500, 100, { operation: 'PutRecords' }));
    expect(seen.sum('stream', 'IncomingRecords')).toBe(1000);
    expect(seen.sum('stream', 'PutRecords.ThrottledRecords')).toBe(500);
    const partly = run(
      bursts(1100, 100, { operation: 'PutRecords', batch: { maxRecords: 400, linger: '0 s' } }),
    );
    expect(partly.sum('stream', 'IncomingRecords')).toBe(1000);
    expect(partly.flow('stream').fates).toMatchObject({ stored: 1000, throttledOut: 100 });
    expect(partly.sum('stream', 'WriteProvisionedThroughputExceeded.Records')).toBe(100);
  });

  it('takes three quick batches of 500 when there is a little time between them, then whole batches are refused', () => {
    // A lab's observation on one shard: 500 records every 250 ms. The bucket holds 1000, 750, 500 before the first
    // three; 250 before the fourth, which is refused by half, and from then on 250 come back between two calls.
    const seen = run({
      ...bursts(500, 100, { operation: 'PutRecords' }),
      workloads: {
        events: {
          arrivals: { process: 'periodic', sources: 1, period: '250 ms', batch: 500 },
          partitionKey: ONE_KEY,
          size: '99 B',
        },
      },
      seconds: 2,
    });
    // Calls at 0, 0.25, …, 1.75 s: 500 + 500 + 500 + 5 × 250 stored of 4,000.
    expect(seen.sum('stream', 'IncomingRecords')).toBe(2750);
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBe(1250);
  });

  it('leaves the other shards alone: each has its limits to itself', () => {
    // "a" goes to shard 0 and "abc" to shard 2 of four. 2,000 records at once of which half are each.
    const seen = run({
      ...bursts(1, 100, { operation: 'PutRecords' }),
      workloads: {
        one: {
          arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: 1500 },
          partitionKey: { distribution: 'list', keys: { a: 1 } },
          size: '50 B',
        },
        two: {
          arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: 900 },
          partitionKey: { distribution: 'list', keys: { abc: 1 } },
          size: '50 B',
        },
      },
      components: {
        one: { type: 'kinesis.producer', workload: 'one', to: 'stream' },
        two: { type: 'kinesis.producer', workload: 'two', to: 'stream' },
        stream: { type: 'kinesis.stream', shardCount: 4 },
      },
    });
    const of = (metric: string) => [0, 1, 2, 3].map((i) => seen.sum('stream', metric, shard(i)));
    expect(of('IncomingRecords')).toEqual([1000, 0, 900, 0]);
    expect(of('WriteProvisionedThroughputExceeded')).toEqual([500, 0, 0, 0]);
    expect(of('OfferedRecords')).toEqual([1500, 0, 900, 0]);
    const none = { hottest: null, heaviest: null, packed: 1 };
    expect(seen.result.facts.stream).toMatchObject({
      shards: {
        [shard(0)]: { hottest: { key: 'a', records: 1500 }, heaviest: { key: 'a' }, packed: 1 },
        [shard(1)]: none,
        [shard(2)]: { hottest: { key: 'abc', records: 900 }, heaviest: { key: 'abc' }, packed: 1 },
        [shard(3)]: none,
      },
    });
  });
});

describe('the two limits of a shard', () => {
  it('are told apart: small records meet the record limit, large ones the byte limit', () => {
    const refused = (bytes: number) => {
      const seen = run(bursts(1200, bytes, { operation: 'PutRecords', batch: { linger: '0 s' } }));
      return ['Records', 'Bytes'].map((limit) =>
        seen.sum('stream', `WriteProvisionedThroughputExceeded.${limit}`),
      );
    };
    expect(refused(500)).toEqual([200, 0]);
    // 1 MiB holds 262 records of 4,000 B. The first call: 262 stored, the others refused, all for bytes.
    expect(refused(4000)).toEqual([0, 938]);
  });
});

describe('a record that is larger than the stream allows', () => {
  it('fails its whole call for good, and costs no tokens', () => {
    const seen = run({
      ...bursts(1, 100, {}),
      workloads: {
        events: {
          arrivals: { process: 'periodic', sources: 1, period: '100 ms', batch: 10 },
          partitionKey: ONE_KEY,
          size: '1048576 B', // with the key, one byte above 1 MiB
        },
      },
    });
    expect(seen.flow('stream').fates).toMatchObject({ rejected: 100, stored: 0 });
    expect(seen.sum('stream', 'WriteProvisionedThroughputExceeded')).toBe(0);
    expect(seen.usage('stream', 'put-payload-unit')).toBe(0);
  });

  it('is taken where maxRecordSize is larger, out of a burst of 10 MiB', () => {
    const seen = run({
      ...bursts(1, 100, {}),
      workloads: {
        events: {
          arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: 12 },
          partitionKey: ONE_KEY,
          size: '1048575 B',
        },
      },
      components: {
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          client: { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms', ...once },
        },
        stream: { type: 'kinesis.stream', maxRecordSize: '2 MiB' },
      },
    });
    expect(seen.sum('stream', 'IncomingRecords')).toBe(10);
  });
});

describe('the theory of the limiter', () => {
  it('a shard under Poisson arrivals of single records, with its special rules off, is a bucket of 1,000', () => {
    // Offered 1,250/s for 40 s against 1,000 + 1,000 × 40: about 50,000 − 41,000 = 9,000 refused; the arrivals’
    // standard deviation is sqrt(50,000) = 224, and 4 of them are 900.
    const seen = run({
      ...bursts(1, 100, {}),
      workloads: { events: poisson('1250/s', '100 B', ONE_KEY) },
      components: {
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          client: {
            type: 'sdk',
            operation: 'PutRecord',
            requestLatency: '1 ms',
            maxConnections: 10_000,
            ...once,
          },
        },
        stream: { type: 'kinesis.stream' },
      },
      seconds: 40,
    });
    expect(Math.abs(seen.sum('stream', 'WriteProvisionedThroughputExceeded') - 9000)).toBeLessThan(900);
    // What is stored is exact, as the bucket stays nearly empty: 1,000 + 40,000 less what it holds at the end.
    expect(seen.sum('stream', 'IncomingRecords')).toBeLessThanOrEqual(41_000);
    expect(seen.sum('stream', 'IncomingRecords')).toBeGreaterThan(40_900);
  });

  it('constant arrivals are refused from the microsecond on that arithmetic says: D/D/1 and a bucket', () => {
    // 1,250 single puts a second from t = 0: the first refused is number 4,996, at 3.9968 s (see the bucket’s own test).
    const at = (seconds: number) =>
      run({
        ...bursts(1, 100, {}),
        workloads: { events: even('1250/s', '100 B', ONE_KEY) },
        components: {
          hosts: {
            type: 'kinesis.producer',
            workload: 'events',
            to: 'stream',
            client: {
              type: 'sdk',
              operation: 'PutRecord',
              requestLatency: '1 ms',
              maxConnections: 10_000,
              ...once,
            },
          },
          stream: { type: 'kinesis.stream' },
        },
        seconds,
      }).sum('stream', 'WriteProvisionedThroughputExceeded');
    expect([at(3.9968), at(3.996801)]).toEqual([0, 1]);
  });
});

describe('a stream that nobody reads', () => {
  it('keeps its records', () => {
    const seen = run({ ...bursts(100, 100, {}), seconds: 2 });
    expect(seen.flow('stream')).toMatchObject({
      produced: 100,
      fates: { stored: 100, inFlight: 0, delivered: 0 },
    });
  });
});
