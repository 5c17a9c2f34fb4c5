// The smallest whole scenario of each type: shown by `sim components`, run by the conformance suite.

const WORKLOAD = `workloads:
  events:
    arrivals: { process: poisson, rate: 400/s }
    partitionKey: { distribution: uniform, keys: 1000 }
    size: 500 B
`;

export const STREAM_EXAMPLE = `name: stream-example
description: A stream that one producer fills and nobody reads.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  hosts:
    type: kinesis.producer
    workload: events
    to: stream

  stream:
    type: kinesis.stream
    shardCount: 2
`;

export const PRODUCER_EXAMPLE = `name: producer-example
description: Two hosts send records one by one and in batches that are sent again when refused.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  hosts:
    type: kinesis.producer
    workload: events
    to: stream
    hosts: 2
    client: { type: sdk, operation: PutRecords, failedRecords: { maxAttempts: 3 } }

  stream:
    type: kinesis.stream
    shardCount: 2

  reader:
    type: kinesis.consumer
    from: stream
    mode: enhanced-fan-out
`;

export const CONSUMER_EXAMPLE = `name: consumer-example
description: A consumer polls two shards and takes 100 µs for each record.
duration: 20 s
warmup: 2 s
${WORKLOAD}
components:
  hosts:
    type: kinesis.producer
    workload: events
    to: stream

  stream:
    type: kinesis.stream
    shardCount: 2

  reader:
    type: kinesis.consumer
    from: stream
    mode: shared
    processing: { perRecord: 100 us }
`;
