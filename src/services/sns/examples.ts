// The smallest whole scenario: shown by `sim components`, run by the conformance suite.

export const TOPIC_EXAMPLE = `name: topic-example
description: Orders are published once and reach two queues, one of which wants a tenth of them.
duration: 20 s
warmup: 2 s
workloads:
  orders:
    arrivals: { process: poisson, rate: 50/s }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 2 KiB
components:
  shop: { type: custom.source, workload: orders, to: placed }

  placed:
    type: sns.topic
    subscriptions:
      - { to: shipping }
      - { to: audit, filterShare: 10% }

  shipping: { type: sqs.queue }
  audit: { type: sqs.queue }
`;
