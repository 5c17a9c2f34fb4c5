// How long a call takes when nothing throttles it. AWS publishes no such distribution, so all of these are
// assumptions, in this one table. GetRecords was fitted to one published measurement (producer to Lambda over a
// shared Kinesis reader, median 627 ms with one poll a second: bitesizedserverless.com, September 2022); the
// others follow from what is left of the same measurements, and everything else is predicted from them.

import { assumed } from '../../language/field.ts';
import { duration } from '../../language/words.ts';
import { type DistributionConfig, distribution, distributionOr } from '../../workload/distribution.ts';

interface LatencyAssumption {
  readonly median: string;
  readonly low: string;
  readonly high: string;
  readonly why: string;
  /** Where it is not that of the table. */
  readonly sigma?: number;
}

const SIGMA = 0.4;

const QUEUE_CALL: LatencyAssumption = {
  median: '6.5 ms',
  low: '4 ms',
  high: '20 ms',
  sigma: 1.1,
  why: 'fitted to the published median of 16.2 ms, and to the 33.8 ms of the 90th percentile, from producer to function through a queue: half of a send, half of a receive, and the invocation',
};

const TABLE_WRITE: LatencyAssumption = {
  median: '4.5 ms',
  low: '3 ms',
  high: '9 ms',
  why: 'AWS says single-digit milliseconds and publishes no distribution',
};

const PUBLISH_CALL: LatencyAssumption = {
  median: '12 ms',
  low: '6 ms',
  high: '30 ms',
  why: 'no published distribution; taken as that of a put',
};

/** The assumed latency of each call, log-normal with sigma 0.4 where none is named, by AWS's name of the operation. */
const REQUEST_LATENCIES = {
  PutRecords: {
    median: '12 ms',
    low: '6 ms',
    high: '30 ms',
    why: 'no published distribution; third-party measurements see 10 to 30 ms from EC2',
  },
  PutRecord: {
    median: '12 ms',
    low: '6 ms',
    high: '30 ms',
    why: 'no published distribution; third-party measurements see 10 to 30 ms from EC2',
  },
  ListShards: {
    median: '12 ms',
    low: '6 ms',
    high: '100 ms',
    why: 'no published distribution; taken as that of a put',
  },
  GetRecords: {
    median: '100 ms',
    low: '20 ms',
    high: '200 ms',
    why: 'fitted to the published median of 627 ms from producer to function at one poll a second',
  },
  SubscribeToShard: {
    median: '12 ms',
    low: '6 ms',
    high: '100 ms',
    why: 'no published distribution; taken as that of a put',
  },
  SubscribeToShardEvent: {
    median: '38 ms',
    low: '20 ms',
    high: '70 ms',
    why: 'no published distribution; AWS says about 70 ms on average from put to receipt, measurements see 49 ms',
  },
  Invoke: {
    median: '7 ms',
    low: '5 ms',
    high: '10 ms',
    why: 'no published distribution; what Lambda adds to a warm invocation is put at 5 to 10 ms',
  },
  InvokeEvent: {
    median: '39 ms',
    low: '5 ms',
    high: '100 ms',
    why: 'fitted to the published median of 73 ms from publisher to function through a topic',
  },
  SendMessage: QUEUE_CALL,
  SendMessageBatch: QUEUE_CALL,
  ReceiveMessage: QUEUE_CALL,
  DeleteMessageBatch: QUEUE_CALL,
  ChangeMessageVisibilityBatch: QUEUE_CALL,
  PutItem: TABLE_WRITE,
  UpdateItem: TABLE_WRITE,
  DeleteItem: TABLE_WRITE,
  BatchWriteItem: TABLE_WRITE,
  GetItem: { ...TABLE_WRITE, median: '3 ms', low: '1.5 ms', high: '6 ms' },
  'GetItem ConsistentRead': { ...TABLE_WRITE, median: '4 ms', low: '2 ms', high: '8 ms' },
  BatchGetItem: { ...TABLE_WRITE, median: '3 ms', low: '1.5 ms', high: '6 ms' },
  'BatchGetItem ConsistentRead': { ...TABLE_WRITE, median: '4 ms', low: '2 ms', high: '8 ms' },
  Query: { ...TABLE_WRITE, median: '5 ms', low: '2.5 ms', high: '15 ms' },
  Scan: { ...TABLE_WRITE, median: '10 ms', low: '5 ms', high: '50 ms' },
  TransactWriteItems: {
    median: '18 ms',
    low: '12 ms',
    high: '36 ms',
    why: 'four times a PutItem, as AWS measured it (Idziorek et al., USENIX ATC 2023)',
  },
  TransactGetItems: {
    median: '8 ms',
    low: '4 ms',
    high: '16 ms',
    why: 'twice a consistent GetItem, as AWS measured it (Idziorek et al., USENIX ATC 2023)',
  },
  Publish: PUBLISH_CALL,
  PublishBatch: PUBLISH_CALL,
} as const satisfies Readonly<Record<string, LatencyAssumption>>;

type OperationName = keyof typeof REQUEST_LATENCIES;

/** The schema of `requestLatency` (or of a push) for an operation: a distribution of durations, assumed. */
export function requestLatency(operation: OperationName, description: string) {
  const { median, low, high, why, sigma = SIGMA }: LatencyAssumption = REQUEST_LATENCIES[operation];
  const form = (of: string): string => `{ distribution: lognormal, median: ${of}, sigma: ${sigma} }`;
  return assumed(distribution(duration()), { distribution: 'lognormal', median, sigma }, description, {
    why,
    low: form(low),
    high: form(high),
  });
}

const AUTO = 'auto';
const NONE: DistributionConfig = { distribution: 'constant', value: 0 };

/** The schema of `requestLatency` where the operation is only known with the target of the call. */
export function callLatency(description: string) {
  return assumed(distributionOr(AUTO, duration()), AUTO, description, {
    why: 'no published distributions: auto is what is assumed of the operation wherever it is called, and nothing for a server of your own',
    low: `{ distribution: lognormal, median: 5 ms, sigma: ${SIGMA} }`,
    high: `{ distribution: lognormal, median: 30 ms, sigma: ${SIGMA} }`,
  });
}

/** The latency of a call to an operation, as `callLatency` has read it. */
export function latencyOf(
  latency: DistributionConfig | { readonly distribution: typeof AUTO },
  operation: string,
): DistributionConfig {
  if (latency.distribution !== AUTO) return latency;
  const all: Readonly<Record<string, LatencyAssumption>> = REQUEST_LATENCIES;
  // A service may say behind the action's name what it is made to: `Query by-status`.
  const known = all[operation] ?? all[operation.replace(/ .*$/s, '')];
  if (known === undefined) return NONE;
  return distribution(duration()).parse({
    distribution: 'lognormal',
    median: known.median,
    sigma: known.sigma ?? SIGMA,
  });
}
