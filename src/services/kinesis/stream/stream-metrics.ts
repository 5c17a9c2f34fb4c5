// What a stream measures: CloudWatch's names where CloudWatch has one, and beside them what was offered (each
// record once, at its first attempt) and which limit refused.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { GET_RECORDS_BYTES, SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';
import type { LongTermReads } from '../reading/long-term-reads.ts';

const RECORDS = SHARD_WRITE_RECORDS.value;
const BYTES = SHARD_WRITE_BYTES.value;

const parts = { perPart: true, series: true } as const;

/** What a stream measures. */
export const STREAM_METRICS: MetricDeclarations = {
  OfferedRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records at their first attempt: what the design must carry.',
    capacityOf: { level: 'OpenShards', each: RECORDS },
    partCapacity: RECORDS,
    ...parts,
  },
  OpenShards: {
    kind: 'level',
    unit: 'count',
    description: 'Shards that take puts.',
    series: true,
  },
  ReshardRequests: {
    kind: 'counter',
    unit: 'count',
    description: 'SplitShard, MergeShards and UpdateShardCount requests.',
  },
  ReshardErrors: {
    kind: 'counter',
    unit: 'count',
    description: 'Of these, what was refused (ResourceInUseException, LimitExceededException and the like).',
    per: 'ReshardRequests',
  },
  OfferedBytes: {
    kind: 'counter',
    unit: 'bytes',
    description: 'Data and keys of records at their first attempt.',
    capacityOf: { level: 'OpenShards', each: BYTES },
    partCapacity: BYTES,
    ...parts,
  },
  AttemptedRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records in all put requests, those sent again included.',
    ...parts,
  },
  IncomingRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that were stored.',
    capacityOf: { level: 'OpenShards', each: RECORDS },
    partCapacity: RECORDS,
    ...parts,
  },
  IncomingBytes: {
    kind: 'counter',
    unit: 'bytes',
    description: 'Data and keys that were stored.',
    capacityOf: { level: 'OpenShards', each: BYTES },
    partCapacity: BYTES,
    ...parts,
  },
  WriteProvisionedThroughputExceeded: {
    kind: 'counter',
    unit: 'count',
    description: 'Attempts to put a record that a shard’s limits refused.',
    per: 'AttemptedRecords',
    ...parts,
  },
  'WriteProvisionedThroughputExceeded.Records': {
    kind: 'counter',
    unit: 'count',
    description: 'Of the refused attempts, those that the limit on records refused.',
    per: 'AttemptedRecords',
    perPart: true,
  },
  'WriteProvisionedThroughputExceeded.Bytes': {
    kind: 'counter',
    unit: 'count',
    description: 'Of the refused attempts, those that the limit on bytes refused.',
    per: 'AttemptedRecords',
    perPart: true,
  },
  'PutRecords.ThrottledRecords': {
    kind: 'counter',
    unit: 'count',
    description: 'Records that PutRecords answered as throttled.',
    per: 'PutRecords.TotalRecords',
  },
  'PutRecords.TotalRecords': {
    kind: 'counter',
    unit: 'count',
    description: 'Records in PutRecords requests.',
  },
  'PutRecords.Latency': {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How long PutRecords calls took.',
    callTime: true,
  },
  'PutRecord.Latency': {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How long PutRecord calls took.',
    callTime: true,
  },
  OutgoingRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that shared readers got.',
    ...parts,
  },
  OutgoingBytes: {
    kind: 'counter',
    unit: 'bytes',
    description: 'Data and keys that shared readers got.',
    capacityOf: { level: 'OpenShards', each: GET_RECORDS_BYTES.value },
    partCapacity: GET_RECORDS_BYTES.value,
    ...parts,
  },
  'GetRecords.Calls': {
    kind: 'counter',
    unit: 'count',
    description: 'GetRecords calls, refused ones included.',
  },
  'GetRecords.Success': {
    kind: 'counter',
    unit: 'count',
    description: 'GetRecords calls that were served.',
  },
  ReadProvisionedThroughputExceeded: {
    kind: 'counter',
    unit: 'count',
    description: 'GetRecords calls refused by 5 calls a second or 2 MiB a second.',
    per: 'GetRecords.Calls',
    perPart: true,
    series: true,
  },
  'ReadProvisionedThroughputExceeded.Calls': {
    kind: 'counter',
    unit: 'count',
    description: 'Of the refused calls, those that the limit on calls refused.',
    per: 'GetRecords.Calls',
    perPart: true,
  },
  'ReadProvisionedThroughputExceeded.Bytes': {
    kind: 'counter',
    unit: 'count',
    description: 'Of the refused calls, those that the limit on bytes refused.',
    per: 'GetRecords.Calls',
    perPart: true,
  },
  'GetRecords.IteratorAgeMilliseconds': {
    kind: 'distribution',
    unit: 'milliseconds',
    description:
      'Age of the last record in each GetRecords reply, 0 at the tip; all shared readers together.',
    backlog: true,
  },
  'SubscribeToShard.Success': {
    kind: 'counter',
    unit: 'count',
    description: 'Subscriptions to a shard that began or were renewed.',
  },
  'SubscribeToShardEvent.Records': {
    kind: 'counter',
    unit: 'count',
    description: 'Records pushed to enhanced fan-out consumers.',
  },
  'SubscribeToShardEvent.Bytes': {
    kind: 'counter',
    unit: 'bytes',
    description: 'Data and keys pushed to enhanced fan-out consumers.',
  },
  'SubscribeToShardEvent.MillisBehindLatest': {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'Age of the last record in each push when more is waiting, else 0; all consumers together.',
    backlog: true,
  },
};

/** Counters of the write side: of the stream or of one shard. */
export class WriteCounters {
  readonly offeredRecords: Counter;
  readonly offeredBytes: Counter;
  readonly attempted: Counter;
  readonly incomingRecords: Counter;
  readonly incomingBytes: Counter;
  readonly refused: Counter;
  readonly refusedByRecords: Counter;
  readonly refusedByBytes: Counter;

  constructor(site: Site, part?: string) {
    this.offeredRecords = site.counter('OfferedRecords', part);
    this.offeredBytes = site.counter('OfferedBytes', part);
    this.attempted = site.counter('AttemptedRecords', part);
    this.incomingRecords = site.counter('IncomingRecords', part);
    this.incomingBytes = site.counter('IncomingBytes', part);
    this.refused = site.counter('WriteProvisionedThroughputExceeded', part);
    this.refusedByRecords = site.counter('WriteProvisionedThroughputExceeded.Records', part);
    this.refusedByBytes = site.counter('WriteProvisionedThroughputExceeded.Bytes', part);
  }
}

/** Counters of shared reads: of the stream or of one shard. */
export class ReadCounters {
  readonly outgoingRecords: Counter;
  readonly outgoingBytes: Counter;
  readonly refused: Counter;
  readonly refusedByCalls: Counter;
  readonly refusedByBytes: Counter;

  constructor(site: Site, part?: string) {
    this.outgoingRecords = site.counter('OutgoingRecords', part);
    this.outgoingBytes = site.counter('OutgoingBytes', part);
    this.refused = site.counter('ReadProvisionedThroughputExceeded', part);
    this.refusedByCalls = site.counter('ReadProvisionedThroughputExceeded.Calls', part);
    this.refusedByBytes = site.counter('ReadProvisionedThroughputExceeded.Bytes', part);
  }
}

/** What is measured of reads for the stream as a whole. */
export interface StreamReadMetrics {
  readonly calls: Counter;
  readonly iteratorAge: Distribution;
  readonly served: Counter;
  readonly subscriptions: Counter;
  readonly pushedRecords: Counter;
  readonly pushedBytes: Counter;
  readonly pushedBehind: Distribution;
  /** Null where nothing is kept for so long. */
  readonly longTerm: LongTermReads | null;
}
