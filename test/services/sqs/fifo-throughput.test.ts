// What the groups of a FIFO queue let through, worked by hand: all calls and all work take constant times, and more is sent
// than can be worked on. A receive takes 20 ms, ten messages 50 ms of work, and a delete 10 ms.

import { describe, expect, it } from 'vitest';
import { designOf, measured, run } from '../../conformance/example.ts';

const scenario = (groups: number, threads: number) => `name: groups
duration: 60 s
warmup: 10 s
workloads:
  events:
    arrivals: { process: constant, rate: 2500/s }
    partitionKey: { distribution: uniform, keys: ${groups} }
    size: 100 B
components:
  source: { type: custom.source, workload: events, to: queue }
  queue:
    type: sqs.queue
    fifoQueue: true
    deduplicationScope: messageGroup
    fifoThroughputLimit: perMessageGroupId
    partitions: 1000
    partitionTime: 10 min
    fifoCallTime: 1
    receiveMessageWaitTime: 20 s
  workers:
    type: sqs.consumer
    from: queue
    consumers: ${threads}
    processing: { perRecord: 5 ms }
    client: { requestLatency: 20 ms, deleteLatency: 10 ms }
`;

/** Messages deleted a second. */
async function throughput(groups: number, threads: number): Promise<number> {
  const design = await designOf(scenario(groups, threads));
  const seen = measured(design, run(design));
  const { sum } = seen.replications[0]!.metrics.find(
    ({ component, metric }) => component === 'queue' && metric === 'NumberOfMessagesDeleted',
  ) as { readonly sum: number };
  return sum / 60;
}

describe('the throughput of a FIFO queue', () => {
  it('is that of its groups where those are few: ten messages from a receive until their delete is there', async () => {
    // 10 ms back, 50 ms of work, 5 ms to the queue; other threads wait there and take the next ten at once.
    for (const groups of [1, 2, 4]) {
      const rate = await throughput(groups, 10);
      expect(Math.abs(rate / ((groups * 10) / 0.065) - 1)).toBeLessThan(0.002);
    }
  });

  it('is that of its threads where groups are many: ten messages for a receive, the work and a delete', async () => {
    for (const threads of [1, 3, 10]) {
      const rate = await throughput(200, threads);
      expect(Math.abs(rate / ((threads * 10) / 0.08) - 1)).toBeLessThan(0.002);
    }
  });
});
