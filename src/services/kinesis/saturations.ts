// A scenario for each enforced limit of Kinesis, in which that limit binds and no other does. Arrivals are even and puts
// take constant times, so that what is admitted can be worked out to one request.

import type { Saturation, Seen } from '../saturation.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const FIRST_SHARD = 'shardId-000000000000';

interface Traffic {
  readonly rate: string;
  readonly size: string;
}

/** The key has 12 bytes: a record of `size` and its key are whole KiB where the size is 12 B less. */
function workload({ rate, size }: Traffic): string {
  return `workloads:
  events:
    arrivals: { process: constant, rate: ${rate} }
    partitionKey: { distribution: uniform, keys: 10 }
    size: ${size}
`;
}

function scenario(
  name: string,
  duration: string,
  warmup: string,
  traffic: Traffic,
  components: string,
): string {
  return `name: ${name}
duration: ${duration}
warmup: ${warmup}
replications: 1
${workload(traffic)}components:
${components}`;
}

// One record a call, sent at once, over as many connections as it takes, and never again.
const EAGER_PRODUCER = `  hosts:
    type: kinesis.producer
    workload: events
    to: stream
    client: { operation: PutRecord, requestLatency: 10 ms, retry: { mode: none }, maxConnections: 10000 }
`;

const PATIENT_PRODUCER = `  hosts:
    type: kinesis.producer
    workload: events
    to: stream
    client: { requestLatency: 10 ms, batch: { linger: 1 h } }
`;

const STREAM = `  stream: { type: kinesis.stream }
`;

const LARGE_STREAM = `  stream: { type: kinesis.stream, maxRecordSize: 10 MiB, pushLatency: 10 ms }
`;

/** Consumers that ask again 1 ms after each answer, which takes 5 to 9: in step they would not take turns. */
function eagerReaders(count: number, maxRecords: number): string {
  return `  readers:
    type: kinesis.consumer
    from: stream
    count: ${count}
    maxRecords: ${maxRecords}
    idleTimeBetweenReads: 1 ms
    client: { requestLatency: { distribution: uniform, min: 5 ms, max: 9 ms }, retry: { mode: none } }
`;
}

function slowReader(idle: string): string {
  return `  reader: { type: kinesis.consumer, from: stream, idleTimeBetweenReads: ${idle}, client: { requestLatency: 0 s } }
`;
}

function writes(name: string, metric: string, traffic: Traffic, stream: string, over: object): Saturation {
  return {
    kind: 'bucket',
    scenario: scenario(name, '6 s', '0 s', traffic, EAGER_PRODUCER + stream),
    component: 'stream',
    metric,
    part: FIRST_SHARD,
    ratePerSecond: 1000,
    burst: 1000,
    largestCost: 1,
    overdraws: false,
    gapSeconds: 1 / 400,
    ...over,
  };
}

export const SHARD_RECORDS_SATURATION = writes(
  'shard-records',
  'IncomingRecords',
  { rate: '5000/s', size: '100 B' },
  STREAM,
  {},
);

export const SHARD_BYTES_SATURATION = writes(
  'shard-bytes',
  'IncomingBytes',
  { rate: '500/s', size: `${10 * KIB - 12} B` },
  STREAM,
  { ratePerSecond: MIB, burst: MIB, largestCost: 10 * KIB },
);

export const LARGE_BURST_SATURATION = writes(
  'large-record-burst',
  'IncomingBytes',
  { rate: '400/s', size: `${100 * KIB - 12} B` },
  LARGE_STREAM,
  { ratePerSecond: MIB, burst: 10 * MIB, largestCost: 100 * KIB },
);

/** Records of 1,025 B count as two KiB each, so 1 MiB/s takes 512 of them a second. */
export const ROUNDING_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario('rounding', '10 s', '5 s', { rate: '5000/s', size: '1013 B' }, EAGER_PRODUCER + STREAM),
  component: 'stream',
  most: ({ statistic, windowSeconds }) => (MIB * windowSeconds) / statistic('IncomingRecords', 'sum') / 2,
};

/** Every call is full before it is sent: 500 records of 100 B, or ten of 1 MiB. */
function fullCalls(name: string, traffic: Traffic, perCall: string): Saturation {
  return {
    kind: 'most',
    scenario: scenario(name, '100 s', '0 s', traffic, PATIENT_PRODUCER + STREAM),
    component: 'stream',
    most: ({ statistic }) => statistic(perCall, 'sum') / statistic('PutRecords.Latency', 'count'),
  };
}

export const PUT_RECORDS_COUNT_SATURATION = fullCalls(
  'put-records-count',
  { rate: '100/s', size: '100 B' },
  'PutRecords.TotalRecords',
);

export const PUT_RECORDS_BYTES_SATURATION = fullCalls(
  'put-records-bytes',
  { rate: '1/s', size: `${MIB - 12} B` },
  'OfferedBytes',
);

/** Half of the records have 1 MiB with their keys, the others a byte more: what is stored are the first. */
export const RECORD_SIZE_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario(
    'record-size',
    '200 s',
    '0 s',
    {
      rate: '1/s',
      size: `{ distribution: empirical, values: [${MIB - 12} B, ${MIB - 11} B], weights: [1, 1] }`,
    },
    EAGER_PRODUCER + STREAM,
  ),
  component: 'stream',
  most: ({ statistic }) => statistic('IncomingBytes', 'sum') / statistic('IncomingRecords', 'sum'),
};

export const READ_CALLS_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario(
    'read-calls',
    '20 s',
    '0 s',
    { rate: '1/s', size: '100 B' },
    EAGER_PRODUCER + STREAM + eagerReaders(2, 10_000),
  ),
  component: 'stream',
  metric: 'GetRecords.Success',
  ratePerSecond: 5,
  burst: 5,
  largestCost: 1,
  overdraws: false,
  gapSeconds: 0.01,
};

/** Eight consumers read 1 MiB/s each, in replies of 16 records of 64 KiB: four times what there is for all of them. */
export const READ_BYTES_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario(
    'read-bytes',
    '60 s',
    '60 s',
    { rate: '16/s', size: `${64 * KIB - 12} B` },
    EAGER_PRODUCER + STREAM + eagerReaders(8, 16),
  ),
  component: 'stream',
  metric: 'OutgoingBytes',
  part: FIRST_SHARD,
  ratePerSecond: 2 * MIB,
  burst: 2 * MIB,
  largestCost: MIB,
  overdraws: true,
  gapSeconds: 0.01,
};

/** What one reply brings of more than it can carry. */
function fullReplies(name: string, traffic: Traffic, idle: string, metric: string): Saturation {
  return {
    kind: 'most',
    scenario: scenario(name, '600 s', '120 s', traffic, EAGER_PRODUCER + STREAM + slowReader(idle)),
    component: 'stream',
    most: ({ statistic }) => statistic(metric, 'sum') / statistic('GetRecords.Success', 'sum'),
  };
}

export const REPLY_RECORDS_SATURATION = fullReplies(
  'reply-records',
  { rate: '500/s', size: '100 B' },
  '30 s',
  'OutgoingRecords',
);

export const REPLY_BYTES_SATURATION = fullReplies(
  'reply-bytes',
  { rate: '1/s', size: `${MIB - 12} B` },
  '20 s',
  'OutgoingBytes',
);

/** 10 MiB of burst and more arrive at once, and leave through the pipe of one consumer in pushes of up to 1 MiB. */
export const PUSH_BYTES_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario(
    'push-bytes',
    '4 s',
    '0 s',
    { rate: '400/s', size: `${100 * KIB - 12} B` },
    `${EAGER_PRODUCER}${LARGE_STREAM}  reader: { type: kinesis.consumer, from: stream, mode: enhanced-fan-out }
`,
  ),
  component: 'stream',
  metric: 'SubscribeToShardEvent.Bytes',
  ratePerSecond: 2 * MIB,
  burst: 0,
  largestCost: MIB,
  overdraws: true,
  gapSeconds: 0,
};

const perSubscription = ({ statistic, windowSeconds }: Seen): number =>
  windowSeconds / statistic('SubscribeToShard.Success', 'sum');

export const SUBSCRIPTION_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario(
    'subscription-life',
    '3000 s',
    '400 s',
    { rate: '1/s', size: '100 B' },
    `${EAGER_PRODUCER}${STREAM}  reader:
    type: kinesis.consumer
    from: stream
    mode: enhanced-fan-out
    client: { subscribeLatency: 0 s }
`,
  ),
  component: 'stream',
  most: perSubscription,
};

const MS_PER_HOUR = 3_600_000;

/** A record a minute, and a consumer that takes two for each: after 48 h it is 24 h behind, and then they expire. */
export const RETENTION_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario(
    'retention',
    '24 h',
    '60 h',
    { rate: '1 / 60 s', size: '100 B' },
    `${EAGER_PRODUCER}${STREAM}  reader:
    type: kinesis.consumer
    from: stream
    maxRecords: 1
    idleTimeBetweenReads: 0 s
    processing: { perRecord: 2 min }
    client: { requestLatency: 1 ms }
`,
  ),
  component: 'stream',
  most: ({ statistic }) => statistic('GetRecords.IteratorAgeMilliseconds', 'max') / MS_PER_HOUR,
  resolution: 1 / 60,
};
