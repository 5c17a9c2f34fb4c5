// A scenario for each enforced limit of SQS, in which that limit binds and no other does.

import type { Saturation } from '../saturation.ts';

/** Sizes up to twice what a queue takes: the largest that is stored is the limit, or a little less. */
export const MESSAGE_BYTES_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: message-bytes
duration: 100 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 100/s }
    partitionKey: { distribution: uniform, keys: 10 }
    size: { distribution: uniform, min: 1 B, max: 2 MiB }
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue }
`,
  component: 'queue',
  most: ({ statistic }) => statistic('SentMessageSize', 'max'),
  resolution: 10_000,
};

/** Nobody reads for more than four days: the oldest message is then as old as messages get. */
export const RETENTION_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: retention
duration: 5 d
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 0.1/s }
    partitionKey: { distribution: uniform, keys: 10 }
    size: 100 B
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue }
`,
  component: 'queue',
  most: ({ statistic }) => statistic('ApproximateAgeOfOldestMessage', 'max'),
  // A queue that nobody reads loses its messages by the thousandth of the retention.
  resolution: 350,
};

/** Three times as many sends as one partition takes. */
export const FIFO_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: `name: fifo-sends
duration: 10 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 900/s }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 100 B
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue, fifoQueue: true }
`,
  component: 'queue',
  metric: 'Transactions.SendMessage',
  ratePerSecond: 300,
  burst: 300,
  largestCost: 1,
  overdraws: false,
  gapSeconds: 1 / 300,
};

/** Twice what a queue takes in a Region, over so many partitions and groups that none of those has its own limit reached. */
export function highThroughputSaturation(region: string, perSecond: number): Saturation {
  return {
    kind: 'bucket',
    scenario: `name: high-throughput
region: ${region}
duration: 6 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: ${2 * perSecond}/s }
    partitionKey: { distribution: uniform, keys: 100000 }
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
`,
    component: 'queue',
    metric: 'Transactions.SendMessage',
    ratePerSecond: perSecond,
    burst: perSecond,
    largestCost: 1,
    overdraws: false,
    gapSeconds: 1 / perSecond,
  };
}

/** Whatever is received fails and stays in flight, and there is more than may be. */
export const IN_FLIGHT_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: in-flight
duration: 6 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 30000/s }
    partitionKey: { distribution: uniform, keys: 10 }
    size: 100 B
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue, receiveMessageWaitTime: 20 s, visibilityTimeout: 12 h }
  workers: { type: sqs.consumer, from: queue, consumers: 300, errorRate: 100%, processing: { perRecord: 1 ms } }
`,
  component: 'queue',
  most: ({ statistic }) => statistic('ApproximateNumberOfMessagesNotVisible', 'max'),
};

/** More than is looked through lies in a queue from which one thread has received: all but what it hides is seen, up to the limit. */
export const LOOK_AHEAD_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: look-ahead
duration: 6 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: 30000/s }
    partitionKey: { distribution: uniform, keys: 100000 }
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
    receiveMessageWaitTime: 20 s
    visibilityTimeout: 12 h
  worker: { type: sqs.consumer, from: queue, processing: { perRecord: 1 h } }
`,
  component: 'queue',
  // At the end: what receives would get, and what is in flight.
  most: ({ statistic }) =>
    statistic('ApproximateNumberOfMessagesVisible', 'last') -
    statistic('BlockedMessages', 'last') +
    statistic('ApproximateNumberOfMessagesNotVisible', 'last'),
  // Of the ten groups in flight further messages are among those that are looked through.
  resolution: 40,
};
