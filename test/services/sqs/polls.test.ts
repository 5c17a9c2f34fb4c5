import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type ReceiveOptions, S } from './bench.ts';

function bench(queue: Readonly<Record<string, unknown>> = {}): Bench {
  return new Bench({ queues: { queue }, readers: { worker: 'queue' } }, 3600 * S);
}

function receiveAt(on: Bench, atUs: number, options: ReceiveOptions = {}): { answer: Answer | null } {
  const seen: { answer: Answer | null } = { answer: null };
  on.at(atUs, () => {
    on.readers.worker!.receive(options, (answer) => {
      seen.answer = answer;
    });
  });
  return seen;
}

const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ({ number: from + i }));

describe('a long poll', () => {
  it('is answered at the first message, not when ten are there', () => {
    const on = bench();
    const poll = receiveAt(on, 0, { waitUs: 20 * S });
    for (let i = 0; i < 10; i++) on.at((i + 1) * S, () => on.send('queue', [{ number: i }]));
    on.run(60 * S);
    expect(poll.answer?.atUs).toBe(1 * S);
    expect(poll.answer?.numbers).toEqual([0]);
  });

  it('gets all that one batch brings', () => {
    const on = bench();
    const poll = receiveAt(on, 0, { waitUs: 20 * S });
    on.at(3 * S, () => on.send('queue', numbered(10)));
    on.run(60 * S);
    expect(poll.answer?.numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is answered empty when its time is over, half of its latency later', () => {
    const on = bench();
    const poll = receiveAt(on, 0, { waitUs: 20 * S, latencyUs: 2 * S });
    const outcome = on.run(60 * S);
    expect(poll.answer?.atUs).toBe(22 * S);
    expect(outcome.sum('queue', 'NumberOfEmptyReceives')).toBe(1);
    expect(outcome.usage('queue', 'standard-request')).toBe(1);
  });

  it('asks all hosts, so that it finds what there is', () => {
    const on = bench({ shortPollSample: '1%' });
    on.at(0, () => on.send('queue', numbered(10)));
    const poll = receiveAt(on, S, { waitUs: 1 });
    on.run(60 * S);
    expect(poll.answer?.numbers).toHaveLength(10);
  });

  it('that waited longest is served first', () => {
    const on = bench();
    const first = receiveAt(on, 0, { waitUs: 20 * S });
    const second = receiveAt(on, 1, { waitUs: 20 * S });
    on.at(S, () => on.send('queue', [{ number: 1 }]));
    on.at(2 * S, () => on.send('queue', [{ number: 2 }]));
    on.run(60 * S);
    expect(first.answer?.numbers).toEqual([1]);
    expect(second.answer?.numbers).toEqual([2]);
  });
});

describe('a short poll', () => {
  // 32 hosts and a tenth of them, so 3: one message lies on one of them, ten on ten.
  it('misses what lies on hosts that it does not ask: a single message in 29 of 32 polls', () => {
    const on = bench();
    on.at(0, () => on.send('queue', [{ number: 1 }]));
    const polls = 3200;
    let found = 0;
    for (let i = 0; i < polls; i++) {
      on.at((i + 1) * S, () => {
        on.readers.worker!.receive({ visibilityTimeoutUs: 0 }, ({ numbers }) => {
          found += numbers.length;
        });
      });
    }
    const outcome = on.run(3500 * S);
    // Binomial(3200, 3/32): 300 expected, standard deviation 16.5; four of them.
    expect(Math.abs(found - 300)).toBeLessThan(66);
    expect(outcome.sum('queue', 'NumberOfEmptyReceives')).toBe(polls - found);
    expect(outcome.usage('queue', 'standard-request')).toBe(polls + 1);
  });

  it('brings fewer than are there: of 32 messages on 32 hosts the three that it asks for', () => {
    const on = bench();
    for (let i = 0; i < 4; i++) on.at(i, () => on.send('queue', numbered(8, 8 * i)));
    const poll = receiveAt(on, S);
    on.run(60 * S);
    expect(poll.answer?.numbers).toHaveLength(3);
    expect(poll.answer?.atUs).toBe(S);
  });

  it('finds ten when there are a thousand', () => {
    const on = bench();
    for (let i = 0; i < 100; i++) on.at(i, () => on.send('queue', numbered(10, 10 * i)));
    const poll = receiveAt(on, S);
    on.run(60 * S);
    expect(poll.answer?.numbers).toHaveLength(10);
  });
});

describe('the cap of 120,000 messages in flight', () => {
  // 12,001 batches of ten, all received ten at a time.
  function full(): Bench {
    const on = bench({ visibilityTimeout: '12 h' });
    for (let i = 0; i < 12_001; i++) on.at(i, () => on.send('queue', numbered(10, 10 * i)));
    for (let i = 0; i < 12_000; i++) {
      on.at(S + i, () => on.readers.worker!.receive({ waitUs: 1 }, () => {}));
    }
    return on;
  }

  it('refuses short polls with OverLimit, and leaves long polls without an answer until their time is over', () => {
    const on = full();
    const short = receiveAt(on, 10 * S);
    const long = receiveAt(on, 10 * S, { waitUs: 20 * S });
    const outcome = on.run(60 * S);
    expect(short.answer?.refused).toBe('OverLimit');
    expect(long.answer?.refused).toBeNull();
    expect(long.answer?.numbers).toEqual([]);
    expect(long.answer?.atUs).toBe(30 * S);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesNotVisible').max).toBe(120_000);
    expect(outcome.sum('queue', 'OverLimit')).toBe(1);
  });

  it('lets a long poll have as many as were deleted meanwhile', () => {
    const on = full();
    const kept = receiveAt(on, S - 1, { waitUs: 1 });
    const long = receiveAt(on, 10 * S, { waitUs: 20 * S });
    on.at(15 * S, () => on.readers.worker!.delete(kept.answer!));
    on.run(60 * S);
    expect(kept.answer?.numbers).toHaveLength(10);
    expect(long.answer?.atUs).toBe(15 * S);
    expect(long.answer?.numbers).toHaveLength(10);
  });
});
