import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../../../src/experiment/site.ts';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import { type GivenRange, ReadCursor } from '../../../src/services/records/read-cursor.ts';
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

describe('a consumer that is down for longer than the retention', () => {
  const down = { kind: 'crash', at: '10 h', for: '30 h', component: 'reader' } as const;

  it('loses what was stored more than 24 h before it is back, and gets all else', () => {
    // Back at 40 h, it can read what came from 16 h on: six hours of one record a minute are gone, 360 of them.
    const seen = run({ ...slow({ reader: {} }, 72), faults: [down] });
    const { produced, fates } = seen.flow('reader');
    expect(produced).toBe(72 * 60);
    expect(Math.abs(fates.expired - 360)).toBeLessThanOrEqual(1);
    expect(fates.expired + fates.delivered).toBe(produced);
  });

  it('loses as much with enhanced fan-out', () => {
    const seen = run({ ...slow({ reader: { mode: 'enhanced-fan-out' } }, 72), faults: [down] });
    const { produced, fates } = seen.flow('reader');
    expect(Math.abs(fates.expired - 360)).toBeLessThanOrEqual(1);
    expect(fates.expired + fates.delivered).toBe(produced);
  });

  it('does not expire what it had finished before it went down, whether or not that was released', () => {
    // Batches of 20 at three minutes each: down at 50.5 h in the middle of one, when it has lost records for 14 h. An hour
    // off is 20 records that it does not work off, beside those of the batch that it had begun.
    const given = slow(
      { reader: { maxRecords: 20, idleTimeBetweenReads: '0 s', processing: { perRecord: '3 min' } } },
      72,
    );
    const crash = { ...down, at: '3030 min', for: '1 h' };
    const seen = run({ ...given, faults: [crash] });
    const { produced, fates, duplicates } = seen.flow('reader');
    expect(fates.delivered + fates.expired + fates.inFlight).toBe(produced);
    expect(1440 - fates.delivered).toBeGreaterThanOrEqual(0);
    expect(1440 - fates.delivered).toBeLessThanOrEqual(20 + 20 + 25);
    // What it goes back to is older than a day when it is back, and cannot be read again.
    expect(duplicates).toBe(0);
  });
});

describe('a reader’s place in a shard', () => {
  it('gives each record exactly one end, however reading, finishing, trimming and crashes follow each other', () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ give: fc.integer({ min: 1, max: 200 }) }),
      fc.record({ finish: fc.integer({ min: 1, max: 200 }) }),
      fc.constant({ trim: true as const }),
      fc.record({ crashAfter: fc.integer({ min: 0, max: 200 }) }),
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
        const site = { ledger, window: { startUs: 0, endUs: 1e12 } } as never;
        const cursor = new ReadCursor(site, log, application, 100);
        const batch = new RecordBatch(1);
        const given: { from: number; end: number }[] = [];
        const range: GivenRange = { from: 0, end: 0, records: 0, userRecords: 0, bytes: 0 };
        let nowUs = 0;
        let produced = 0;
        // Positions before this were finished once.
        let endedTo = 0;
        const end = (from: number, to: number): void => {
          for (let position = from; position < to; position++) {
            const chunk = log.chunkOf(position);
            const row = log.rowOf(position);
            // The record at a position is the one with its number: nothing is freed or overwritten too early.
            expect(chunk.number[row]).toBe(position);
            if (position < endedTo) continue;
            ledger.ended(origin, application, 'delivered', chunk.createdUs[row]!, 1, 10, position, 0);
            endedTo = position + 1;
          }
        };
        const storedUs: number[] = [];
        for (const one of steps) {
          if ('append' in one) {
            for (let i = 0; i < one.append; i++) {
              batch.clear();
              batch.enter(nowUs, nowUs, produced, 10, 0, 0, origin, 1);
              ledger.produced(origin, nowUs, 1, 10, produced++);
              log.append(batch, 0, 0, 1, nowUs);
              storedUs.push(nowUs);
            }
          } else if ('wait' in one) nowUs += one.wait;
          else if ('trim' in one) cursor.trim(nowUs);
          else if ('give' in one) {
            cursor.trim(nowUs);
            cursor.give(one.give, Number.POSITIVE_INFINITY, range);
            if (range.end > range.from) given.push({ from: range.from, end: range.end });
          } else if ('crashAfter' in one) {
            // So many of the batch in work are finished, but it is not released; all that was given is lost.
            const first = given[0];
            if (first !== undefined) {
              const to = Math.min(first.from + one.crashAfter, first.end);
              end(first.from, to);
              cursor.finished(to);
            }
            given.length = 0;
            const from = cursor.rewind(nowUs);
            // It goes back to no record that is older than the retention, and skips none that is not.
            if (from < log.end && nowUs > 100) expect(storedUs[from]!).toBeGreaterThan(nowUs - 100);
            if (from > endedTo) expect(storedUs[from - 1]!).toBeLessThanOrEqual(nowUs - 100);
          } else {
            const first = given[0];
            if (first === undefined) continue;
            const to = Math.min(first.from + one.finish, first.end);
            end(first.from, to);
            first.from = to;
            if (first.from === first.end) given.shift();
            cursor.release(to);
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
