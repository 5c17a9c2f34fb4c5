// FIFO queues with high throughput: groups lie on partitions by their hash, each partition takes 300 transactions a second
// of each action, and a batch is one transaction of each partition that it touches (SQS developer guide, high throughput).

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, Bench, S } from './bench.ts';

const high = (partitions: number, partitionTime = '1 h', seed = '1') =>
  new Bench(
    {
      seed,
      queues: {
        queue: {
          fifoQueue: true,
          deduplicationScope: 'messageGroup',
          fifoThroughputLimit: 'perMessageGroupId',
          partitions,
          partitionTime,
        },
      },
      readers: { worker: 'queue' },
    },
    3600 * S,
  );

/** The partition of a group among so many that share the hashes evenly. */
function partitionOf(group: string, partitions: number): number {
  return Math.floor((createHash('md5').update(group).digest().readUInt32BE(0) / 2 ** 32) * partitions);
}

/** Groups of one of the partitions. */
function groupsOn(partition: number, partitions: number, count: number): string[] {
  const groups: string[] = [];
  for (let i = 0; groups.length < count; i++) {
    if (partitionOf(`g${i}`, partitions) === partition) groups.push(`g${i}`);
  }
  return groups;
}

describe('a partition', () => {
  it('takes 300 sends a second and one second’s worth at once, and the queue as many times that as it has partitions', () => {
    const on = high(4);
    // Ten thousand sends a second for two seconds, over many groups of each partition.
    for (let i = 0; i < 20_000; i++) {
      on.at(i * 100, () => on.send('queue', [{ number: i, key: `g${i % 200}` }]));
    }
    const outcome = on.run(2 * S);
    // The calls of a partition come to 1.9999 s: 300 + 599.97, and the last of them a little before.
    expect(outcome.sum('queue', 'Transactions.SendMessage')).toBeGreaterThanOrEqual(4 * 898);
    expect(outcome.sum('queue', 'Transactions.SendMessage')).toBeLessThanOrEqual(4 * 899);
  });

  it('is all that one group has, however many there are', () => {
    const on = high(16);
    for (let i = 0; i < 2000; i++) on.at(i * 1000, () => on.send('queue', [{ number: i, key: 'one' }]));
    // 300 + 300 × 1.999 = 899.7.
    expect(on.run(2 * S).sum('queue', 'Transactions.SendMessage')).toBe(899);
  });
});

describe('a batch', () => {
  it('is one transaction of each partition that its groups lie on', () => {
    const on = high(8);
    const batches = Array.from({ length: 50 }, (_, i) =>
      Array.from({ length: 10 }, (_, row) => ({ number: 10 * i + row, key: `k${(i * 7 + row * row) % 40}` })),
    );
    for (const batch of batches) on.at(0, () => on.send('queue', batch));
    const touched = batches.map((batch) => new Set(batch.map(({ key }) => partitionOf(key, 8))).size);
    const outcome = on.run(S);
    expect(outcome.sum('queue', 'Transactions.SendMessage')).toBe(touched.reduce((sum, one) => sum + one, 0));
    expect(outcome.sum('queue', 'Throttles.SendMessage')).toBe(0);
    expect(outcome.sum('queue', 'BilledRequests')).toBe(50);
  });

  it('loses those of its entries whose partition is spent, and no others', () => {
    const on = high(2);
    const [left] = groupsOn(0, 2, 1);
    const [right] = groupsOn(1, 2, 1);
    const answers: (readonly (string | null)[])[] = [];
    on.at(0, () => {
      for (let i = 0; i < 300; i++) on.send('queue', [{ number: i, key: left! }]);
      on.send(
        'queue',
        [
          { number: 300, key: left! },
          { number: 301, key: right!, count: 2 },
          { number: 303, key: left! },
        ],
        { answered: (_stored, reasons) => answers.push(reasons) },
      );
    });
    const outcome = on.run(S);
    expect(answers).toEqual([['RequestThrottled', null, 'RequestThrottled']]);
    expect(outcome.sum('queue', 'NumberOfMessagesSent')).toBe(302);
    expect(outcome.sum('queue', 'Throttles.SendMessage')).toBe(1);
  });

  it('of deletes is refused as a whole where one of its partitions is spent, and takes nothing of the others', () => {
    const on = high(2);
    const [left] = groupsOn(0, 2, 1);
    const [right] = groupsOn(1, 2, 1);
    const answers: Answer[] = [];
    const refused: (string | null)[] = [];
    const worker = () => on.readers.worker!;
    on.at(0, () =>
      on.send('queue', [
        { number: 0, key: left! },
        { number: 1, key: right! },
      ]),
    );
    on.at(1, () => worker().receive({}, (answer) => answers.push(answer)));
    on.at(2, () => {
      const [both] = answers;
      const place = both!.numbers.indexOf(0);
      // Deletes of what is gone count, too.
      for (let i = 0; i < 300; i++) worker().delete(both!, () => {}, [place, place + 1]);
      for (let i = 0; i < 400; i++) worker().delete(both!, (_failed, why) => refused.push(why));
      for (let i = 0; i < 300; i++)
        worker().delete(both!, (_failed, why) => refused.push(why), [1 - place, 2 - place]);
    });
    const outcome = on.run(3);
    expect(refused.filter((why) => why === 'RequestThrottled').length).toBe(400);
    expect(outcome.sum('queue', 'Transactions.DeleteMessage')).toBe(600);
  });
});

describe('receives', () => {
  it('are transactions of all partitions together', () => {
    const on = high(3);
    on.at(0, () => {
      for (let i = 0; i < 1000; i++) on.readers.worker!.receive({}, () => {});
    });
    expect(on.run(1).sum('queue', 'Transactions.ReceiveMessage')).toBe(900);
  });
});

describe('partitions', () => {
  it('are split while their rate nears what they take, and joined when they are little used', () => {
    // 1,200 sends a second until 42 s: 1,200, 600, 300 and 150 a partition; 240 are near.
    const partitionsAt = (untilUs: number): number => {
      const on = high(1, '10 s');
      for (let i = 0; i < 50_400; i++) {
        on.at(Math.floor((i * S) / 1200), () => on.send('queue', [{ number: i, key: `g${i % 1000}` }]));
      }
      return on.run(untilUs).level('queue', 'Partitions').last;
    };
    expect([partitionsAt(41 * S), partitionsAt(90 * S)]).toEqual([8, 1]);
  });
});

describe('one group', () => {
  it('gets no second burst where its partition is split or joined: 300 + 300 T in every window', () => {
    let splits = 0;
    let refused = 0;
    const traffic = fc.record({
      // What the group and all others ask for, a second, in turns.
      turns: fc.array(
        fc.record({ own: fc.constantFrom(0, 250, 500, 1000), others: fc.constantFrom(0, 300, 1500) }),
        { minLength: 3, maxLength: 8 },
      ),
      seed: fc.string({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(traffic, ({ turns, seed }) => {
        const on = high(1, '1 s', seed);
        const times: number[] = [];
        let number = 0;
        const spread = (from: number, perSecond: number, send: () => void) => {
          for (let i = 0; i < 2 * perSecond; i++) on.at(from + Math.floor((i * S) / perSecond), send);
        };
        for (const [i, { own, others }] of turns.entries()) {
          spread(2 * i * S, own, () =>
            on.send('queue', [{ number: number++, key: 'one' }], {
              answered: ([stored], _reasons, nowUs) => (stored === 1 ? times.push(nowUs) : refused++),
            }),
          );
          spread(2 * i * S, others, () => on.send('queue', [{ number, key: `g${number++ % 97}` }]));
        }
        splits += on.run(2 * turns.length * S + S).level('queue', 'Partitions').max - 1;
        // See fifo-quota.test.ts.
        let most = Number.NEGATIVE_INFINITY;
        for (const [j, time] of times.entries()) {
          most = Math.max(most, 300 * time - j * S);
          expect(300 * time - (j + 1) * S).toBeGreaterThanOrEqual(most - 300 * S);
        }
      }),
      { numRuns: 12, seed: 6 },
    );
    expect(splits).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(1000);
  });
});

describe('messages in flight', () => {
  it('are 120,000 at most: beyond it receives bring less, and no error', () => {
    const on = high(1000);
    const got: number[] = [];
    const told = new Set<string | null>();
    const answers: Answer[] = [];
    on.at(0, () => {
      for (let i = 0; i < 12_001; i++) {
        on.send(
          'queue',
          Array.from({ length: 10 }, (_, row) => ({ number: 10 * i + row, key: `g${10 * i + row}` })),
        );
      }
    });
    const receive = () =>
      on.readers.worker!.receive({}, (answer) => {
        answers.push(answer);
        got.push(answer.messages.length);
        told.add(answer.refused);
      });
    on.at(S, () => {
      for (let i = 0; i < 12_001; i++) receive();
    });
    on.at(2 * S, () => on.readers.worker!.delete(answers[0]!, () => {}, [0, 3]));
    on.at(3 * S, receive);
    const outcome = on.run(4 * S);
    expect(new Set(got.slice(0, 12_000))).toEqual(new Set([10]));
    expect(got.slice(12_000)).toEqual([0, 3]);
    expect(told).toEqual(new Set([null]));
    expect(outcome.sum('queue', 'OverLimit')).toBe(0);
    expect(outcome.level('queue', 'ApproximateNumberOfMessagesNotVisible').max).toBe(120_000);
  });
});
