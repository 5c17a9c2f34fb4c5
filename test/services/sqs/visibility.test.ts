import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type BenchPlan, type ReceiveOptions, S } from './bench.ts';

/** One queue, one reader. */
function bench(queue: Readonly<Record<string, unknown>>, plan: Partial<BenchPlan> = {}): Bench {
  return new Bench({ queues: { queue }, readers: { worker: 'queue' }, ...plan }, 100 * 86_400 * S);
}

/** Receives at a time; the answers in the order of asking. */
function receiveAt(on: Bench, atUs: number, options: ReceiveOptions = {}): { answer: Answer | null } {
  const seen: { answer: Answer | null } = { answer: null };
  on.at(atUs, () => {
    on.readers.worker!.receive({ waitUs: 1, ...options }, (answer) => {
      seen.answer = answer;
    });
  });
  return seen;
}

describe('the visibility timeout', () => {
  it('hides a received message for 30 s from when it was handed over, and shows it at 30 s', () => {
    const on = bench({});
    on.at(0, () => on.send('queue', [{ number: 7 }]));
    const first = receiveAt(on, 10 * S);
    const hidden = receiveAt(on, 40 * S - 2);
    const again = receiveAt(on, 40 * S);
    on.run(60 * S);
    expect(first.answer?.numbers).toEqual([7]);
    expect(first.answer?.receivedUs).toEqual([10 * S]);
    expect(hidden.answer?.numbers).toEqual([]);
    expect(again.answer?.numbers).toEqual([7]);
    expect(again.answer?.counts).toEqual([2]);
  });

  it('runs from the hand-over, half of the call before its answer', () => {
    const on = bench({ visibilityTimeout: '10 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 1 * S, { latencyUs: 4 * S });
    const again = receiveAt(on, 5 * S, { waitUs: 20 * S });
    on.run(60 * S);
    expect(first.answer?.receivedUs).toEqual([3 * S]);
    expect(first.answer?.atUs).toBe(5 * S);
    expect(again.answer?.atUs).toBe(13 * S);
  });

  // SQS developer guide, visibility timeout: 60 s, changed to 10 s after 15 s, ends 25 s after the receive.
  it('begins anew when it is changed: 60 s, at 15 s changed to 10 s, visible at 25 s', () => {
    const on = bench({ visibilityTimeout: '60 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 0);
    on.at(15 * S, () => on.readers.worker!.change(first.answer!, 10 * S));
    const early = receiveAt(on, 25 * S - 2);
    const again = receiveAt(on, 25 * S);
    on.run(30 * S);
    expect(early.answer?.numbers).toEqual([]);
    expect(again.answer?.numbers).toEqual([1]);
  });

  it('shows a message at once when it is changed to 0', () => {
    const on = bench({});
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, S);
    const waiting = receiveAt(on, 2 * S, { waitUs: 20 * S });
    on.at(5 * S, () => on.readers.worker!.change(first.answer!, 0));
    on.run(30 * S);
    expect(waiting.answer?.atUs).toBe(5 * S);
    expect(waiting.answer?.counts).toEqual([2]);
  });

  it('is not changed by a receipt that is not the last, nor beyond 12 h after the receive', () => {
    const on = bench({ visibilityTimeout: '10 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 0);
    const second = receiveAt(on, 10 * S);
    const failed: number[] = [];
    on.at(11 * S, () => {
      on.readers.worker!.change(first.answer!, 5 * S, (count) => failed.push(count));
      on.readers.worker!.change(second.answer!, 43_200 * S, (count) => failed.push(count));
      on.readers.worker!.change(second.answer!, 43_199 * S, (count) => failed.push(count));
    });
    const outcome = on.run(60 * S);
    expect(failed).toEqual([1, 1, 0]);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesNotVisible').last).toBe(1);
  });

  it('may be set by the receive for what it gets', () => {
    const on = bench({});
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    receiveAt(on, S, { visibilityTimeoutUs: 5 * S });
    const again = receiveAt(on, 2 * S, { waitUs: 20 * S });
    on.run(60 * S);
    expect(again.answer?.atUs).toBe(6 * S);
  });
});

describe('a delete', () => {
  it('of a standard queue succeeds after the visibility timeout, while nobody has the message', () => {
    const on = bench({ visibilityTimeout: '10 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 0);
    on.at(20 * S, () => {
      on.readers.worker!.finish(first.answer!);
      on.readers.worker!.delete(first.answer!);
    });
    const outcome = on.run(60 * S);
    expect(outcome.sum('queue', 'NumberOfMessagesDeleted')).toBe(1);
    expect(outcome.sum('queue', 'LateDeletes')).toBe(1);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesVisible').last).toBe(0);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
  });

  it('by an old receipt succeeds and deletes nothing once the message was received again', () => {
    const on = bench({ visibilityTimeout: '10 s' });
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 0);
    receiveAt(on, 15 * S);
    const failed: number[] = [];
    on.at(20 * S, () => {
      on.readers.worker!.finish(first.answer!);
      on.readers.worker!.delete(first.answer!, (count) => failed.push(count));
    });
    const third = receiveAt(on, 30 * S);
    const outcome = on.run(60 * S);
    expect(failed).toEqual([0]);
    expect(third.answer?.numbers).toEqual([1]);
    // It was worked through once before.
    expect(third.answer?.duplicates).toEqual([1]);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
  });

  it('of what nobody worked through ends it as filtered', () => {
    const on = bench({});
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const first = receiveAt(on, 0);
    on.at(S, () => on.readers.worker!.delete(first.answer!));
    expect(on.run(60 * S).fates('worker')).toEqual({ filtered: 1 });
  });
});
