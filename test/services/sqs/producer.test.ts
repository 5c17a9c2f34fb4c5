// A producer of a queue: how it gathers messages, and what it sends twice.

import { describe, expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';
import { even, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

function sent(producer: Properties, queue: Properties = {}, rate = '100/s') {
  return run({
    workloads: { events: even(rate, '1 KiB') },
    components: {
      hosts: { type: 'sqs.producer', workload: 'events', to: 'queue', ...producer },
      queue: { type: 'sqs.queue', ...queue },
    },
    seconds: 60,
  });
}

const STILL = { requestLatency: '0 s' };

describe('a producer', () => {
  it('sends ten messages a call: one every 100 ms of 100 messages a second', () => {
    const seen = sent({ client: STILL });
    expect(seen.sum('hosts', 'Requests')).toBe(600);
    expect(seen.sum('queue', 'NumberOfMessagesSent')).toBe(6000);
    expect(seen.sum('queue', 'BilledRequests')).toBe(600);
  });

  it('waits no longer than its linger for the tenth: of 20 messages a second five are in a call', () => {
    const seen = sent({ client: STILL }, {}, '20/s');
    // A batch opens with its first message and closes 200 ms later, as the fifth comes: four or five are in it.
    expect(seen.sum('hosts', 'Requests')).toBeGreaterThanOrEqual(240);
    expect(seen.sum('hosts', 'Requests')).toBeLessThanOrEqual(300);
  });

  it('sends one message a call with SendMessage, and pays for each', () => {
    const seen = sent({ client: { ...STILL, operation: 'SendMessage' } });
    expect(seen.sum('hosts', 'Requests')).toBe(6000);
    expect(seen.sum('queue', 'BilledRequests')).toBe(6000);
  });

  it('is bound by round trips: one connection of 20 ms sends 50 calls a second', () => {
    const client = { operation: 'SendMessage', requestLatency: '20 ms', maxConnections: 1 };
    const seen = sent({ client }, {}, '200/s');
    expect(seen.sum('queue', 'NumberOfMessagesSent') / 60).toBeCloseTo(50, 0);
  });

  it('that never got the answer sends again: a standard queue has the message twice', () => {
    const seen = sent({ client: STILL, duplicateSends: '10%' });
    const again = seen.sum('hosts', 'DuplicateSends');
    expect(again / 6000).toBeCloseTo(0.1, 1);
    expect(seen.sum('queue', 'NumberOfMessagesSent')).toBe(6000 + again);
    expect(seen.flow('queue').fates.stored).toBe(6000);
    expect(seen.flow('queue').duplicates).toBe(again);
  });

  it('and a FIFO queue has it once', () => {
    const seen = sent(
      { client: STILL, duplicateSends: '10%' },
      { fifoQueue: true, contentBasedDeduplication: true },
    );
    expect(seen.sum('queue', 'NumberOfMessagesSent')).toBe(6000);
    expect(seen.sum('queue', 'NumberOfDeduplicatedSentMessages')).toBe(seen.sum('hosts', 'DuplicateSends'));
    expect(seen.flow('queue').fates.stored).toBe(6000);
  });

  it.each([
    ['no group for a FIFO queue', 'messageGroupId: none', 'fifoQueue: true', /MessageGroupId/],
    ['batches of eleven', 'client: { batch: { maxRecords: 11 } }', 'delay: 0 s', /too large/],
    ['batches above 1 MiB', 'client: { batch: { maxBytes: 2 MiB } }', 'delay: 0 s', /too large/],
  ])('is refused with %s', async (_what, producer, queue, message) => {
    const text = `name: refused
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  hosts: { type: sqs.producer, workload: events, to: queue, ${producer} }
  queue: { type: sqs.queue, ${queue} }
`;
    await expect(load(text)).rejects.toThrow(message);
  });
});
