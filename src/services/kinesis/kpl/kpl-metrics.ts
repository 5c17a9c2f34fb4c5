// The library's own metrics, under its own names (metrics.md and aws/metrics/metrics_constants.cc of the Kinesis
// Producer Library). Sizes are counted without keys, times in milliseconds.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';

/** What a producer with this client declares beside the metrics of all producers. */
export const KPL_METRICS: MetricDeclarations = {
  UserRecordsReceived: {
    kind: 'counter',
    unit: 'count',
    description: 'User records that the library got.',
  },
  UserRecordsPending: {
    kind: 'level',
    unit: 'count',
    description: 'User records that the library holds: neither put nor given up.',
    series: true,
    backlog: true,
  },
  UserRecordsPut: { kind: 'counter', unit: 'count', description: 'User records put.', series: true },
  UserRecordsDataPut: { kind: 'counter', unit: 'bytes', description: 'Data of the user records put.' },
  KinesisRecordsPut: { kind: 'counter', unit: 'count', description: 'Kinesis records put.', series: true },
  KinesisRecordsDataPut: { kind: 'counter', unit: 'bytes', description: 'Data of the Kinesis records put.' },
  'ErrorsByCode.ProvisionedThroughputExceededException': {
    kind: 'counter',
    unit: 'count',
    description: 'Kinesis records that the stream throttled.',
    per: 'AllAttempts',
  },
  'ErrorsByCode.RequestTimeout': {
    kind: 'counter',
    unit: 'count',
    description: 'Kinesis records in requests that timed out.',
    per: 'AllAttempts',
  },
  'ErrorsByCode.WrongShard': {
    kind: 'counter',
    unit: 'count',
    description: 'User records stored in a shard that the library’s map did not expect, and sent again.',
  },
  AllErrors: {
    kind: 'counter',
    unit: 'count',
    description: 'Kinesis records whose put failed, each time that it did.',
    per: 'AllAttempts',
  },
  AllAttempts: {
    kind: 'counter',
    unit: 'count',
    description: 'Kinesis records in all answered or timed-out requests (ours; what errors are a share of).',
  },
  UserRecordExpired: {
    kind: 'counter',
    unit: 'count',
    description: 'User records given up because their time to live was over.',
    per: 'UserRecordsReceived',
    series: true,
  },
  RetriesPerRecord: {
    kind: 'distribution',
    unit: 'count',
    description: 'How often each user record that was put had been sent before.',
  },
  BufferingTime: {
    kind: 'distribution',
    unit: 'milliseconds',
    description:
      'From a user record’s arrival to the start of its first request, or from the end of one attempt to the start of the next.',
  },
  RequestTime: {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How long PutRecords calls took.',
    callTime: true,
  },
  UserRecordsPerKinesisRecord: {
    kind: 'distribution',
    unit: 'count',
    description: 'User records in each Kinesis record put.',
  },
  KinesisRecordsPerPutRecordsRequest: {
    kind: 'distribution',
    unit: 'count',
    description: 'Kinesis records in each PutRecords call.',
  },
  UserRecordsPerPutRecordsRequest: {
    kind: 'distribution',
    unit: 'count',
    description: 'User records in each PutRecords call.',
  },
};

/** The recorders of those metrics. */
export class KplMeters {
  readonly received: Counter;
  readonly pending: Level;
  readonly userRecords: Counter;
  readonly userBytes: Counter;
  readonly kinesisRecords: Counter;
  readonly kinesisBytes: Counter;
  readonly throttled: Counter;
  readonly timedOut: Counter;
  readonly wrongShard: Counter;
  readonly errors: Counter;
  readonly attempts: Counter;
  readonly expired: Counter;
  readonly retries: Distribution;
  readonly buffering: Distribution;
  readonly requestTime: Distribution;
  readonly packed: Distribution;
  readonly perRequest: Distribution;
  readonly usersPerRequest: Distribution;

  constructor(site: Site) {
    this.received = site.counter('UserRecordsReceived');
    this.pending = site.level('UserRecordsPending');
    this.userRecords = site.counter('UserRecordsPut');
    this.userBytes = site.counter('UserRecordsDataPut');
    this.kinesisRecords = site.counter('KinesisRecordsPut');
    this.kinesisBytes = site.counter('KinesisRecordsDataPut');
    this.throttled = site.counter('ErrorsByCode.ProvisionedThroughputExceededException');
    this.timedOut = site.counter('ErrorsByCode.RequestTimeout');
    this.wrongShard = site.counter('ErrorsByCode.WrongShard');
    this.errors = site.counter('AllErrors');
    this.attempts = site.counter('AllAttempts');
    this.expired = site.counter('UserRecordExpired');
    this.retries = site.distribution('RetriesPerRecord');
    this.buffering = site.distribution('BufferingTime');
    this.requestTime = site.distribution('RequestTime');
    this.packed = site.distribution('UserRecordsPerKinesisRecord');
    this.perRequest = site.distribution('KinesisRecordsPerPutRecordsRequest');
    this.usersPerRequest = site.distribution('UserRecordsPerPutRecordsRequest');
  }
}
