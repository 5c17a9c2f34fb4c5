import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type ReceiveOptions, S } from './bench.ts';

const DAY = 86_400 * S;
const KIB = 1024;

function bench(queue: Readonly<Record<string, unknown>> = {}, isRead = true): Bench {
  return new Bench({ queues: { queue }, readers: isRead ? { worker: 'queue' } : {} }, 30 * DAY);
}

function receiveAt(on: Bench, atUs: number, options: ReceiveOptions = {}) {
  const seen: { answer: Answer | null } = { answer: null };
  on.at(atUs, () => {
    on.readers.worker!.receive({ waitUs: 1, ...options }, (answer) => {
      seen.answer = answer;
    });
  });
  return seen;
}

const numbered = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, number) => ({ number, bytes }));

describe('a message', () => {
  it('is there from when its call reaches the queue, half of the call before the answer', () => {
    const on = bench();
    let answeredUs = 0;
    on.at(0, () =>
      on.send('queue', [{ number: 1 }], {
        latencyUs: 10 * S,
        answered: (_stored, _reasons, nowUs) => {
          answeredUs = nowUs;
        },
      }),
    );
    const poll = receiveAt(on, S, { waitUs: 20 * S });
    on.run(60 * S);
    expect(poll.answer?.atUs).toBe(5 * S);
    expect(poll.answer?.storedUs).toEqual([5 * S]);
    expect(answeredUs).toBe(10 * S);
  });

  it('waits for the delay of its queue, and ages meanwhile', () => {
    const on = bench({ delay: '15 min' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const early = receiveAt(on, 900 * S - 2);
    const poll = receiveAt(on, 895 * S, { waitUs: 20 * S });
    const outcome = on.run(950 * S);
    expect(early.answer?.numbers).toEqual([]);
    expect(poll.answer?.atUs).toBe(900 * S);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesDelayed').mean).toBeCloseTo(
      900 / (30 * 86_400),
      12,
    );
    // Received twice hidden in 30 s, at 930 s it can be received again.
    expect(outcome.level('queue', 'ApproximateAgeOfOldestMessage').last).toBe(949 * S);
  });

  it('expires when its retention is over, in flight or not', () => {
    const on = bench({ messageRetentionPeriod: '60 s', visibilityTimeout: '1 h' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    on.at(10 * S, () => on.send('queue', [{ number: 2 }]));
    const first = receiveAt(on, 5 * S);
    let isFinished = true;
    on.at(65 * S, () => {
      [isFinished] = on.readers.worker!.finish(first.answer!) as [boolean];
    });
    const outcome = on.run(120 * S);
    expect(isFinished).toBe(false);
    expect(on.readers.worker!.gone).toEqual([1]);
    expect(outcome.sum('queue', 'Expired')).toBe(2);
    expect(outcome.fates('worker')).toEqual({ expired: 2 });
    expect(outcome.flows[0]!.duplicates).toBe(1);
  });

  it('that is too large is refused, and the others of its batch are not', () => {
    const on = bench({ maximumMessageSize: '64 KiB' });
    const seen: unknown[] = [];
    on.at(0, () =>
      on.send(
        'queue',
        [
          { number: 1, bytes: 64 * KIB + 1 },
          { number: 2, bytes: 64 * KIB },
        ],
        {
          answered: (stored, reasons) => seen.push(stored, reasons),
        },
      ),
    );
    const outcome = on.run(S);
    expect(seen).toEqual([
      [0, 1],
      ['InvalidParameterValue', null],
    ]);
    expect(outcome.fates('worker')).toEqual({ rejected: 1, inFlight: 1 });
    expect(outcome.sum('queue', 'RefusedMessages')).toBe(1);
  });

  it('goes down with its batch when that is above 1 MiB', () => {
    const on = bench();
    const seen: unknown[] = [];
    on.at(0, () =>
      on.send('queue', numbered(10, 105 * KIB), {
        answered: (stored, reasons) => seen.push(stored, reasons[0]),
      }),
    );
    const outcome = on.run(S);
    expect(seen).toEqual([new Array(10).fill(0), 'BatchRequestTooLong']);
    expect(outcome.usage('queue', 'standard-request')).toBe(0);
  });

  it('goes down with its batch when that has more than ten entries', () => {
    const on = bench();
    const seen: unknown[] = [];
    on.at(0, () =>
      on.send('queue', numbered(11, 1), { answered: (stored, reasons) => seen.push(stored, reasons[10]) }),
    );
    on.run(S);
    expect(seen).toEqual([new Array(11).fill(0), 'TooManyEntriesInBatchRequest']);
  });

  it('comes again once after its delete where a copy was not reached, as a duplicate', () => {
    const on = bench({ duplicateRate: '10%', visibilityTimeout: '10 s' });
    const count = 2000;
    for (let i = 0; i < count / 10; i++) {
      on.at(i, () =>
        on.send(
          'queue',
          numbered(10, 100).map(({ number }) => ({ number: number + 10 * i })),
        ),
      );
    }
    const repeats: number[] = [];
    const work = (): void =>
      on.readers.worker!.receive({ waitUs: 1 }, (answer) => {
        answer.duplicates.forEach((duplicate, row) => {
          if (duplicate === 1) repeats.push(answer.numbers[row]!);
        });
        on.readers.worker!.finish(answer);
        on.readers.worker!.delete(answer);
      });
    for (let i = 0; i < 1000; i++) on.at(S + i, work);
    for (let i = 0; i < 1000; i++) on.at(20 * S + i, work);
    const outcome = on.run(60 * S);
    expect(outcome.fates('worker')).toEqual({ delivered: count });
    expect(new Set(repeats).size).toBe(repeats.length);
    // Binomial(2000, 0.1): 200, standard deviation 13.4; four of them.
    expect(Math.abs(repeats.length - 200)).toBeLessThan(54);
    expect(outcome.flows[0]!.duplicates).toBe(repeats.length);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesVisible').last).toBe(0);
  });

  it('that was received three times goes to the back, and the next one is the oldest', () => {
    const on = bench({ visibilityTimeout: '1 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    on.at(100 * S, () => on.send('queue', [{ number: 2 }]));
    const order: number[] = [];
    for (const at of [101, 103, 105]) {
      on.at(at * S, () =>
        on.readers.worker!.receive({ waitUs: 1, max: 1 }, ({ numbers }) => order.push(...numbers)),
      );
    }
    let ageUs = 0;
    on.at(110 * S, () => {
      ageUs = on.readers.worker!.queue.ageOfOldestUs(110 * S);
      on.readers.worker!.receive({ waitUs: 1, max: 1 }, ({ numbers }) => order.push(...numbers));
    });
    on.run(120 * S);
    expect(order).toEqual([1, 1, 1, 2]);
    expect(ageUs).toBe(10 * S);
  });
});

describe('a queue that is slow', () => {
  it('takes so many times as long for calls that begin meanwhile, and waits no longer for a first message', () => {
    const on = bench();
    on.at(0, () => on.slow('queue', 3, true));
    on.at(S, () => on.send('queue', [{ number: 1 }], { latencyUs: 2 * S })); // reaches the queue at 4 s
    const first = receiveAt(on, S, { waitUs: 20 * S, latencyUs: 1 * S }); // at 2.5 s
    on.at(20 * S, () => on.slow('queue', 3, false));
    const after = receiveAt(on, 30 * S, { waitUs: 20 * S, latencyUs: 1 * S });
    on.run(100 * S);
    expect(first.answer?.receivedUs).toEqual([4 * S]);
    expect(first.answer?.atUs).toBe(5.5 * S);
    // Visible again at 34 s.
    expect(after.answer?.atUs).toBe(34.5 * S);
  });
});

describe('the bill', () => {
  // SQS pricing: a request is 64 KB of payload, 256 KB are four requests, 1 MiB sixteen.
  it('counts a batch of 256 KB as four requests, and its receive as four more', () => {
    const on = bench();
    on.at(0, () => on.send('queue', numbered(8, 32 * KIB)));
    receiveAt(on, S);
    expect(on.run(2 * S).usage('queue', 'standard-request')).toBe(8);
  });

  it('counts a message of 1 MiB as sixteen requests, and one byte as one', () => {
    const on = bench();
    on.at(0, () => on.send('queue', [{ number: 1, bytes: 1024 * KIB }]));
    on.at(1, () => on.send('queue', [{ number: 2, bytes: 1 }]));
    expect(on.run(S).usage('queue', 'standard-request')).toBe(17);
  });

  it('counts sends, receives, empty receives, changes of visibility and deletes, a batch as one', () => {
    const on = bench();
    on.at(0, () => on.send('queue', numbered(10, 100))); // 1
    const first = receiveAt(on, S); // 2
    receiveAt(on, 2 * S); // 3, empty
    on.at(3 * S, () => on.readers.worker!.change(first.answer!, 60 * S)); // 4
    on.at(4 * S, () => on.readers.worker!.delete(first.answer!)); // 5
    expect(on.run(5 * S).usage('queue', 'standard-request')).toBe(5);
  });
});

describe('a queue that nobody reads', () => {
  it('keeps its messages until their retention is over, to a thousandth of it', () => {
    const on = bench({ messageRetentionPeriod: '1000 s' }, false);
    for (let i = 0; i < 100; i++) on.at(i * 10 * S, () => on.send('queue', [{ number: i }]));
    const outcome = on.run(1500 * S + 1);
    expect(outcome.fates('queue')).toEqual({ stored: 100 });
    // Those of 0 to 500 s are gone.
    expect(outcome.sum('queue', 'Expired')).toBe(51);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesVisible').last).toBe(49);
    expect(outcome.level('queue', 'ApproximateAgeOfOldestMessage').last).toBe(990 * S);
  });
});
