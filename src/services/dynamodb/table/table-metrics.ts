// What a table measures, by CloudWatch's names.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { APPLICATION_METRICS } from '../../records/application.ts';
import { HALVES } from '../capacity/units.ts';
import { PARTITION_READS, PARTITION_WRITES } from '../limits.ts';
import { partitionId } from './partitions.ts';
import { BY_KEY_RANGE, THROTTLED_BY } from './table-operations.ts';
import { provisionedOf, type TableConfig } from './table-schema.ts';

const CAUSES: Readonly<Record<string, string>> = {
  ProvisionedThroughput: 'the capacity that is provisioned',
  KeyRangeThroughput: 'the limits of one partition',
  MaxOnDemandThroughput: 'the maximum that the table was given',
  AccountLimit: 'the quota of one table',
};

function ofKind(kind: 'Read' | 'Write', isProvisioned: boolean): MetricDeclarations {
  const what = kind === 'Read' ? 'read' : 'write';
  const partCapacity = kind === 'Read' ? PARTITION_READS.value : PARTITION_WRITES.value;
  return {
    [`Consumed${kind}CapacityUnits`]: {
      kind: 'counter',
      unit: 'count',
      description: `Capacity units of the ${what}s that were served.`,
      series: true,
      perPart: true,
      partCapacity,
      ...(isProvisioned ? { capacityOf: { level: `Provisioned${kind}CapacityUnits`, each: 1 } } : {}),
    },
    ...(isProvisioned
      ? {
          [`Provisioned${kind}CapacityUnits`]: {
            kind: 'level',
            unit: 'count',
            description: `Capacity units a second of ${what}s that are provisioned.`,
            series: true,
          } as const,
        }
      : {}),
    [`Requested${kind}CapacityUnits`]: {
      kind: 'counter',
      unit: 'count',
      description: `Capacity units of all ${what}s that were asked for, each attempt counted.`,
    },
    [`${kind}ThrottleEvents`]: {
      kind: 'counter',
      unit: 'count',
      description: `${kind === 'Read' ? 'Reads' : 'Writes'} of items that were throttled, each attempt and each item of a batch counted.`,
      series: true,
      perPart: true,
    },
    ...Object.fromEntries(
      Object.entries(CAUSES).map(([cause, by]) => [
        `${kind}${cause}ThrottleEvents`,
        {
          kind: 'counter',
          unit: 'count',
          description: `Of these, throttled by ${by}.`,
          per: `${kind}ThrottleEvents`,
        } as const,
      ]),
    ),
  };
}

const SCALING: MetricDeclarations = {
  CapacityIncreases: {
    kind: 'counter',
    unit: 'count',
    description: 'Times that auto scaling has raised capacity.',
  },
  CapacityDecreases: { kind: 'counter', unit: 'count', description: 'Times that it has lowered it.' },
  CapacityDecreasesRefused: {
    kind: 'counter',
    unit: 'count',
    description: 'Times that it would have, and the day had no decrease left.',
  },
};

/** The declarations of one table. */
export function tableMetrics(config: TableConfig): MetricDeclarations {
  const isProvisioned = provisionedOf(config) !== null;
  return {
    ...APPLICATION_METRICS,
    Requests: { kind: 'counter', unit: 'count', description: 'Requests that came, each attempt counted.' },
    ...ofKind('Read', isProvisioned),
    ...ofKind('Write', isProvisioned),
    ...(config.autoScaling === undefined ? {} : SCALING),
    ThrottledRequests: {
      kind: 'counter',
      unit: 'count',
      description: 'Requests that were throttled; of a batch, when all of its items were.',
      per: 'Requests',
      series: true,
    },
    UserErrors: { kind: 'counter', unit: 'count', description: 'Requests with an item that is too large.' },
    SuccessfulRequestLatency: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'How long requests took that were served, network included.',
    },
    Partitions: { kind: 'level', unit: 'count', description: 'Partitions that there are.', series: true },
  };
}

/** Counts what one kind of operation does. Reads come in halves. */
export class UnitCounts {
  private readonly site: Site;
  private readonly kind: 'Read' | 'Write';
  private readonly unitsEach: number;
  private readonly consumed: Counter;
  private readonly requested: Counter;
  private readonly throttled: Counter;
  private readonly causes: readonly (Counter | undefined)[];
  private readonly consumedBy: Counter[] = [];
  private readonly throttledBy: Counter[] = [];

  constructor(site: Site, kind: 'Read' | 'Write') {
    this.site = site;
    this.kind = kind;
    this.unitsEach = kind === 'Read' ? 1 / HALVES : 1;
    this.consumed = site.counter(`Consumed${kind}CapacityUnits`);
    this.requested = site.counter(`Requested${kind}CapacityUnits`);
    this.throttled = site.counter(`${kind}ThrottleEvents`);
    const causes: Counter[] = [];
    for (const [reason, cause] of THROTTLED_BY)
      causes[reason] = site.counter(`${kind}${cause}ThrottleEvents`);
    this.causes = causes;
  }

  /** A partition is there. */
  open(partition: number): void {
    const { site, kind } = this;
    this.consumedBy[partition] ??= site.counter(`Consumed${kind}CapacityUnits`, partitionId(partition));
    this.throttledBy[partition] ??= site.counter(`${kind}ThrottleEvents`, partitionId(partition));
  }

  served(counted: number, partition: number, nowUs: number): void {
    const units = counted * this.unitsEach;
    this.requested.add(nowUs, units);
    this.consumed.add(nowUs, units);
    this.consumedBy[partition]!.add(nowUs, units);
  }

  refused(counted: number, partition: number, reason: number, nowUs: number): void {
    this.requested.add(nowUs, counted * this.unitsEach);
    this.throttled.add(nowUs, 1);
    this.causes[reason]!.add(nowUs, 1);
    if (reason === BY_KEY_RANGE) this.throttledBy[partition]!.add(nowUs, 1);
  }
}

/** What all requests of a table are counted by. */
export class RequestCounts {
  readonly requests: Counter;
  readonly throttled: Counter;
  readonly userErrors: Counter;
  readonly latency: Distribution;

  constructor(site: Site) {
    this.requests = site.counter('Requests');
    this.throttled = site.counter('ThrottledRequests');
    this.userErrors = site.counter('UserErrors');
    this.latency = site.distribution('SuccessfulRequestLatency');
  }
}
