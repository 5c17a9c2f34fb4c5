// What waits in a queue is a backlog where somebody receives it. A queue that nobody reads, such as a dead-letter queue,
// keeps what it gets: that it grows says nothing of whether the design keeps up.

import { describe, expect, it } from 'vitest';
import { even, run } from '../plan.ts';
import { Bench, S } from './bench.ts';

describe('the backlog of a queue', () => {
  it('is nothing where nobody reads, however much it keeps', () => {
    const seen = run({
      seconds: 10,
      workloads: { orders: even('10/s', '1 KiB') },
      components: {
        shop: { type: 'custom.source', workload: 'orders', to: 'kept' },
        kept: { type: 'sqs.queue' },
      },
    });
    expect(seen.level('kept', 'Backlog')).toBe(0);
    // The first comes at 0 s: 1 to 100 messages, a tenth of a second each.
    expect(seen.level('kept', 'ApproximateNumberOfMessagesVisible')).toBeCloseTo(50.5, 6);
  });

  it('is what can be received where an application reads', () => {
    const on = new Bench({ queues: { queue: {} }, readers: { worker: 'queue' } }, 20 * S);
    on.at(0, () => on.send('queue', [{ number: 1 }, { number: 2 }, { number: 3 }]));
    on.at(10 * S, () => on.readers.worker!.receive({ max: 2, waitUs: 1 }, () => {}));
    const outcome = on.run(20 * S);
    // Three for ten seconds, then one.
    expect(outcome.level('queue', 'Backlog').mean).toBeCloseTo((3 * 10 + 1 * 10) / 20, 2);
    expect(outcome.level('queue', 'Backlog').mean).toBe(
      outcome.level('queue', 'ApproximateNumberOfMessagesVisible').mean,
    );
  });
});
