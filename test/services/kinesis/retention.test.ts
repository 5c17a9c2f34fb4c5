import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../../../src/experiment/site.ts';
import { ReadCursor } from '../../../src/services/kinesis/read-cursor.ts';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import { ShardLog } from '../../../src/services/records/shard-log.ts';
import { designOf, even, type Plan, run } from '../plan.ts';

const HOUR = 3600;
const ONE_KEY = { distribution: 'list', keys: { k: 1 } };

/** A record a minute for `hours`, and consumers that may be too slow for it. */
function slow(consumers: Readonly<Record<string, object>>, hours: number, size = '100 B'): Plan {
  return {
    workloads: { events: even('60/h', size, ONE_KEY) },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', requestLatency: '10 ms' },
      },
      stream: { type: 'kinesis.stream', pushLatency: '40 ms' },
      ...Object.fromEntries(
        Object.entries(consumers).map(([name, consumer]) => [
          name,
          {
            type: 'kinesis.consumer',
            from: 'stream',
            client: { requestLatency: '10 ms', subscribeLatency: '10 ms' },
            ...consumer,
          },
        ]),
      ),
    },
    seconds: hours * HOUR,
  };
}

describe('a record that is not read within the retention', () => {
  it('expires for the consumer that was too slow, and for no other', () => {
    // 60 records an hour, of which the slow one takes 20 (three minutes each) in batches of 20. After 24 h it is
    // 16 h behind; behind reaches the retention of 24 h at 36 h, and from then on it loses two of three.
    const seen = run(
      slow(
        {
          quick: {},
          slow: { maxRecords: 20, idleTimeBetweenReads: '0 s', processing: { perRecord: '3 min' } },
        },
        72,
      ),
    );
    expect(seen.flow('quick').fates).toMatchObject({ delivered: 72 * 60, expired: 0 });
    const { produced, fates } = seen.flow('slow');
    expect(produced).toBe(72 * 60);
    // Expired: from 36 h on, 40 an hour: 36 × 40 = 1,440. Those that are read within 72 h: 72 × 20 = 1,440. The rest,
    // the last day's 1,440, is in flight. A batch of 20 more or less, and the minute that the run goes on.
    expect(Math.abs(fates.expired - 1440)).toBeLessThanOrEqual(45);
    expect(Math.abs(fates.delivered - 1440)).toBeLessThanOrEqual(25);
    expect(fates.delivered + fates.expired + fates.inFlight).toBe(produced);
    // What it gets is never older than the retention when it is read.
    expect(seen.distribution('slow', 'propagation').max / 1e6).toBeLessThanOrEqual(24 * HOUR + 1);
    expect(seen.sum('slow', 'lost')).toBe(fates.expired);
    expect(seen.distribution('stream', 'GetRecords.IteratorAgeMilliseconds').max / 1e6).toBeGreaterThan(
      23.5 * HOUR,
    );
  });

  it('expires with enhanced fan-out too, unless it was pushed before', () => {
    // Records of 1 MiB are a push each, and no more than a dozen of them wait at the consumer.
    const seen = run(
      slow({ slow: { mode: 'enhanced-fan-out', processing: { perRecord: '3 min' } } }, 72, '1048575 B'),
    );
    const { produced, fates } = seen.flow('slow');
    expect(fates.delivered + fates.expired + fates.inFlight).toBe(produced);
    expect(Math.abs(fates.expired - 1440)).toBeLessThanOrEqual(45);
    expect(Math.abs(fates.delivered - 1440)).toBeLessThanOrEqual(25);
  });

  it('does not expire where it is kept longer', () => {
    const plan = slow(
      { slow: { maxRecords: 20, idleTimeBetweenReads: '0 s', processing: { perRecord: '3 min' } } },
      72,
    );
    const seen = run({
      ...plan,
      components: { ...plan.components, stream: { type: 'kinesis.stream', retentionPeriod: '7 d' } },
    });
    expect(seen.flow('slow').fates.expired).toBe(0);
  });
});

describe('a reader’s place in a shard', () => {
  it('gives each record exactly one end, however reading, finishing and trimming follow each other', () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ give: fc.integer({ min: 1, max: 200 }) }),
      fc.record({ finish: fc.integer({ min: 1, max: 200 }) }),
      fc.constant({ trim: true as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const world = new World(designOf({ workloads: {}, components: {}, seconds: 1e6 }), 1, new Map());
        const { ledger } = world;
        const origin = ledger.source('source');
        const application = ledger.application('reader');
        ledger.connect(origin, { names: ['reader'], keeps: false });
        ledger.begin();
        const log = new ShardLog('shard');
        const site = { ledger } as never;
        const cursor = new ReadCursor(site, log, application, 100);
        const batch = new RecordBatch(1);
        const given: { from: number; end: number }[] = [];
        let nowUs = 0;
        let produced = 0;
        for (const one of steps) {
          if ('append' in one) {
            for (let i = 0; i < one.append; i++) {
              batch.clear();
              batch.enter(nowUs, nowUs, produced, 10, 0, 0, origin, 1);
              ledger.produced(origin, nowUs, 1, 10, produced++);
              log.append(batch, 0, 0, 1, nowUs);
            }
          } else if ('wait' in one) nowUs += one.wait;
          else if ('trim' in one) cursor.trim(nowUs);
          else if ('give' in one) {
            cursor.trim(nowUs);
            const end = Math.min(cursor.given + one.give, log.end);
            if (end > cursor.given) given.push({ from: cursor.given, end });
            cursor.given = end;
          } else {
            const first = given[0];
            if (first === undefined) continue;
            const end = Math.min(first.from + one.finish, first.end);
            for (let position = first.from; position < end; position++) {
              const chunk = log.chunkOf(position);
              const row = log.rowOf(position);
              // The record at a position is the one with its number: nothing is freed or overwritten too early.
              expect(chunk.number[row]).toBe(position);
              ledger.ended(origin, application, 'delivered', chunk.createdUs[row]!, 1, 10, position, 0);
            }
            first.from = end;
            if (first.from === first.end) given.shift();
            cursor.release(end);
          }
        }
        cursor.holdings(ledger);
        const [flow] = ledger.balance(); // throws when a record has two ends, or none
        expect(flow!.produced).toBe(produced);
        // What is done with is let go: with nothing given and all trimmed or finished, nothing is kept.
        if (given.length === 0 && cursor.given === log.end) expect(log.start).toBe(log.end);
      }),
      { numRuns: 300 },
    );
  });
});
