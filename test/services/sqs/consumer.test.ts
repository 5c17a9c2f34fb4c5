// A consumer of a queue: what its round trips let through, what becomes of messages that fail, and how it follows the queue.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const STILL = { requestLatency: '0 s', deleteLatency: '0 s', changeVisibilityLatency: '0 s' };

/** Messages that come one by one, a queue with long polls, and a consumer whose calls take no time. */
function consumed(consumer: Properties, queue: Properties = {}, more: Properties = {}) {
  const { rate = '100/s', ...rest } = more as Record<string, never>;
  return run({
    workloads: { events: even(rate, '1 KiB') },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'queue' },
      queue: { type: 'sqs.queue', receiveMessageWaitTime: '20 s', ...queue },
      workers: { type: 'sqs.consumer', from: 'queue', client: STILL, ...consumer },
    },
    seconds: 60,
    ...rest,
  });
}

describe('a thread', () => {
  it('is bound by its round trips: 20 ms to receive, 20 ms of work and 20 ms to delete make 16.7 messages a second', () => {
    const seen = consumed({
      maxNumberOfMessages: 1,
      processing: { perRecord: '20 ms' },
      client: { requestLatency: '20 ms', deleteLatency: '20 ms' },
    });
    expect(seen.sum('queue', 'NumberOfMessagesDeleted') / 60).toBeCloseTo(1 / 0.06, 1);
    expect(seen.level('workers', 'BusyConsumers')).toBeCloseTo(2 / 3, 2);
  });

  it('gets ten times as many through with ten messages a round', () => {
    const seen = consumed(
      { client: { requestLatency: '20 ms', deleteLatency: '20 ms' } },
      {},
      { rate: '1000/s' },
    );
    // Ten messages every 40 ms.
    expect(seen.sum('queue', 'NumberOfMessagesDeleted') / 60).toBeCloseTo(250, 0);
  });

  it('has hosts times consumers beside it', () => {
    const one = { maxNumberOfMessages: 1, processing: { perRecord: '100 ms' } };
    const seen = consumed({ ...one, hosts: 3, consumers: 2 });
    expect(seen.level('workers', 'Consumers')).toBe(6);
    expect(seen.sum('queue', 'NumberOfMessagesDeleted') / 60).toBeCloseTo(60, 0);
  });

  it('takes a message at once where it waits for one: a long poll ends with the first', () => {
    const seen = consumed({}, {}, { rate: '10/s' });
    expect(seen.mean('workers', 'latency')).toBe(0);
    expect(seen.sum('queue', 'NumberOfEmptyReceives')).toBe(0);
    expect(seen.sum('queue', 'Receives')).toBe(600);
  });
});

describe('a message that takes longer than its visibility timeout', () => {
  const slow = { maxNumberOfMessages: 1, consumers: 200, processing: { perRecord: '15 s' } };

  it('is received once more, and is a duplicate', () => {
    const seen = consumed(slow, { visibilityTimeout: '10 s' }, { rate: '1/s' });
    const { duplicates, produced, fates } = seen.flow('workers');
    expect(fates.delivered).toBe(produced);
    // When it is finished after 15 s it has been received again, which makes the first receipt void: the delete deletes
    // nothing, and so on every 10 s.
    expect(duplicates).toBeGreaterThan(2 * produced);
    expect(seen.sum('queue', 'NumberOfMessagesReceived')).toBeGreaterThan(2 * 60);
  });

  it('stays hidden as long as a heartbeat keeps it', () => {
    const seen = consumed({ ...slow, heartbeat: '5 s' }, { visibilityTimeout: '10 s' }, { rate: '1/s' });
    expect(seen.flow('workers').duplicates).toBe(0);
  });

  it('stays hidden as long as its receiver asks for', () => {
    const seen = consumed(
      { ...slow, visibilityTimeout: '16 s' },
      { visibilityTimeout: '10 s' },
      { rate: '1/s' },
    );
    expect(seen.flow('workers').duplicates).toBe(0);
  });
});

describe('a message that fails', () => {
  it('comes again after its visibility timeout, until it is dead-lettered; the others of its round are deleted', () => {
    const seen = run({
      workloads: { events: even('50/s', '1 KiB') },
      components: {
        source: { type: 'sqs.producer', workload: 'events', to: 'queue' },
        queue: {
          type: 'sqs.queue',
          receiveMessageWaitTime: '20 s',
          visibilityTimeout: '5 s',
          redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 3 },
        },
        dead: { type: 'sqs.queue' },
        workers: { type: 'sqs.consumer', from: 'queue', client: STILL, poisonRate: '1%' },
      },
      seconds: 60,
    });
    const { produced, fates, duplicates } = seen.flow('workers');
    expect(fates.deadLettered).toBeGreaterThan(0.005 * produced);
    expect(fates.deadLettered).toBeLessThan(0.02 * produced);
    expect(fates.delivered + fates.deadLettered).toBe(produced);
    expect(duplicates).toBe(0);
  });

  it('holds up what is behind it in a FIFO queue: the round ends there', () => {
    const plan = (fifoQueue: boolean) =>
      run({
        workloads: { events: even('50/s', '1 KiB', { distribution: 'uniform', keys: 1 }) },
        components: {
          source: { type: 'sqs.producer', workload: 'events', to: 'queue' },
          queue: { type: 'sqs.queue', receiveMessageWaitTime: '20 s', visibilityTimeout: '5 s', fifoQueue },
          workers: { type: 'sqs.consumer', from: 'queue', consumers: 5, client: STILL, poisonRate: '1%' },
        },
        seconds: 60,
      });
    // Without a dead-letter queue a poison message blocks its group for as long as it is kept.
    expect(plan(true).flow('workers').fates.delivered).toBeLessThan(0.2 * 3000);
    expect(plan(false).flow('workers').fates.delivered).toBeGreaterThan(0.97 * 3000);
  });
});

describe('a crash', () => {
  it('brings what was in work again once the visibility timeout is over, and loses nothing', () => {
    const seen = consumed(
      { consumers: 4, processing: { perRecord: '20 ms' } },
      { visibilityTimeout: '6 s' },
      { faults: [{ kind: 'crash', component: 'workers', at: '20 s', for: '2 s' }] },
    );
    const { produced, fates } = seen.flow('workers');
    expect(fates.delivered).toBe(produced);
    // Whatever was received just before the crash waits out its 6 s.
    expect(seen.distribution('workers', 'latency').max / 1e6).toBeGreaterThan(5.9);
  });
});

describe('scaling', () => {
  const scaling = {
    maxHosts: 20,
    backlogPerHost: 100,
    scaleOutAfter: '1 min',
    scaleInAfter: '2 min',
    cooldown: '1 min',
    startTime: '30 s',
  };
  const hosts = { maxNumberOfMessages: 1, processing: { perRecord: '100 ms' }, hostPrice: '1 USD/h' };

  it('adds hosts for a backlog and takes them away when it is gone', () => {
    const seen = run({
      workloads: { events: even('25/s', '1 KiB') },
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'queue' },
        queue: { type: 'sqs.queue', receiveMessageWaitTime: '20 s' },
        workers: { type: 'sqs.consumer', from: 'queue', client: STILL, ...hosts, scaling },
      },
      seconds: 900,
    });
    // One host takes 10/s: after a minute 900 messages wait, and nine hosts are asked for.
    expect(seen.sum('queue', 'NumberOfMessagesDeleted')).toBeGreaterThan(0.98 * 22_500);
    const levels = seen.series('workers', 'Hosts');
    expect(Math.max(...levels)).toBe(9);
    expect(levels.at(-1)).toBeLessThan(9);
    // A host is billed from when it is added.
    expect(seen.usage('workers', 'host-hour')).toBeCloseTo((seen.level('workers', 'Hosts') * 900) / 3600, 3);
  });

  it.each([
    ['two targets', 'scaling: { maxHosts: 5, backlogPerHost: 10, ageOfOldestMessage: 1 min }', /one target/],
    ['no target', 'scaling: { maxHosts: 5 }', /one target/],
    ['a start outside of its bounds', 'hosts: 9, scaling: { maxHosts: 5, backlogPerHost: 10 }', /9 hosts/],
    [
      'polls that take no time',
      'waitTime: 0 s, client: { requestLatency: 0 s }',
      /short poll .* without end/,
    ],
    [
      'short polls of the queue’s that take no time',
      'client: { requestLatency: 0 s }',
      /short poll .* without end/,
    ],
    [
      'messages hidden for no time, received in no time',
      'waitTime: 20 s, visibilityTimeout: 0 s, client: { requestLatency: 0 s }',
      /hidden for no time/,
    ],
    ['eleven messages a receive', 'maxNumberOfMessages: 11', /too large/],
    ['a wait above 20 s', 'waitTime: 21 s', /too large/],
  ])('is refused with %s', async (_what, consumer, message) => {
    const text = `name: refused
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  hosts: { type: sqs.producer, workload: events, to: queue }
  queue: { type: sqs.queue }
  workers: { type: sqs.consumer, from: queue, ${consumer} }
`;
    await expect(load(text)).rejects.toThrow(message);
  });
});

describe('fates', () => {
  it('balance however messages fail, hosts die, and queues are set', () => {
    fc.assert(
      fc.property(
        fc.record({
          visibilityTimeout: fc.constantFrom('1 s', '5 s', '30 s'),
          delay: fc.constantFrom('0 s', '2 s'),
          fifo: fc.boolean(),
          dead: fc.boolean(),
          duplicateRate: fc.constantFrom('0%', '5%'),
        }),
        fc.record({
          consumers: fc.integer({ min: 1, max: 12 }),
          maxNumberOfMessages: fc.integer({ min: 1, max: 10 }),
          waitTime: fc.constantFrom('0 s', '1 s', '20 s'),
          poisonRate: fc.constantFrom('0%', '2%'),
          errorRate: fc.constantFrom('0%', '10%'),
          processing: fc.constantFrom({}, { perRecord: '10 ms' }, { perBatch: '700 ms' }),
          calls: fc.constantFrom([], [{ to: 'server' }], [{ to: 'server', per: 'batch' }]),
        }),
        fc.boolean(),
        fc.constantFrom('0%', '3%'),
        fc.integer({ min: 1, max: 1000 }),
        ({ fifo, dead, duplicateRate, ...queue }, consumer, crashes, duplicateSends, seed) => {
          const both = { fifoQueue: fifo, ...(fifo ? {} : { duplicateRate }), ...queue };
          const seen = run({
            workloads: { events: poisson('80/s', '700 B') },
            components: {
              source: { type: 'sqs.producer', workload: 'events', to: 'queue', duplicateSends },
              queue: {
                type: 'sqs.queue',
                ...both,
                ...(dead ? { redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 2 } } : {}),
              },
              ...(dead ? { dead: { type: 'sqs.queue', fifoQueue: fifo } } : {}),
              workers: { type: 'sqs.consumer', from: 'queue', hosts: 2, ...consumer },
              server: { type: 'custom.server', serviceTime: '1 ms', servers: 2 },
            },
            faults: crashes
              ? [
                  { kind: 'crash', component: 'workers', at: '6 s', for: '2 s' },
                  { kind: 'az-lost', at: '12 s', for: '3 s' },
                ]
              : [],
            seconds: 20,
            seed: String(seed),
          });
          const { produced, fates } = seen.flow('workers');
          expect(Object.values(fates).reduce((all, one) => all + one, 0)).toBe(produced);
          expect(produced).toBeGreaterThan(1200);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
