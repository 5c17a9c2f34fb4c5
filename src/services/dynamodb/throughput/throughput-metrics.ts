// What a table and each of its indexes measure alike, by CloudWatch's names.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { HALVES } from '../capacity/units.ts';
import { PARTITION_READS, PARTITION_WRITES } from '../limits.ts';
import { partitionId } from './partitions.ts';
import { BY_INDEX, BY_KEY_RANGE, THROTTLED_BY } from './reasons.ts';
import { provisionedOf, type ThroughputConfig } from './throughput-schema.ts';

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

/** The declarations of what has capacity and partitions. */
export function throughputMetrics(config: ThroughputConfig): MetricDeclarations {
  const isProvisioned = provisionedOf(config) !== null;
  return {
    ...ofKind('Read', isProvisioned),
    ...ofKind('Write', isProvisioned),
    ...(config.autoScaling === undefined ? {} : SCALING),
    ...(config.partitioning === 'legacy'
      ? {}
      : {
          SplitsForHeat: {
            kind: 'counter',
            unit: 'count',
            description: 'Times that a partition was split because it stayed near its limits.',
          } as const,
        }),
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

  /** @param hasIndexes whether an index may refuse what it counts */
  constructor(site: Site, kind: 'Read' | 'Write', hasIndexes: boolean) {
    this.site = site;
    this.kind = kind;
    this.unitsEach = kind === 'Read' ? 1 / HALVES : 1;
    this.consumed = site.counter(`Consumed${kind}CapacityUnits`);
    this.requested = site.counter(`Requested${kind}CapacityUnits`);
    this.throttled = site.counter(`${kind}ThrottleEvents`);
    const causes: Counter[] = [];
    for (const [reason, cause] of THROTTLED_BY) {
      if (reason === BY_INDEX && !hasIndexes) continue;
      causes[reason] = site.counter(`${kind}${cause}ThrottleEvents`);
    }
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
