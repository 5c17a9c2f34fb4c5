// The smallest whole scenario of each type: shown by `sim components`, run by the conformance suite.

const WORKLOAD = `workloads:
  events:
    arrivals: { process: poisson, rate: 400/s }
    partitionKey: { distribution: uniform, keys: 1000 }
    size: 500 B
`;

export const QUEUE_EXAMPLE = `name: queue-example
description: A queue that is filled and that nobody reads.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue }
`;

export const PRODUCER_EXAMPLE = `name: producer-example
description: Two hosts send 400 messages a second to a queue, ten in a call.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  hosts: { type: sqs.producer, workload: events, to: queue, hosts: 2 }
  queue: { type: sqs.queue }
`;

export const CONSUMER_EXAMPLE = `name: consumer-example
description: Ten threads receive 400 messages a second, and work 20 ms on each.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  hosts: { type: sqs.producer, workload: events, to: queue }
  queue: { type: sqs.queue, receiveMessageWaitTime: 20 s }
  workers: { type: sqs.consumer, from: queue, consumers: 10, processing: { perRecord: 20 ms } }
`;
