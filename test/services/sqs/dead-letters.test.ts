import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type BenchPlan, type ReceiveOptions, S } from './bench.ts';

const DAY = 86_400 * S;

function redrive(maxReceiveCount: number, deadLetterTarget = 'dead') {
  return { redrivePolicy: { deadLetterTarget, maxReceiveCount } };
}

function bench(plan: BenchPlan): Bench {
  return new Bench(plan, 30 * DAY);
}

function receiveAt(on: Bench, atUs: number, reader: string, options: ReceiveOptions = {}) {
  const seen: { answer: Answer | null } = { answer: null };
  on.at(atUs, () => {
    on.readers[reader]!.receive({ waitUs: 1, ...options }, (answer) => {
      seen.answer = answer;
    });
  });
  return seen;
}

describe('a dead-letter queue', () => {
  it('gets a message at the receive after its maxReceiveCount-th, not when its visibility timeout is over', () => {
    const on = bench({
      queues: { queue: { visibilityTimeout: '10 s', ...redrive(2) }, dead: {} },
      readers: { worker: 'queue', morgue: 'dead' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 1 * S, 'worker');
    const second = receiveAt(on, 20 * S, 'worker');
    const early = receiveAt(on, 99 * S, 'morgue');
    const third = receiveAt(on, 100 * S, 'worker');
    const buried = receiveAt(on, 101 * S, 'morgue');
    on.at(102 * S, () => {
      on.readers.morgue!.finish(buried.answer!);
      on.readers.morgue!.delete(buried.answer!);
    });
    const outcome = on.run(200 * S);
    expect([first.answer?.counts, second.answer?.counts]).toEqual([[1], [2]]);
    expect(early.answer?.numbers).toEqual([]);
    expect(third.answer?.numbers).toEqual([]);
    expect(buried.answer?.numbers).toEqual([1]);
    expect(on.readers.worker!.gone).toEqual([1]);
    expect(outcome.fates('worker')).toEqual({ deadLettered: 1 });
    expect(outcome.fates('morgue')).toEqual({ delivered: 1 });
    expect(outcome.sum('queue', 'DeadLettered')).toBe(1);
    expect(outcome.sum('dead', 'NumberOfMessagesSent')).toBe(0);
  });

  it('takes poison out of the way of what comes behind it, in the same receive', () => {
    const on = bench({
      queues: { queue: { visibilityTimeout: '10 s', ...redrive(1) }, dead: {} },
      readers: { worker: 'queue' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, 1 * S, 'worker');
    on.at(15 * S, () => on.send('queue', [{ number: 2 }]));
    const next = receiveAt(on, 20 * S, 'worker');
    const outcome = on.run(25 * S);
    expect(next.answer?.numbers).toEqual([2]);
    expect(outcome.level('dead', 'ApproximateNumberOfMessagesVisible').last).toBe(1);
    expect(outcome.fates('worker')).toEqual({ deadLettered: 1, inFlight: 1 });
  });

  // SQS developer guide, dead-letter queues: retention counts from when the message was sent to its first queue.
  it('of a standard queue keeps the time of sending: retention goes on, and the age begins anew', () => {
    const on = bench({
      queues: {
        queue: { visibilityTimeout: '10 s', messageRetentionPeriod: '4 d', ...redrive(1) },
        dead: { messageRetentionPeriod: '4 d' },
      },
      readers: { worker: 'queue', morgue: 'dead' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, DAY, 'worker');
    receiveAt(on, 2 * DAY, 'worker'); // moves it
    const buried = receiveAt(on, 4 * DAY - 100 * S, 'morgue');
    const gone = receiveAt(on, 4 * DAY, 'morgue');
    let ageUs = 0;
    on.at(3 * DAY, () => {
      ageUs = on.readers.morgue!.queue.ageOfOldestUs(3 * DAY);
    });
    const outcome = on.run(5 * DAY);
    expect(buried.answer?.storedUs).toEqual([0]);
    expect(ageUs).toBe(DAY);
    expect(gone.answer?.numbers).toEqual([]);
    expect(outcome.sum('dead', 'Expired')).toBe(1);
    expect(outcome.fates('morgue')).toEqual({ expired: 1 });
    expect(on.readers.morgue!.gone).toEqual([1]);
  });

  it('of a FIFO queue counts retention from the move', () => {
    const on = bench({
      queues: {
        queue: { fifoQueue: true, visibilityTimeout: '10 s', ...redrive(1) },
        dead: { fifoQueue: true },
      },
      readers: { worker: 'queue', morgue: 'dead' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, DAY, 'worker');
    receiveAt(on, 2 * DAY, 'worker');
    const buried = receiveAt(on, 4 * DAY + 100 * S, 'morgue');
    const outcome = on.run(7 * DAY);
    expect(buried.answer?.storedUs).toEqual([2 * DAY]);
    expect(outcome.sum('dead', 'Expired')).toBe(1);
  });

  it('that nobody reads keeps what it got, and no flow leads to it', () => {
    const on = bench({
      queues: { queue: { visibilityTimeout: '10 s', ...redrive(1) }, dead: {} },
      readers: { worker: 'queue' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, S, 'worker');
    receiveAt(on, 20 * S, 'worker');
    const outcome = on.run(DAY);
    expect(outcome.flows.filter(({ from }) => from === 'to queue').map(({ to }) => to)).toEqual(['worker']);
    expect(outcome.fates('worker')).toEqual({ deadLettered: 1 });
  });

  it('ends nothing for who had worked a message through that was never deleted, and gives it to those behind', () => {
    const on = bench({
      queues: { queue: { visibilityTimeout: '10 s', ...redrive(1) }, dead: {} },
      readers: { worker: 'queue', morgue: 'dead' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, S, 'worker');
    on.at(5 * S, () => on.readers.worker!.finish(first.answer!)); // and its delete never comes
    receiveAt(on, 20 * S, 'worker');
    const buried = receiveAt(on, 30 * S, 'morgue');
    on.at(31 * S, () => on.readers.morgue!.finish(buried.answer!));
    const outcome = on.run(40 * S);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
    expect(outcome.fates('morgue')).toEqual({ delivered: 1 });
    expect(on.readers.worker!.gone).toEqual([]);
  });

  it('leaves those behind it without what was deleted before', () => {
    const on = bench({
      queues: { queue: redrive(3), dead: {} },
      readers: { worker: 'queue', morgue: 'dead' },
    });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, S, 'worker');
    on.at(5 * S, () => {
      on.readers.worker!.finish(first.answer!);
      on.readers.worker!.delete(first.answer!);
    });
    const outcome = on.run(40 * S);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
    expect(outcome.fates('morgue')).toEqual({ filtered: 1 });
  });
});

describe('an application that reads a queue and its dead-letter queue', () => {
  const both = () =>
    bench({
      queues: {
        queue: { visibilityTimeout: '10 s', messageRetentionPeriod: '100 s', ...redrive(1) },
        dead: {},
      },
      readers: { worker: ['queue', 'dead'] },
    });

  it('has lost nothing that it finishes behind', () => {
    const on = both();
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, S, 'worker');
    receiveAt(on, 20 * S, 'worker'); // moves it
    on.at(30 * S, () => {
      const [dead] = on.readers.worker!.beside;
      dead!.receive({ waitUs: 1 }, (answer) => {
        dead!.finish(answer);
        dead!.delete(answer);
      });
    });
    const outcome = on.run(40 * S);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
    expect(on.readers.worker!.gone).toEqual([]);
  });

  it('finishes a message once, though it comes again behind', () => {
    const on = both();
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, S, 'worker');
    on.at(5 * S, () => on.readers.worker!.finish(first.answer!));
    receiveAt(on, 20 * S, 'worker');
    let again: boolean[] = [];
    on.at(30 * S, () => {
      const [dead] = on.readers.worker!.beside;
      dead!.receive({ waitUs: 1 }, (answer) => {
        again = dead!.finish(answer);
      });
    });
    const outcome = on.run(40 * S);
    expect(again).toEqual([false]);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
    expect(outcome.flows[0]!.duplicates).toBe(1);
  });

  it('has lost what expires before it was moved', () => {
    const on = both();
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    expect(on.run(200 * S).fates('worker')).toEqual({ expired: 1 });
  });
});

describe('applications that read one queue', () => {
  it('compete: what one works through is not for the other', () => {
    const on = bench({ queues: { queue: {} }, readers: { a: 'queue', b: 'queue' } });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    on.at(1, () => on.send('queue', [{ number: 2 }]));
    const first = receiveAt(on, S, 'a', { max: 1 });
    const second = receiveAt(on, S + 1, 'b', { max: 1 });
    on.at(2 * S, () => {
      on.readers.a!.finish(first.answer!);
      on.readers.b!.finish(second.answer!);
    });
    const outcome = on.run(3 * S);
    expect([first.answer?.numbers, second.answer?.numbers]).toEqual([[1], [2]]);
    expect(outcome.fates('a')).toEqual({ delivered: 1, filtered: 1 });
    expect(outcome.fates('b')).toEqual({ delivered: 1, filtered: 1 });
  });
});
