// What a function measures, by CloudWatch's names where there are any.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { APPLICATION_METRICS } from '../../records/application.ts';
import { mappingMetrics } from '../mapping/mapping-metrics.ts';
import type { MappingConfig } from '../mapping/mapping-schema.ts';
import type { Bound } from './concurrency.ts';

interface Measured {
  readonly eventSourceMappings: readonly MappingConfig[];
  readonly reservedConcurrentExecutions?: number | undefined;
  readonly provisionedConcurrentExecutions?: number | undefined;
}

const PROVISIONED_METRICS: MetricDeclarations = {
  ProvisionedConcurrencyUtilization: {
    kind: 'level',
    unit: 'ratio',
    description: 'Provisioned environments that run an invocation, over those that there are.',
    series: true,
  },
  ProvisionedConcurrencySpilloverInvocations: {
    kind: 'counter',
    unit: 'count',
    description: 'Invocations that found no provisioned environment free.',
    per: 'Invocations',
  },
};

/** The declarations of one function. */
export function functionMetrics({
  reservedConcurrentExecutions: reserved,
  provisionedConcurrentExecutions: provisioned,
  eventSourceMappings: mappings,
}: Measured): MetricDeclarations {
  return {
    ...APPLICATION_METRICS,
    Requests: {
      kind: 'counter',
      unit: 'count',
      description: 'Invocations that were asked for, throttled ones included, counted as they arrive.',
      series: true,
    },
    Invocations: {
      kind: 'counter',
      unit: 'count',
      description:
        'Invocations that ran, failed ones included and throttled ones not, counted as they begin.',
      series: true,
    },
    Errors: {
      kind: 'counter',
      unit: 'count',
      description: 'Invocations that failed, timeouts included, counted as they end.',
      per: 'Invocations',
      series: true,
    },
    Timeouts: {
      kind: 'counter',
      unit: 'count',
      description: 'Invocations that were ended by the timeout; they are among the errors.',
      per: 'Invocations',
    },
    Throttles: {
      kind: 'counter',
      unit: 'count',
      description: 'Invocations that were refused (429) by whatever limit.',
      per: 'Requests',
      series: true,
    },
    'Throttles.Concurrency': {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, refused because as many ran as may: reserved concurrency, or the account’s.',
      per: 'Requests',
    },
    'Throttles.ScalingRate': {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, refused because no more environments could be added yet.',
      per: 'Requests',
    },
    'Throttles.RequestRate': {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, refused because of ten requests a second for each of its concurrency.',
      per: 'Requests',
    },
    Duration: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'From the start of the function’s code to its end, without the init phase.',
      series: true,
    },
    ColdStarts: {
      kind: 'counter',
      unit: 'count',
      description: 'Invocations that began with the init phase of an environment.',
      per: 'Invocations',
    },
    InitDuration: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'How long the init phases took, at most 10 s each.',
    },
    ConcurrentExecutions: {
      kind: 'level',
      unit: 'count',
      description: 'Invocations that run, their init phase included.',
      series: true,
      ...(reserved === undefined ? {} : { capacity: reserved }),
    },
    EventSize: {
      kind: 'distribution',
      unit: 'bytes',
      description: 'Bytes of the events that invocations began with.',
    },
    AsyncEventsReceived: {
      kind: 'counter',
      unit: 'count',
      description: 'Events of asynchronous invocations that Lambda has queued.',
    },
    AsyncEventAge: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'How long such events were queued when they were tried, or dropped for their age.',
      series: true,
      backlog: true,
    },
    AsyncEventsDropped: {
      kind: 'counter',
      unit: 'count',
      description: 'Such events that were given up: their retries or their age were used up.',
      per: 'AsyncEventsReceived',
    },
    DestinationDeliveryFailures: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that a destination did not take; they are lost.',
    },
    ...(provisioned === undefined ? {} : PROVISIONED_METRICS),
    ...mappingMetrics(mappings),
  };
}

/** Keeps a function's metrics. */
export class FunctionMetrics {
  readonly duration: Distribution;
  readonly errors: Counter;
  readonly timeouts: Counter;
  private readonly requests: Counter;
  private readonly invocations: Counter;
  private readonly throttles: Counter;
  private readonly throttledBy: Readonly<Record<Bound, Counter>>;
  private readonly coldStarts: Counter;
  private readonly initDuration: Distribution;
  private readonly concurrent: Level;
  private readonly eventSize: Distribution;
  private readonly utilization: Level | null;
  private readonly spillover: Counter | null;
  private readonly provisioned: number;
  private provisionedBusy = 0;

  constructor(site: Site, provisioned: number | undefined) {
    this.requests = site.counter('Requests');
    this.invocations = site.counter('Invocations');
    this.errors = site.counter('Errors');
    this.timeouts = site.counter('Timeouts');
    this.throttles = site.counter('Throttles');
    this.throttledBy = {
      concurrency: site.counter('Throttles.Concurrency'),
      scalingRate: site.counter('Throttles.ScalingRate'),
      requestRate: site.counter('Throttles.RequestRate'),
    };
    this.duration = site.distribution('Duration');
    this.coldStarts = site.counter('ColdStarts');
    this.initDuration = site.distribution('InitDuration');
    this.concurrent = site.level('ConcurrentExecutions');
    this.eventSize = site.distribution('EventSize');
    this.provisioned = provisioned ?? 0;
    this.utilization = provisioned === undefined ? null : site.level('ProvisionedConcurrencyUtilization');
    this.spillover =
      provisioned === undefined ? null : site.counter('ProvisionedConcurrencySpilloverInvocations');
  }

  /** A request was refused. */
  throttled(by: Bound, nowUs: number): void {
    this.requests.add(nowUs, 1);
    this.throttles.add(nowUs, 1);
    this.throttledBy[by].add(nowUs, 1);
  }

  /** An invocation begins in an environment. */
  began(eventBytes: number, provisioned: boolean, nowUs: number): void {
    this.requests.add(nowUs, 1);
    this.invocations.add(nowUs, 1);
    this.eventSize.add(nowUs, eventBytes, 1);
    this.concurrent.change(nowUs, 1);
    if (provisioned) this.utilization?.set(nowUs, ++this.provisionedBusy / this.provisioned);
    else this.spillover?.add(nowUs, 1);
  }

  /** It begins with an init phase that takes so long. */
  initialised(initUs: number, nowUs: number): void {
    this.coldStarts.add(nowUs, 1);
    this.initDuration.add(nowUs, initUs, 1);
  }

  /** An invocation is over. */
  ended(provisioned: boolean, nowUs: number): void {
    this.concurrent.change(nowUs, -1);
    if (provisioned) this.utilization?.set(nowUs, --this.provisionedBusy / this.provisioned);
  }
}
