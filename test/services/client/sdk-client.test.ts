import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILED, type Handed, type Outcome, REJECTED, send, THROTTLED } from '../fake-sink.ts';

/** `n` rows of one record, one every `gapUs`, numbered from 0. */
function rows(n: number, gapUs: number, over: Partial<Handed> = {}): Handed[] {
  return Array.from({ length: n }, (_, number) => ({ atUs: number * gapUs, number, ...over }));
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const throttleAll: Outcome = () => [0, THROTTLED];

describe('gathering', () => {
  it('sends a batch when its first record has waited for the linger', () => {
    // A record every 30 ms from 0 on: those at 0, 30, 60 and 90 ms leave at 100 ms, those at 120 … 210 at 220 ms.
    const { calls } = send(rows(8, 30_000));
    expect(calls.map(({ atUs, records }) => [atUs, records])).toEqual([
      [100_000, [0, 1, 2, 3]],
      [220_000, [4, 5, 6, 7]],
    ]);
  });

  it('sends a full batch at once, and the next one waits for itself', () => {
    const { calls } = send(rows(7, 1000), { maxRecords: 3 });
    // Full at 2 ms and at 5 ms; record 6 came at 6 ms and leaves alone at 106 ms.
    expect(calls.map(({ atUs, records }) => [atUs, records.length])).toEqual([
      [2000, 3],
      [5000, 3],
      [106_000, 1],
    ]);
  });

  it('closes a batch before the record that would overrun its bytes, and at once when they are reached', () => {
    const { calls, sentBytes } = send(rows(5, 1000, { bytes: 400 }), { maxBytes: 1000 });
    expect(calls.map(({ atUs, records }) => [atUs, records])).toEqual([
      [2000, [0, 1]], // 400 + 400, and a third would make 1,200
      [4000, [2, 3]],
      [104_000, [4]],
    ]);
    expect(sentBytes).toBe(2000);
    expect(send(rows(4, 1000, { bytes: 500 }), { maxBytes: 1000 }).calls.map(({ atUs }) => atUs)).toEqual([
      1000, 3000,
    ]);
  });

  it('sends a record that is larger than a batch by itself', () => {
    const { calls } = send(rows(3, 1000, { bytes: 5000 }), { maxBytes: 1000 });
    expect(calls.map(({ atUs, records }) => [atUs, records])).toEqual([
      [0, [0]],
      [1000, [1]],
      [2000, [2]],
    ]);
  });

  it('does not gather for an operation that takes one record', () => {
    const { calls } = send(rows(3, 1000), { operation: 'PutRecord' });
    expect(calls.map(({ atUs, operation, records }) => [atUs, operation, records])).toEqual([
      [0, 'PutRecord', [0]],
      [1000, 'PutRecord', [1]],
      [2000, 'PutRecord', [2]],
    ]);
  });

  it('splits a row of many records where the batch is full, to the record', () => {
    const { calls } = send([{ atUs: 0, number: 40, count: 7, bytes: 100 }], { maxRecords: 3 });
    expect(calls.map(({ records }) => records)).toEqual([[40, 41, 42], [43, 44, 45], [46]]);
  });

  it('is each host’s own', () => {
    const both = rows(4, 1000).map((row, i) => ({ ...row, host: i % 2 === 0 ? 0.49 : 0.5 }));
    const { calls } = send(both, { hosts: 2 });
    expect(calls.map(({ atUs, records }) => [atUs, records])).toEqual([
      [100_000, [0, 2]],
      [101_000, [1, 3]],
    ]);
  });
});

describe('connections', () => {
  it('are at most so many; what is ready waits for the next answer, in order', () => {
    const { calls, mostUnderWay } = send(rows(6, 1000), {
      operation: 'PutRecord',
      maxConnections: 2,
      latencyUs: 10_000,
    });
    expect(mostUnderWay).toBe(2);
    expect(calls.map(({ atUs, records }) => [atUs, records[0]])).toEqual([
      [0, 0],
      [1000, 1],
      [10_000, 2],
      [11_000, 3],
      [20_000, 4],
      [21_000, 5],
    ]);
  });

  it('of one host do not hold up another', () => {
    const both = rows(4, 0).map((row) => ({ ...row, host: row.number / 4 }));
    const { calls } = send(both, { operation: 'PutRecord', hosts: 4, maxConnections: 1 });
    expect(calls.map(({ atUs }) => atUs)).toEqual([0, 0, 0, 0]);
  });

  it('serve a queue of thousands first come, first served', () => {
    const { calls } = send(rows(3000, 1), { operation: 'PutRecord', maxConnections: 1, latencyUs: 100 });
    expect(calls.map(({ records }) => records[0])).toEqual(numbers(0, 3000));
    expect(calls.at(-1)!.atUs).toBe(2999 * 100);
  });

  it('are free while a refused call waits to be sent again', () => {
    const once: Outcome = ({ number, attempt, count }) =>
      number === 0 && attempt === 1 ? [0, THROTTLED] : [count, 0];
    const { calls } = send(rows(3, 0), {
      operation: 'PutRecord',
      maxConnections: 1,
      outcome: once,
      seed: 'b',
    });
    // Record 0 is throttled and backs off for up to a second; 1 and 2 go on meanwhile.
    expect(calls.slice(0, 3).map(({ atUs, records }) => [atUs, records[0]])).toEqual([
      [0, 0],
      [10_000, 1],
      [20_000, 2],
    ]);
    expect(calls[3]!.records).toEqual([0]);
  });
});

describe('the host’s buffer', () => {
  it('drops what it cannot hold, and books it', () => {
    // 1,000 B hold ten records of 100 B until the first answer, at 110 ms.
    const { calls, fates, dropped } = send(rows(30, 1000), { maxBufferedBytes: 1000 });
    expect(calls.map(({ records }) => records)).toEqual([numbers(0, 10)]);
    expect([dropped, fates.dropped, fates.stored]).toEqual([20, 20, 10]);
  });

  it('is given back by an answer: stored, given up or rejected', () => {
    for (const outcome of [undefined, throttleAll, (() => [0, REJECTED]) as Outcome]) {
      // The ten of the first batch are gone at 110 ms; record 11 comes at 120 ms.
      const late = [...rows(10, 0), { atUs: 120_000, number: 10 }];
      const { dropped, calls } = send(late, {
        maxBufferedBytes: 1000,
        ...(outcome === undefined ? {} : { outcome }),
      });
      expect([dropped, calls.length]).toEqual([0, 2]);
    }
  });

  it('holds what waits to be sent again', () => {
    const refuseLater: Outcome = ({ number, attempt, count }) =>
      number >= 5 && attempt === 1 ? [0, THROTTLED] : [count, 0];
    // Five of ten are refused at 110 ms and wait: 500 B are free, for five of ten more.
    const more = [
      ...rows(10, 0),
      ...rows(10, 0).map(({ number }) => ({ atUs: 110_001, number: 10 + number })),
    ];
    const { dropped, stored } = send(more, {
      maxBufferedBytes: 1000,
      outcome: refuseLater,
      failedRecords: { maxAttempts: 2, baseDelay: '1 h', maxDelay: '1 h' },
      seed: 'long',
    });
    expect(dropped).toBe(5);
    expect(stored.slice(0, 5)).toEqual(numbers(0, 5));
  });

  it('takes the first records of a row that only partly fits', () => {
    const { calls, fates } = send([{ atUs: 0, number: 100, count: 10 }], { maxBufferedBytes: 350 });
    expect(calls[0]!.records).toEqual([100, 101, 102]);
    expect(fates.dropped).toBe(7);
  });
});

describe('a partial failure', () => {
  const oddsFail: Outcome = ({ number, attempt, count }) =>
    number % 2 === 1 && attempt < 3 ? [0, THROTTLED] : [count, 0];

  it('is sent again as one call of only what was refused, until it is stored', () => {
    const { calls, fates } = send(rows(6, 0), { outcome: oddsFail, failedRecords: { maxAttempts: 3 } });
    expect(calls.map(({ records }) => records)).toEqual([numbers(0, 6), [1, 3, 5], [1, 3, 5]]);
    expect(calls.map(({ attempts }) => attempts[0])).toEqual([1, 2, 3]);
    expect(fates.stored).toBe(6);
    // U × 100 ms after the first answer, U × 200 ms after the second.
    const [first, second, third] = calls.map(({ atUs }) => atUs) as [number, number, number];
    expect(second - (first + 10_000)).toBeLessThan(100_000);
    expect(third - (second + 10_000)).toBeLessThan(200_000);
  });

  it('is the application’s: the SDK retries nothing of it, and it is lost unless the application does', () => {
    const { calls, fates } = send(rows(6, 0), { outcome: oddsFail, retry: { maxAttempts: 10 } });
    expect(calls).toHaveLength(1);
    expect([fates.stored, fates.throttledOut]).toEqual([3, 3]);
  });

  it('ends after maxAttempts requests, as throttled or failed by what the last answer said', () => {
    const mixed: Outcome = ({ number }) => [0, number < 4 ? THROTTLED : FAILED];
    const { calls, fates } = send(rows(6, 0), { outcome: mixed, failedRecords: { maxAttempts: 4 } });
    expect(calls).toHaveLength(4);
    expect([fates.throttledOut, fates.failed, fates.stored]).toEqual([4, 2, 0]);
  });

  it('never sends again what was rejected for good', () => {
    const outcome: Outcome = ({ number, count }) =>
      number < 2 ? [0, REJECTED] : number < 4 ? [0, THROTTLED] : [count, 0];
    const { calls, fates } = send(rows(6, 0), { outcome, failedRecords: { maxAttempts: 2 } });
    expect(calls.map(({ records }) => records)).toEqual([numbers(0, 6), [2, 3]]);
    expect([fates.rejected, fates.throttledOut, fates.stored]).toEqual([2, 2, 2]);
  });

  it('of a row stores its first records and sends the others again, to the record', () => {
    const outcome: Outcome = ({ count, attempt }) => (attempt === 1 ? [3, THROTTLED] : [count, 0]);
    const { calls, stored } = send([{ atUs: 0, number: 70, count: 10 }], {
      outcome,
      failedRecords: { maxAttempts: 2 },
    });
    expect(calls.map(({ records }) => records)).toEqual([numbers(70, 80), numbers(73, 80)]);
    expect(stored).toEqual(numbers(70, 80));
  });

  it('lets new batches go on meanwhile, unless order is kept', () => {
    const first: Outcome = ({ number, attempt, count }) =>
      number === 0 && attempt < 3 ? [0, THROTTLED] : [count, 0];
    const two = [...rows(2, 0), { atUs: 150_000, number: 2 }];
    const failedRecords = { maxAttempts: 5, baseDelay: '10 s' };
    const order = (keepOrder: boolean): number[] =>
      send(two, { outcome: first, failedRecords: { ...failedRecords, keepOrder } }).calls.map(
        ({ records }) => records[0]!,
      );
    expect(order(false)).toEqual([0, 2, 0, 0]);
    expect(order(true)).toEqual([0, 0, 0, 2]);
  });

  it('waits for the end of a pause, and keeps its place before what was handed over since', () => {
    // Sent at 100 ms, refused at 110 ms, due again within 10 ms: in the pause from 105 to 500 ms, in which record 2 comes.
    const refuseOnce: Outcome = ({ number, attempt, count }) =>
      number === 0 && attempt === 1 ? [0, THROTTLED] : [count, 0];
    const { calls, fates } = send([...rows(2, 0), { atUs: 150_000, number: 2 }], {
      outcome: refuseOnce,
      failedRecords: { maxAttempts: 2, baseDelay: '10 ms', keepOrder: true },
      pauses: [{ fromUs: 105_000, toUs: 500_000 }],
    });
    expect(calls.map(({ atUs, records }) => [atUs, records])).toEqual([
      [100_000, [0, 1]],
      [500_000, [0]],
      [510_000, [2]],
    ]);
    expect(fates.stored).toBe(3);
  });
});

describe('what is pending', () => {
  it('is what has left its batch and has no end yet: waiting for a connection, under way, or to go again', () => {
    // Six records closed in three calls of two at once, over one connection; the first is refused once.
    const { mostPending, pending } = send(rows(6, 0), { maxRecords: 2, maxConnections: 1 });
    expect([mostPending, pending]).toEqual([6, 0]);
    const refusedOnce: Outcome = ({ attempt, count }) => (attempt === 1 ? [0, THROTTLED] : [count, 0]);
    const again = send(rows(2, 0), {
      outcome: refusedOnce,
      failedRecords: { maxAttempts: 2, baseDelay: '10 s' },
      untilUs: 111_000,
    });
    // Answered at 110 ms, and its next attempt within 10 s.
    expect([again.mostPending, again.pending, again.fates.inFlight]).toEqual([2, 2, 2]);
  });

  it('is not what gathers: a batch goes at the end of its linger at the latest', () => {
    const { mostPending, fates } = send(rows(6, 0), { untilUs: 99_000 });
    expect([mostPending, fates.inFlight]).toEqual([0, 6]);
  });
});

describe('a call that fails as one', () => {
  it('is retried by the SDK, with its attempts counted', () => {
    const twice: Outcome = ({ attempt, count }) => (attempt < 3 ? [0, THROTTLED] : [count, 0]);
    const { calls, fates } = send(rows(1, 0), { operation: 'PutRecord', outcome: twice });
    expect(calls.map(({ attempts }) => attempts[0])).toEqual([1, 2, 3]);
    expect(fates.stored).toBe(1);
  });

  it('is given up after its attempts', () => {
    const { calls, fates } = send(rows(1, 0), { operation: 'PutRecord', outcome: throttleAll });
    expect(calls).toHaveLength(3);
    expect(fates.throttledOut).toBe(1);
  });

  it('gets its three attempts exactly 50 times on a host, and one after that, when all are throttled', () => {
    const { calls, fates } = send(rows(80, 60_000_000), {
      operation: 'PutRecord',
      outcome: throttleAll,
      untilUs: 7_200_000_000,
    });
    const attempts = numbers(0, 80).map(
      (number) => calls.filter(({ records }) => records[0] === number).length,
    );
    expect(attempts).toEqual([...Array(50).fill(3), ...Array(30).fill(1)]);
    expect(fates.throttledOut).toBe(80);
  });

  it('fills no quota when it is rejected: that is no success', () => {
    // 50 calls use the quota up; 10 are rejected; the next one is throttled and has a single attempt still.
    const outcome: Outcome = ({ number }) => (number >= 50 && number < 60 ? [0, REJECTED] : [0, THROTTLED]);
    const { calls } = send(rows(61, 60_000_000), { operation: 'PutRecord', outcome, untilUs: 7_200_000_000 });
    expect(calls.filter(({ records }) => records[0] === 60)).toHaveLength(1);
  });
});

describe('the books of a client', () => {
  it('hold what gathers, travels, waits for a connection or waits to be sent again as in flight', () => {
    const { fates } = send(rows(100, 10_000), {
      maxRecords: 2,
      maxConnections: 2,
      latencyUs: 300_000,
      outcome: ({ number, count }) => (number % 3 === 0 ? [0, THROTTLED] : [count, 0]),
      failedRecords: { maxAttempts: 9, baseDelay: '5 s' },
      untilUs: 995_000,
    });
    const { stored, inFlight, throttledOut } = fates;
    expect([stored + inFlight, throttledOut]).toEqual([100, 0]);
    expect(inFlight).toBeGreaterThan(50);
  });

  it('balance, and order is kept where it should be, whatever is refused', () => {
    const config = fc.record({
      hosts: fc.integer({ min: 1, max: 3 }),
      maxRecords: fc.integer({ min: 1, max: 6 }),
      maxBytes: fc.integer({ min: 100, max: 1500 }),
      maxConnections: fc.integer({ min: 1, max: 3 }),
      maxBufferedBytes: fc.constantFrom(400, 2000, Number.POSITIVE_INFINITY),
      latencyUs: fc.nat(50_000),
      lingerUs: fc.nat(20_000),
      operation: fc.constantFrom('PutRecords', 'PutRecord'),
      untilUs: fc.constantFrom(100_000, 3_600_000_000),
      pauses: fc
        .array(
          fc.record({
            afterUs: fc.integer({ min: 1, max: 100_000 }),
            lastsUs: fc.integer({ min: 1, max: 300_000 }),
          }),
          {
            maxLength: 2,
          },
        )
        .map((all) => {
          let toUs = 0;
          return all.map(({ afterUs, lastsUs }) => {
            const fromUs = toUs + afterUs;
            toUs = fromUs + lastsUs;
            return { fromUs, toUs };
          });
        }),
    });
    const handed = fc.array(
      fc.record({
        gapUs: fc.nat(20_000),
        count: fc.integer({ min: 1, max: 5 }),
        bytes: fc.integer({ min: 1, max: 400 }),
        host: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const answers = fc.array(fc.tuple(fc.nat(6), fc.nat(3)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        config,
        handed,
        answers,
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        (over, gaps, script, keepOrder, maxAttempts) => {
          let atUs = 0;
          let number = 0;
          const all = gaps.map(({ gapUs, count, bytes, host }) => {
            atUs += gapUs;
            number += count;
            return { atUs, number: number - count, count, bytes, host };
          });
          let asked = 0;
          const outcome: Outcome = ({ count }) => {
            const [stored, reason] = script[asked++ % script.length]!;
            return stored >= count || reason === 0 ? [count, 0] : [stored, reason];
          };
          // What is handed over after the end of the run is not produced.
          const produced = all.filter((row) => row.atUs < over.untilUs);
          const outcomes = send(all, { ...over, outcome, failedRecords: { maxAttempts, keepOrder } });
          const { fates } = outcomes;
          const sum = Object.values(fates).reduce((total, count) => total + count, 0);
          expect(sum).toBe(produced.reduce((total, row) => total + row.count, 0));
          // What is in flight at the end is pending, but for what still gathers.
          expect(outcomes.pending).toBeLessThanOrEqual(fates.inFlight);
          if (over.untilUs > 100_000) expect(outcomes.pending).toBe(0);
          expect(outcomes.mostUnderWay).toBeLessThanOrEqual(over.hosts * over.maxConnections);
          expect(new Set(outcomes.stored).size).toBe(outcomes.stored.length);
          for (const call of outcomes.calls)
            expect(call.records.length).toBeLessThanOrEqual(
              over.operation === 'PutRecord' ? 1 : over.maxRecords,
            );
          for (const { fromUs, toUs } of over.pauses)
            for (const { atUs: sentUs } of outcomes.calls)
              expect(sentUs <= fromUs || sentUs >= toUs).toBe(true);
          if (!keepOrder || over.hosts > 1) return;
          // A request carries either a new batch, behind all records that ever left, or only what the request before
          // it carried: no batch overtakes another.
          let last = -1;
          for (const [i, { attempts, records }] of outcomes.calls.entries()) {
            if (attempts[0] === 1) expect(records[0]).toBeGreaterThan(last);
            else for (const record of records) expect(outcomes.calls[i - 1]!.records).toContain(record);
            last = Math.max(last, ...records);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
