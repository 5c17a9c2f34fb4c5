// A FIFO queue without high throughput takes 300 calls a second of each action, and of a pause not more than a second's
// worth: in every window of T seconds at most 300 + 300 T, and exactly that while more are asked for.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, Bench, S } from './bench.ts';

const BURST = 300;
const RATE = 300;

const fifo = (properties: Readonly<Record<string, unknown>> = {}) =>
  new Bench(
    { queues: { queue: { fifoQueue: true, ...properties } }, readers: { worker: 'queue' } },
    3600 * S,
  );

const ACTIONS = [
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
];

/** Makes one call of an action now, on messages that are long gone where it has some. @param done whether it was let through */
function call(
  on: Bench,
  action: string,
  number: number,
  gone: Answer,
  done: (isAdmitted: boolean) => void,
): void {
  const worker = on.readers.worker!;
  switch (action) {
    case 'SendMessage':
      on.send('queue', [{ number }], { answered: ([stored]) => done(stored === 1) });
      break;
    case 'SendMessageBatch':
      on.send(
        'queue',
        [0, 1, 2].map((i) => ({ number: 3 * number + i, key: `g${i}` })),
        { answered: (stored) => done(stored.every((one) => one === 1)) },
      );
      break;
    case 'ReceiveMessage':
      worker.receive({}, ({ refused }) => done(refused === null));
      break;
    case 'DeleteMessage':
      worker.delete(gone, (_failed, refused) => done(refused === null));
      break;
    default:
      worker.change(gone, S, (_failed, refused) => done(refused === null));
  }
}

/** The moments at which calls of an action were let through. */
function admitted(action: string, callsUs: readonly number[]): readonly number[] {
  const on = fifo();
  const times: number[] = [];
  // Long before, so that every bucket is full again: a message that is received and deleted.
  let gone!: Answer;
  on.at(0, () => on.send('queue', [{ number: 1e9 }]));
  on.at(1, () =>
    on.readers.worker!.receive({}, (answer) => {
      gone = answer;
      on.readers.worker!.delete(answer);
    }),
  );
  for (const [number, atUs] of callsUs.entries()) {
    on.at(10 * S + atUs, () => call(on, action, number, gone, (isIn) => isIn && times.push(atUs)));
  }
  on.run(10 * S + callsUs.at(-1)! + 1);
  return times;
}

describe.each(ACTIONS)('%s on a FIFO queue', (action) => {
  it('is let through at most 300 + 300 T times in every window of T seconds', () => {
    const bursts = fc.array(
      fc.record({
        gapUs: fc.integer({ min: 0, max: 1.5 * S }),
        calls: fc.integer({ min: 50, max: 500 }),
        everyUs: fc.constantFrom(0, 700, 1900, 3400),
      }),
      { minLength: 1, maxLength: 6 },
    );
    let refused = 0;
    fc.assert(
      fc.property(bursts, (all) => {
        const callsUs: number[] = [];
        let atUs = 0;
        for (const { gapUs, calls, everyUs } of all) {
          atUs += gapUs;
          for (let i = 0; i < calls; i++) {
            atUs += everyUs;
            callsUs.push(atUs);
          }
        }
        const times = admitted(action, callsUs);
        refused += callsUs.length - times.length;
        // From call i to call j: j − i + 1 calls in times[j] − times[i], at most 300 + 300 of that in seconds. The most of
        // `300 times[i] − i S` up to j tells the worst of them, in whole numbers.
        let most = Number.NEGATIVE_INFINITY;
        for (const [j, time] of times.entries()) {
          most = Math.max(most, RATE * time - j * S);
          expect(RATE * time - (j + 1) * S).toBeGreaterThanOrEqual(most - BURST * S);
        }
      }),
      { numRuns: 25, seed: 8 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it('is let through exactly so often when more is asked for', () => {
    const times = admitted(
      action,
      Array.from({ length: 10_000 }, (_, i) => i * 1000),
    );
    // The calls come at 0 to 9.999 s: 300 at once, and 300 × 9.999 = 2,999.7.
    expect(times.length).toBe(3299);
  });
});

describe('the actions of a FIFO queue', () => {
  it('have a quota each, and what is refused is told, stored nowhere and not billed', () => {
    const on = fifo();
    const told = new Set<string | null>();
    on.at(0, () => {
      for (let number = 0; number < 310; number++) {
        on.send('queue', [{ number }], { answered: (_stored, [reason]) => told.add(reason!) });
        on.readers.worker!.receive({ max: 1 }, ({ refused }) => told.add(refused));
      }
    });
    const outcome = on.run(S);
    expect(told).toEqual(new Set([null, 'RequestThrottled']));
    expect(outcome.sum('queue', 'Throttles.SendMessage')).toBe(10);
    expect(outcome.sum('queue', 'Transactions.SendMessage')).toBe(300);
    expect(outcome.sum('queue', 'Throttles.ReceiveMessage')).toBe(10);
    expect(outcome.sum('queue', 'Transactions.ReceiveMessage')).toBe(300);
    expect(outcome.usage('queue', 'fifo-request')).toBe(600);
    expect(outcome.fates('worker')).toEqual({ throttledOut: 10, inFlight: 300 });
  });

  it('take ten messages in each call: 3,000 a second in batches', () => {
    const on = fifo();
    for (let i = 0; i < 600; i++) {
      on.at(i * 1000, () => {
        const from = i * 10;
        on.send(
          'queue',
          Array.from({ length: 10 }, (_, row) => ({ number: from + row, key: `g${row}` })),
        );
      });
    }
    const outcome = on.run(S);
    // 300 at once and 300 × 0.599 s: 479 batches.
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(4790);
  });
});
