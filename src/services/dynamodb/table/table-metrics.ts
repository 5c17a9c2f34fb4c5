// What a table measures, by CloudWatch's names.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { APPLICATION_METRICS } from '../../records/application.ts';
import { throughputMetrics } from '../throughput/throughput-metrics.ts';
import type { TableConfig } from './table-schema.ts';

const STREAM: MetricDeclarations = {
  ReturnedRecordsCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records of the stream that its readers were given.',
    series: true,
  },
  ReturnedBytes: { kind: 'counter', unit: 'bytes', description: 'Their bytes.' },
  'GetRecords.IteratorAgeMilliseconds': {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How far behind the tip of a shard each reply was, 0 at the tip.',
  },
};

const TIME_TO_LIVE: MetricDeclarations = {
  TimeToLiveDeletedItemCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Items that were deleted in the background because they had expired.',
    series: true,
  },
  TimeToLiveDeletionDelay: {
    kind: 'distribution',
    unit: 'seconds',
    description: 'From when they expired until then: so long they were still there, read and paid for.',
  },
};

/** The declarations of one table. */
export function tableMetrics(config: TableConfig): MetricDeclarations {
  return {
    ...APPLICATION_METRICS,
    Requests: { kind: 'counter', unit: 'count', description: 'Requests that came, each attempt counted.' },
    ...throughputMetrics(config),
    WriteIndexThrottleEvents: {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, throttled by an index that the write touches.',
      per: 'WriteThrottleEvents',
    },
    ...(config.streamSpecification === undefined ? {} : STREAM),
    ...(config.timeToLive === undefined ? {} : TIME_TO_LIVE),
    ThrottledRequests: {
      kind: 'counter',
      unit: 'count',
      description: 'Requests that were throttled; of a batch, when all of its items were.',
      per: 'Requests',
      series: true,
    },
    UserErrors: { kind: 'counter', unit: 'count', description: 'Requests with an item that is too large.' },
    ConditionalCheckFailedRequests: {
      kind: 'counter',
      unit: 'count',
      description: 'Writes whose condition failed: they take capacity and change nothing.',
    },
    SuccessfulRequestLatency: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'How long requests took that were served, network included.',
    },
  };
}

/** What all requests of a table are counted by. */
export class RequestCounts {
  readonly requests: Counter;
  readonly throttled: Counter;
  readonly userErrors: Counter;
  readonly conditionsFailed: Counter;
  readonly latency: Distribution;

  constructor(site: Site) {
    this.requests = site.counter('Requests');
    this.throttled = site.counter('ThrottledRequests');
    this.userErrors = site.counter('UserErrors');
    this.conditionsFailed = site.counter('ConditionalCheckFailedRequests');
    this.latency = site.distribution('SuccessfulRequestLatency');
  }
}
