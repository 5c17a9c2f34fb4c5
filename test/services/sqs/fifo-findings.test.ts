// What is said of FIFO queues: which limit refuses calls, and what their groups wait for.

import { describe, expect, it } from 'vitest';
import { creditsOf } from '../../../src/experiment/credit.ts';
import { measuredOf as componentOf } from '../../../src/experiment/findings.ts';
import type { Measured } from '../../../src/services/component.ts';
import { queueFindings } from '../../../src/services/sqs/findings/queue-findings.ts';
import type { FifoFacts } from '../../../src/services/sqs/queue/fifo-facts.ts';
import { queueSchema } from '../../../src/services/sqs/queue/queue-schema.ts';
import { queueType } from '../../../src/services/sqs/queue/queue-type.ts';
import { designOf, measured as measuredOf, run } from '../../conformance/example.ts';
import { Bench, S } from './bench.ts';

const NOTHING: FifoFacts = {
  balances: { SendMessage: 0, ReceiveMessage: 0, DeleteMessage: 0, ChangeMessageVisibility: 0 },
  refusals: { byRegion: 0, byPartition: 0, group: null, ofGroup: 0 },
  held: null,
};

const HIGH = { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' };

/** What is said of a FIFO queue that measured so. */
function said(
  config: Readonly<Record<string, unknown>>,
  metrics: Readonly<Record<string, number>>,
  facts: Partial<FifoFacts> = {},
  throttledOut = 0,
) {
  const measured: Measured = {
    component: 'orders',
    windowSeconds: 100,
    parts: [],
    statistic: (metric, statistic) => metrics[`${metric}.${statistic}`] ?? null,
    worstSecond: () => null,
    rateAtEnd: () => null,
    facts: [{ fifo: { ...NOTHING, ...facts } }],
    flows: [{ from: 'source', to: 'worker', produced: 1000, lost: throttledOut, fates: { throttledOut } }],
    neighbour: () => null,
  };
  return queueFindings(queueSchema.parse({ fifoQueue: true, ...config }), measured);
}

describe('what is said of a FIFO queue that refuses calls', () => {
  it('is which action, of how many, that batches carry more, and that high throughput has more partitions', () => {
    const [finding, ...others] = said(
      {},
      {
        'Transactions.SendMessage.sum': 30_000,
        'Throttles.SendMessage.sum': 10_000,
        'NumberOfMessagesSent.sum': 30_000,
      },
      {},
      9_000,
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      title: '25 % of 400 SendMessage transactions/s are refused',
      limit:
        '300 transactions/s of each action and partition (RequestThrottled); without high throughput a FIFO queue is one partition',
      shareOfHarm: 1,
      evidence: { admittedPerSecond: 300, messagesPerTransaction: 1 },
    });
    expect(finding!.advice).toContain('Send ten messages in a call (SendMessageBatch)');
    expect(finding!.advice).toContain('fifoThroughputLimit to perMessageGroupId');
  });

  it('is no advice of batches where they are full', () => {
    const [finding] = said(
      {},
      {
        'Transactions.DeleteMessage.sum': 30_000,
        'Throttles.DeleteMessage.sum': 300,
        'NumberOfMessagesDeleted.sum': 290_000,
      },
    );
    expect(finding).toMatchObject({ severity: 'warning', shareOfHarm: null });
    expect(finding!.advice).not.toContain('DeleteMessageBatch');
  });

  it('is the Region’s quota where that refuses most', () => {
    const [finding] = said(
      HIGH,
      { 'Transactions.SendMessage.sum': 7e6, 'Throttles.SendMessage.sum': 1e6, 'Partitions.mean': 234 },
      { refusals: { byRegion: 900, byPartition: 100, group: 'a', ofGroup: 90 } },
    );
    expect(finding!.limit).toContain('Region');
    expect(finding!.advice).toContain('several queues');
  });

  it('is the group that is too much for its partition', () => {
    const [finding] = said(
      HIGH,
      { 'Transactions.SendMessage.sum': 50_000, 'Throttles.SendMessage.sum': 10_000, 'Partitions.mean': 8 },
      { refusals: { byRegion: 0, byPartition: 100, group: 'big', ofGroup: 90 } },
    );
    expect(finding!.evidence).toMatchObject({ group: 'big', refusedOfGroup: 90, meanPartitions: 8 });
    expect(finding!.advice).toContain('one group has what one partition takes');
    expect(finding!.advice).not.toContain('expect refusals until');
  });

  it('is that partitions come only while the rate is near what there are', () => {
    // 1,200 a second need four partitions.
    const [finding] = said(
      HIGH,
      {
        'Transactions.SendMessage.sum': 60_000,
        'Throttles.SendMessage.sum': 60_000,
        'NumberOfMessagesSent.sum': 90_000,
        'Partitions.mean': 2,
      },
      { refusals: { byRegion: 0, byPartition: 100, group: 'a', ofGroup: 3 } },
    );
    expect(finding!.advice).toContain('4 would take this rate');
    expect(finding!.advice).toContain('those of one group together');
  });
});

describe('what is said of the groups of a FIFO queue', () => {
  const held = { group: 'a', seconds: 50, times: 5, behind: 3 };

  it('is that one is held up by what comes back, and when it is free', () => {
    const [finding, ...others] = said({}, { 'BlockedMessages.mean': 50 }, { held });
    expect(others).toEqual([]);
    expect(finding!.title).toBe(
      'message group "a" is held up for 50 % of the time: what was received of it came back 5 times, with up to 3 of its messages waiting',
    );
    expect(finding!.advice).toContain('Give the queue a dead-letter queue');
    const redrivePolicy = { deadLetterTarget: 'dead', maxReceiveCount: 4 };
    const [withDead] = said({ redrivePolicy, visibilityTimeout: '20 s' }, {}, { held });
    expect(withDead!.advice).toContain('after 4 receives of 20 s each');
  });

  it('is nothing of a group that came back for a moment', () => {
    expect(said({}, {}, { held: { ...held, seconds: 1 } })).toEqual([]);
    expect(said({}, {}, { held: { ...held, behind: 1 } })).toEqual([]);
  });

  it('is what a group gives at most where most of the backlog waits for its group', () => {
    // Batches of 4 that are locked for half a second: 8 a second. Of 40 a second 80 are blocked: each for 2 s.
    const metrics = {
      'BlockedMessages.mean': 80,
      'ApproximateNumberOfMessagesVisible.mean': 100,
      'GroupLockTime.count': 1000,
      'GroupLockTime.mean': 0.5,
      'NumberOfMessagesReceived.sum': 4000,
      'ApproximateNumberOfGroupsWithInflightMessages.mean': 3,
    };
    const [finding] = said({}, metrics);
    // Each for no longer than a batch takes: nothing to tell.
    expect(
      said({}, { ...metrics, 'BlockedMessages.mean': 20, 'ApproximateNumberOfMessagesVisible.mean': 20 }),
    ).toEqual([]);
    // What is given back in the instant in which it was received holds nothing up: a throttled function's messages.
    expect(said({}, { ...metrics, 'GroupLockTime.mean': 0 })).toEqual([]);
    expect(finding!.title).toBe(
      '80 % of the messages that wait do so for their group: here a group gives 8.00 messages/s at most',
    );
    expect(finding!.advice).toContain('More receivers change nothing');
  });

  it('is that groups behind a long backlog are not seen', () => {
    const [finding] = said(
      {},
      { 'ApproximateNumberOfMessagesVisible.max': 130_000, 'BlockedMessages.max': 129_000 },
    );
    expect(finding!.title).toContain('the first 120,000 stored messages, and up to 130,000 wait');
  });
});

describe('what is measured of groups', () => {
  it('is how long one is held up by a poison message, and how many wait behind it', () => {
    const on = new Bench(
      {
        queues: { queue: { fifoQueue: true, visibilityTimeout: '10 s' } },
        readers: { worker: 'queue' },
      },
      3600 * S,
    );
    on.at(0, () =>
      on.send('queue', [
        { number: 0, key: 'a' },
        { number: 1, key: 'a' },
        { number: 2, key: 'a' },
        { number: 3, key: 'b' },
      ]),
    );
    // Message 0 is received at 1, 11, 21, 31 and 41 s, comes back 10 s later and keeps 1 and 2 waiting; 3 takes half a second.
    for (let atS = 1; atS < 50; atS++) {
      on.at(atS * S, () =>
        on.readers.worker!.receive({ max: 1 }, (answer) => {
          if (answer.numbers[0] !== 3) return;
          on.at(on.nowUs + S / 2, () => {
            on.readers.worker!.finish(answer);
            on.readers.worker!.delete(answer);
          });
        }),
      );
    }
    const outcome = on.run(52 * S);
    expect(outcome.facts('queue')).toMatchObject({
      fifo: { held: { group: 'a', seconds: 50, times: 5, behind: 3 } },
    });
    expect(outcome.level('queue', 'BlockedMessages')).toMatchObject({ max: 2, last: 0 });
    expect(outcome.level('queue', 'ApproximateNumberOfGroupsWithInflightMessages').max).toBe(2);
    // Five times 10 s and once half a second.
    expect(outcome.mean('queue', 'GroupLockTime')).toBeCloseTo((50.5 / 6) * S, 6);
  });
});

describe('a FIFO queue whose burst pays for more calls than are refilled', () => {
  it('is told to live on credit', async () => {
    const design = await designOf(`name: credit
duration: 20 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 310/s }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 100 B
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: ${queueType.name}, fifoQueue: true }
`);
    const all = measuredOf(design, run(design));
    // 310 a second come, 300 are refilled, and 300 − 200 = 100 are left after 20 s.
    const credits = creditsOf(all, 'queue', componentOf(all, 'queue', []));
    expect(credits).toMatchObject([
      { limit: '300 SendMessage transactions/s', takenPerSecond: 310, refillPerSecond: 300 },
    ]);
    expect(credits[0]!.balance).toBeCloseTo(100, 0);
  });
});

describe('the share of a FIFO queue’s transactions that are refused', () => {
  it('is of all that were asked for', async () => {
    const design = await designOf(`name: refused
duration: 60 s
warmup: 10 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 900/s }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 100 B
components:
  hosts: { type: sqs.producer, workload: events, to: queue, client: { operation: SendMessage, retry: { mode: none } } }
  queue: { type: sqs.queue, fifoQueue: true }
`);
    const queue = componentOf(measuredOf(design, run(design)), 'queue', []);
    // Of 900 a second 300 are let through, once the burst is gone: two thirds are refused, and twice as many as are not.
    expect(queue.statistic('Throttles.SendMessage', 'ratio')).toBeCloseTo(2 / 3, 2);
    expect(queue.statistic('AskedTransactions.SendMessage', 'rate')).toBeCloseTo(900, -1);
  });
});

describe('the share of a FIFO queue’s deletes that come too late', () => {
  it('is of what was received: those deletes fail, and would else be many times what was deleted', async () => {
    const design = await designOf(`name: late
duration: 2 min
warmup: 0 s
replications: 1
workloads:
  events: { arrivals: { process: constant, rate: 1/s }, partitionKey: { distribution: uniform, keys: 100 } }
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue, fifoQueue: true, visibilityTimeout: 1 s, receiveMessageWaitTime: 20 s }
  workers: { type: sqs.consumer, from: queue, consumers: 100, processing: { perRecord: 2 s } }
`);
    const queue = componentOf(measuredOf(design, run(design)), 'queue', []);
    // Each message is received for 2 s of work, and comes back after one: no delete is in time, and what is in work has none yet.
    expect(queue.statistic('NumberOfMessagesDeleted', 'sum')).toBe(0);
    expect(queue.statistic('LateDeletes', 'ratio')).toBeGreaterThan(0.7);
    expect(queue.statistic('LateDeletes', 'ratio')).toBeLessThanOrEqual(1);
  });
});
