// A scenario for each enforced limit of event source mappings, in which that limit binds and no other does.

import type { Saturation } from '../../saturation.ts';
import { most } from '../saturations.ts';

function mapped(
  name: string,
  duration: string,
  rate: string,
  stream: string,
  mapping: string,
  { size = '100 B', warmup = '0 s' } = {},
): string {
  return `name: ${name}
duration: ${duration}
warmup: ${warmup}
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: ${rate} }
    size: ${size}
components:
  source: { type: kinesis.producer, workload: events, to: log, client: { type: sdk, operation: PutRecord } }
  log: { type: kinesis.stream, shardCount: ${stream} }
  worker:
    type: lambda.function
    coldStart: 100 ms
    timeout: 1 min
    duration: { perBatch: 5 s }
    eventSourceMappings: [{ from: log, ${mapping} }]
`;
}

const KIB = 1024;

/** Records of 920 KiB, in base64 and with 600 B and a key each: five nearly fill 6 MiB. */
export const SYNC_PAYLOAD_SATURATION: Saturation = most(
  mapped('sync-payload', '60 s', '10/s', '16', 'batchSize: 100', { size: `${920 * KIB} B` }),
  (seen) => seen.statistic('EventSize', 'max'),
  10 * KIB,
);

export const STREAM_POLL_SATURATION: Saturation = {
  kind: 'most',
  scenario: mapped('stream-poll', '60 s', '1/s', '1', 'batchSize: 100', { warmup: '10 s' }),
  component: 'log',
  most: (seen) => 60 / seen.statistic('GetRecords.Calls', 'sum'),
  resolution: 0.02,
};

function queued(
  name: string,
  duration: string,
  rate: string,
  mapping: string,
  { size = '100 B', properties = 'duration: { perBatch: 20 s }', warmup = '0 s' } = {},
): string {
  return `name: ${name}
duration: ${duration}
warmup: ${warmup}
replications: 1
account: { lambda: { concurrentExecutions: 100000 } }
workloads:
  events:
    arrivals: { process: constant, rate: ${rate} }
    size: ${size}
components:
  source: { type: custom.source, workload: events, to: queue }
  queue: { type: sqs.queue, visibilityTimeout: 12 h }
  worker:
    type: lambda.function
    coldStart: 0 s
    invokeLatency: 0 s
    timeout: 10 min
    ${properties}
    eventSourceMappings: [{ from: queue, requestLatency: 0 s, ${mapping} }]
`;
}

/** More messages than ten a batch: none has eleven. */
export const QUEUE_BATCH_SATURATION: Saturation = most(
  queued('queue-batch', '60 s', '200/s', 'maximumBatchingWindow: 1 s'),
  (seen) => seen.statistic('EventSize', 'max') / 900,
);

/** In the first second nothing is added. */
export const MAPPING_START_SATURATION: Saturation = most(
  queued('mapping-start', '900 ms', '1000/s', 'batchSize: 1'),
  (seen) => seen.statistic('MappingConcurrency', 'max'),
);

/** A minute after the start, less its last second, 295 have been added to five. */
export const MAPPING_ADDED_SATURATION: Saturation = most(
  queued('mapping-added', '60 s', '1000/s', 'batchSize: 1', { properties: 'duration: { perBatch: 5 min }' }),
  (seen) => seen.statistic('MappingConcurrency', 'max') - 5,
  5,
);

export const MAPPING_MOST_SATURATION: Saturation = most(
  queued('mapping-most', '270 s', '300/s', 'batchSize: 1', { properties: 'duration: { perBatch: 10 min }' }),
  (seen) => seen.statistic('MappingConcurrency', 'max'),
);

/** It begins with the twenty of two pollers. */
export const PROVISIONED_ADDED_SATURATION: Saturation = most(
  queued(
    'provisioned-added',
    '60 s',
    '1000/s',
    'batchSize: 1, provisionedPollerConfig: { maximumPollers: 1000 }',
    {
      properties: 'duration: { perBatch: 5 min }',
    },
  ),
  (seen) => seen.statistic('MappingConcurrency', 'max') - 20,
  17,
);

/** Two pollers, and work that takes no time: they receive as often as they may. */
export const POLLER_RECEIVES_SATURATION: Saturation = {
  kind: 'most',
  scenario: queued(
    'poller-receives',
    '60 s',
    '1000/s',
    'batchSize: 1, provisionedPollerConfig: { maximumPollers: 2 }',
    {
      properties: 'duration: {}',
      warmup: '1 s',
    },
  ),
  component: 'queue',
  most: (seen) => seen.statistic('Receives', 'sum') / seen.windowSeconds / 2,
};

/** Messages of 1,000,000 B: each is a second of one of two pollers. */
export const POLLER_BYTES_SATURATION: Saturation = most(
  queued('poller-bytes', '60 s', '10/s', 'batchSize: 1, provisionedPollerConfig: { maximumPollers: 2 }', {
    size: '1000000 B',
    properties: 'duration: {}',
    warmup: '30 s',
  }),
  (seen) => (seen.statistic('PolledEventCount', 'sum') * 1_000_000) / seen.windowSeconds / 2,
);
