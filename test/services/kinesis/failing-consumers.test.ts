// A consumer in whose processing something goes wrong: the batch is tried again and its shard waits, or it is skipped; and
// one that calls others, and waits for their answers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

function consumed(consumer: Properties, components: Properties = {}, more: Properties = {}) {
  return run({
    workloads: { events: even('100/s', '1 KiB') },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'stream' },
      stream: { type: 'kinesis.stream', shardCount: 2 },
      reader: {
        type: 'kinesis.consumer',
        from: 'stream',
        client: { requestLatency: '10 ms' },
        ...consumer,
      },
      ...(components as Record<string, { readonly type: string }>),
    },
    seconds: 60,
    ...more,
  });
}

describe('a batch that fails', () => {
  it('is tried again until it succeeds: nothing is lost, and what was finished comes twice', () => {
    const seen = consumed({ errorRate: '20%' });
    const { produced, fates, duplicates } = seen.flow('reader');
    expect(fates.delivered).toBe(produced);
    expect(seen.sum('reader', 'FailedBatches')).toBeGreaterThan(5);
    // Each failed attempt had worked through all of its batch.
    expect(duplicates).toBeGreaterThan(5 * seen.sum('reader', 'FailedBatches'));
  });

  it('blocks its shard where a record fails every time and nobody gives up', () => {
    const seen = consumed({ poisonRate: '0.1%' });
    const { produced, fates } = seen.flow('reader');
    // About six of 6,000 are poison: both shards meet one early, and stay there.
    expect(fates.inFlight).toBeGreaterThan(0.3 * produced);
    expect(fates.delivered + fates.inFlight).toBe(produced);
  });

  it('is skipped when its attempts are used up: the poison record and those behind it in the batch are lost', () => {
    const seen = consumed({ poisonRate: '0.1%', failedBatches: { maxAttempts: 3, delay: '100 ms' } });
    const { produced, fates } = seen.flow('reader');
    expect(fates.failed).toBeGreaterThan(0);
    expect(fates.failed).toBeLessThan(0.1 * produced);
    expect(fates.delivered + fates.failed).toBe(produced);
    expect(seen.sum('reader', 'FailedBatches') % 3).toBe(0);
  });

  it('has the same poison records however often it is tried', () => {
    // One record a batch, so that each is lost by itself; a poll every 200 ms reads more than come.
    const lost = [1, 2, 5].map(
      (maxAttempts) =>
        consumed(
          {
            poisonRate: '20%',
            maxRecords: 1,
            idleTimeBetweenReads: '190 ms',
            failedBatches: { maxAttempts, delay: '1 ms' },
          },
          {},
          { workloads: { events: even('4/s', '1 KiB') } },
        ).flow('reader').fates.failed,
    );
    expect(lost[0]).toBeGreaterThan(0);
    expect(new Set(lost).size).toBe(1);
  });
});

describe('a consumer that calls others', () => {
  it('is later by what they take, record by record', () => {
    const provider = { type: 'custom.server', servers: 'unlimited', serviceTime: '2 ms' };
    const without = consumed({});
    const seen = consumed({ to: 'provider' }, { provider });
    // A batch has the 50 records of a second: the last waits for 50 answers.
    const added = seen.mean('reader', 'latency') - without.mean('reader', 'latency');
    expect(added).toBeGreaterThan(25 * 2_000);
    expect(added).toBeLessThan(60 * 2_000);
    expect(seen.flow('provider').fates.delivered).toBe(seen.flow('reader').fates.delivered);
  });

  it('falls behind when they are slower than its records come', () => {
    const provider = { type: 'custom.server', servers: 'unlimited', serviceTime: '25 ms' };
    const seen = consumed({ to: 'provider', maxRecords: 10, idleTimeBetweenReads: '1 ms' }, { provider });
    // Ten records in 261 ms, read, call and sleep: 38.3 a second of about 50 (the shards' shares of the
    // keys differ by a few per cent): after a minute 14 s behind, give or take 2.
    const behind = seen.distribution('reader', 'MillisBehindLatest').max;
    expect(behind).toBeGreaterThan(12_500_000);
    expect(behind).toBeLessThan(17_500_000);
  });

  it('sends a batch on in as few calls as the target takes', () => {
    const seen = consumed(
      { calls: [{ to: 'copy', per: 'batch', operation: 'PutRecords' }] },
      { copy: { type: 'kinesis.stream', shardCount: 2 } },
    );
    const flow = seen.flow('copy');
    expect(flow.fates.stored).toBe(seen.flow('reader').fates.delivered);
    expect(seen.sum('copy', 'PutRecords.TotalRecords')).toBe(seen.sum('copy', 'IncomingRecords'));
  });

  it('sends one record for each key of a batch', () => {
    const seen = run({
      workloads: { events: even('100/s', '1 KiB', { distribution: 'uniform', keys: 4 }) },
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'stream' },
        stream: { type: 'kinesis.stream' },
        reader: {
          type: 'kinesis.consumer',
          from: 'stream',
          client: { requestLatency: '10 ms' },
          calls: [{ to: 'sums', per: 'key', itemSize: '40 B' }],
        },
        sums: { type: 'custom.server', servers: 'unlimited', serviceTime: '0 s' },
      },
      seconds: 60,
    });
    // A batch a second of about a hundred records, with all four keys.
    expect(seen.flow('sums').produced).toBeGreaterThan(4 * 56);
    expect(seen.flow('sums').produced).toBeLessThan(4 * 62);
  });
});

describe('the books', () => {
  it('balance under errors, poison, crashes and calls that fail', () => {
    fc.assert(
      fc.property(
        fc.record({
          errorRate: fc.constantFrom('0%', '30%'),
          poisonRate: fc.constantFrom('0%', '1%'),
          mode: fc.constantFrom('shared', 'enhanced-fan-out'),
          failedBatches: fc.record({
            maxAttempts: fc.constantFrom(1, 3, 'unlimited'),
            delay: fc.constantFrom('50 ms', '2 s'),
          }),
          processing: fc.record({ perRecord: fc.constantFrom('0 s', '10 ms') }),
          calls: fc.array(
            fc.record({
              to: fc.constantFrom('provider', 'copy'),
              per: fc.constantFrom('record', 'batch', 'key'),
              share: fc.constantFrom('100%', '30%'),
              parallel: fc.constantFrom(1, 4),
              whenFailed: fc.constantFrom('fail', 'ignore'),
              client: fc.record({ requestLatency: fc.constantFrom('auto', '200 ms') }),
            }),
            { maxLength: 3 },
          ),
        }),
        fc.boolean(),
        fc.integer({ min: 1, max: 1e6 }),
        (reader, crashes, seed) => {
          const seen = run({
            workloads: { events: poisson('40/s', '20 KiB') },
            components: {
              source: { type: 'custom.source', workload: 'events', to: 'stream' },
              stream: { type: 'kinesis.stream', shardCount: 2 },
              reader: { type: 'kinesis.consumer', from: 'stream', ...reader },
              ...(reader.calls.some(({ to }) => to === 'provider')
                ? { provider: { type: 'custom.server', servers: 2, serviceTime: '30 ms', queueLimit: 3 } }
                : {}),
              ...(reader.calls.some(({ to }) => to === 'copy') ? { copy: { type: 'kinesis.stream' } } : {}),
            },
            faults: crashes ? [{ kind: 'crash', component: 'reader', at: '6 s', for: '3 s' }] : [],
            seconds: 20,
            seed: String(seed),
          });
          expect(seen.flow('reader').produced).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
