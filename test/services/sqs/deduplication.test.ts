// What a FIFO queue does with a message that was sent before: answers it as stored, and does not add it, for five minutes
// from when the first was stored (SQS developer guide, message deduplication ID).

import { describe, expect, it } from 'vitest';
import { Bench, S } from './bench.ts';

const fifo = (readers: Readonly<Record<string, string>> = { worker: 'queue' }) =>
  new Bench({ queues: { queue: { fifoQueue: true } }, readers }, 3600 * S);

describe('a message that is sent again', () => {
  it('is answered as stored and not added, also when the first was deleted', () => {
    const on = fifo();
    const stored: number[] = [];
    on.at(0, () => on.send('queue', [{ number: 7 }]));
    on.at(S, () =>
      on.readers.worker!.receive({}, (answer) => {
        on.readers.worker!.finish(answer);
        on.readers.worker!.delete(answer);
      }),
    );
    on.at(299 * S, () =>
      on.send('queue', [{ number: 7, duplicate: true }], { answered: ([count]) => stored.push(count!) }),
    );
    const outcome = on.run(310 * S);
    expect(stored).toEqual([1]);
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(1);
    expect(outcome.sum('queue', 'NumberOfDeduplicatedSentMessages')).toBe(1);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesVisible').last).toBe(0);
    // Both sends, the receive and the delete.
    expect(outcome.usage('queue', 'fifo-request')).toBe(4);
    expect(outcome.fates('worker')).toEqual({ delivered: 1 });
  });

  it('is added five minutes after the first was stored, whatever was sent between', () => {
    const on = fifo();
    for (const [atUs, duplicate] of [
      [0, false],
      [200 * S, true],
      [300 * S - 1, true],
      [300 * S, true],
    ] as const) {
      on.at(atUs, () => on.send('queue', [{ number: 7, duplicate }]));
    }
    const got: number[] = [];
    on.at(301 * S, () => on.readers.worker!.receive({}, ({ duplicates }) => got.push(...duplicates)));
    const outcome = on.run(310 * S);
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(2);
    expect(outcome.sum('queue', 'NumberOfDeduplicatedSentMessages')).toBe(2);
    // The second message is the record's duplicate.
    expect(got).toEqual([0, 1]);
  });

  it('is known within the same batch, and in a queue that nobody reads', () => {
    const on = fifo({});
    on.at(0, () =>
      on.send('queue', [{ number: 1, count: 3 }, { number: 1, count: 3, duplicate: true }, { number: 4 }]),
    );
    const outcome = on.run(S);
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(4);
    expect(outcome.sum('queue', 'NumberOfDeduplicatedSentMessages')).toBe(3);
    expect(outcome.fates('queue')).toEqual({ stored: 4 });
  });

  it('is stored where the first was refused', () => {
    const on = fifo();
    on.at(0, () => {
      for (let number = 0; number < 301; number++) on.send('queue', [{ number }]);
    });
    on.at(S, () => on.send('queue', [{ number: 300, duplicate: true }]));
    const outcome = on.run(2 * S);
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(301);
    expect(outcome.sum('queue', 'NumberOfDeduplicatedSentMessages')).toBe(0);
  });
});
