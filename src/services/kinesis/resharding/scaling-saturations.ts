// A scenario for each enforced limit on how a stream's shards change, in which that limit binds and no other does.

import type { Saturation } from '../../saturation.ts';

/** Two minutes full, two minutes nearly empty: a stream that follows asks for another number of shards every two minutes. */
export const UPDATES_PER_DAY_SATURATION: Saturation = {
  kind: 'most',
  scenario: `name: updates-per-day
duration: 1 h
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals:
      process: constant
      rate: { period: 4 min, steps: [{ at: 0 s, rate: 12/s }, { at: 2 min, rate: 1/s }] }
    partitionKey: { distribution: uniform, keys: 10 }
    size: 100 KiB
components:
  hosts:
    type: kinesis.producer
    workload: events
    to: stream
    client: { operation: PutRecord, requestLatency: 10 ms, retry: { mode: none }, maxConnections: 10000 }
  stream:
    type: kinesis.stream
    reshardTime: 1 s
    scaling: { maxShards: 2, scaleOutAfter: 1 min, scaleInAfter: 1 min, cooldown: 0 s }
`,
  component: 'stream',
  most: ({ statistic }) => statistic('ReshardRequests', 'sum') - statistic('ReshardErrors', 'sum'),
};
