// What the event source mappings of a function measure, by CloudWatch's names: all mappings of the function together.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import type { MappingConfig } from './mapping-schema.ts';

const EVENTS: MetricDeclarations = {
  PolledEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records (or messages) that the mappings read.',
    series: true,
  },
  FilteredOutEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that the filters kept back.',
    per: 'PolledEventCount',
  },
  InvokedEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records in invocations that ran, those of each retry included.',
  },
  FailedInvokeEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records in invocations that failed, or that an invocation reported as failed.',
    per: 'InvokedEventCount',
    series: true,
  },
};

/** Of mappings of streams. */
const LOG_EVENTS: MetricDeclarations = {
  IteratorAge: {
    kind: 'distribution',
    unit: 'milliseconds',
    description:
      'How long the last record of a batch had been in the stream when the function was invoked with it.',
    series: true,
    backlog: true,
  },
  DroppedEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that were given up: their retries or their age were used up.',
    per: 'PolledEventCount',
  },
  OnFailureDestinationDeliveredEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Records of batches that were given up and of which a destination was told.',
  },
};

/** Of mappings of queues. */
const QUEUE_EVENTS: MetricDeclarations = {
  DeletedEventCount: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that the mappings of queues have deleted: finished, or kept back by the filters.',
    per: 'PolledEventCount',
  },
  MappingConcurrency: {
    kind: 'level',
    unit: 'count',
    description:
      'Invocations that the mappings of queues have under way, those on their way to the function included.',
    series: true,
  },
};

const PROVISIONED: MetricDeclarations = {
  ProvisionedPollers: {
    kind: 'level',
    unit: 'count',
    description: 'Pollers that there are, in provisioned mode.',
    series: true,
  },
};

/** The declarations of a function. What its mappings read is not known here: those of streams stay at nothing for queues. */
export function mappingMetrics(mappings: readonly MappingConfig[]): MetricDeclarations {
  if (mappings.length === 0) return {};
  const isProvisioned = mappings.some(({ provisionedPollerConfig }) => provisionedPollerConfig !== undefined);
  return { ...EVENTS, ...LOG_EVENTS, ...QUEUE_EVENTS, ...(isProvisioned ? PROVISIONED : {}) };
}

/** Counts what any mapping does. */
export class EventCounts {
  readonly polled: Counter;
  readonly filteredOut: Counter;
  readonly invoked: Counter;
  readonly failed: Counter;

  constructor(site: Site) {
    this.polled = site.counter('PolledEventCount');
    this.filteredOut = site.counter('FilteredOutEventCount');
    this.invoked = site.counter('InvokedEventCount');
    this.failed = site.counter('FailedInvokeEventCount');
  }
}
