// What a table and each of its indexes say alike: the capacity that they have, how it changes, and their partitions.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, share } from '../../../language/words.ts';
import type { Refusal } from '../../component.ts';
import {
  ON_DEMAND_READS,
  ON_DEMAND_WRITES,
  PARTITION_BYTES,
  PARTITION_READS,
  PARTITION_WRITES,
  TABLE_QUOTA,
} from '../limits.ts';
import { partitionId } from './partitions.ts';
import { type Stored, storedBytes } from './stored-bytes.ts';

const API = 'Amazon DynamoDB API reference, CreateTable';
const WARM = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html';
const AUTO_SCALING = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html';
const units = () => count({ min: 1, max: TABLE_QUOTA.value, source: TABLE_QUOTA.source });

const warmUnits = () => count({ min: 1, max: 1e9 });

const targetSchema = (property: string) =>
  z.strictObject({
    min: withDefault(units(), 5, `The least ${property}.`, 'DynamoDB console'),
    max: required(units(), `The most ${property}.`),
    target: withDefault(
      share({ min: '20%', max: '90%', source: AUTO_SCALING }),
      '70%',
      'What is to be consumed of what is provisioned.',
      AUTO_SCALING,
    ),
  });

export const throughputFields = {
  billingMode: withDefault(
    oneOf(['PROVISIONED', 'PAY_PER_REQUEST']),
    'PROVISIONED',
    'Whether capacity is provisioned, or requests are paid for.',
    API,
  ),
  readCapacityUnits: optional(units(), 'PROVISIONED only: read units a second.'),
  writeCapacityUnits: optional(units(), 'PROVISIONED only: write units a second.'),
  previousPeak: optional(
    z.strictObject({
      read: withDefault(count({ max: TABLE_QUOTA.value }), 0, 'Read units a second.', 'a new table'),
      write: withDefault(count({ max: TABLE_QUOTA.value }), 0, 'Write units a second.', 'a new table'),
    }),
    'PAY_PER_REQUEST only: the most that the table has served before; it takes twice that at once. Without it the table is new.',
  ),
  onDemandThroughput: optional(
    z.strictObject({
      maxReadRequestUnits: optional(units(), 'Read units a second that it takes at most.'),
      maxWriteRequestUnits: optional(units(), 'Write units a second that it takes at most.'),
    }),
    'PAY_PER_REQUEST only: a maximum of your own.',
  ),
  growthTime: assumed(
    duration({ min: '1 min', max: '24 h' }),
    '30 min',
    'PAY_PER_REQUEST: from a new peak until the table takes twice that.',
    {
      why: 'AWS says that growing beyond twice the last peak within 30 minutes may throttle',
      low: '5 min',
      high: '30 min',
    },
  ),
  warmThroughput: optional(
    z.strictObject({
      readUnitsPerSecond: optional(warmUnits(), 'Read units a second.'),
      writeUnitsPerSecond: optional(warmUnits(), 'Write units a second.'),
    }),
    'What it was warmed up for before the run: it has partitions for so much.',
  ),
  heatTime: assumed(
    duration({ min: '1 min', max: '24 h' }),
    '10 min',
    'For how long a partition is at 80 % of its limits or above before it is split.',
    {
      why: 'AWS says that it splits what stays hot within minutes, and neither the time nor the threshold',
      low: '5 min',
      high: '15 min',
    },
  ),
  burstCredit: withDefault(
    oneOf(['full', 'empty']),
    'full',
    'PROVISIONED: what of unused capacity (up to 300 s of it) there is when the run begins.',
    'a table that was idle, or a new one',
  ),
  autoScaling: optional(
    z.strictObject({
      read: optional(targetSchema('readCapacityUnits'), 'Of reads; without it they are not scaled.'),
      write: optional(targetSchema('writeCapacityUnits'), 'Of writes; without it they are not scaled.'),
    }),
    'PROVISIONED only: capacity follows what is consumed, by Application Auto Scaling.',
  ),
  updateTime: assumed(
    duration({ max: '1 h' }),
    '3 min',
    'With autoScaling: from the end of the minutes that an alarm waits for until the new capacity is there.',
    {
      why: 'CloudWatch tells of a minute one to two later, and AWS says that UpdateTable takes several',
      low: '1 min',
      high: '8 min',
    },
  ),
  partitions: optional(
    count({ min: 1, max: 1000 }),
    'Partitions when the run begins; without it, as many as its capacity asks for (a table never gets fewer).',
  ),
  partitioning: withDefault(
    oneOf(['current', 'legacy']),
    'current',
    'Whether any partition may use what the table has, up to its own limits; or each has an even share of it, as before 2019.',
    'DynamoDB developer guide, burst and adaptive capacity',
  ),
};

const throughputSchema = z.strictObject(throughputFields);

/** The capacity of a table or an index as plain data. */
export type ThroughputConfig = z.output<typeof throughputSchema>;

/** What is provisioned, units a second; null where requests are paid for. */
export function provisionedOf(
  config: ThroughputConfig,
): { readonly reads: number; readonly writes: number } | null {
  if (config.billingMode === 'PAY_PER_REQUEST') return null;
  return { reads: config.readCapacityUnits ?? 1, writes: config.writeCapacityUnits ?? 1 };
}

/** Partitions when the run begins. */
export function startPartitions(config: ThroughputConfig & Stored): number {
  if (config.partitions !== undefined) return config.partitions;
  const { readUnitsPerSecond = 0, writeUnitsPerSecond = 0 } = config.warmThroughput ?? {};
  return Math.max(
    throughputPartitions(config),
    partitionsFor(readUnitsPerSecond, writeUnitsPerSecond),
    Math.ceil(storedBytes(config) / PARTITION_BYTES.value),
  );
}

function throughputPartitions(config: ThroughputConfig): number {
  const provisioned = provisionedOf(config);
  if (provisioned !== null) return partitionsOf(provisioned.reads, provisioned.writes);
  const { read = 0, write = 0 } = config.previousPeak ?? {};
  return partitionsFor(
    Math.max(ON_DEMAND_READS.value, 2 * read),
    Math.max(ON_DEMAND_WRITES.value, 2 * write),
  );
}

/** Partitions that so much provisioned capacity asks for. */
export function partitionsOf(reads: number, writes: number): number {
  return Math.ceil(reads / PARTITION_READS.value + writes / PARTITION_WRITES.value);
}

/** Partitions that take so many units a second, if the keys are spread evenly. */
export function partitionsFor(reads: number, writes: number): number {
  return Math.ceil(Math.max(reads / PARTITION_READS.value, writes / PARTITION_WRITES.value));
}

/** The parts that a table or an index begins with, by name. */
export function startParts(config: ThroughputConfig & Stored): readonly string[] {
  return Array.from({ length: startPartitions(config) }, (_, number) => partitionId(number));
}

/** More are no table that anybody runs (100 TB), and each costs the simulator memory. */
const MOST_PARTITIONS = 10_000;

/** What would begin with more partitions than there can be. */
export function sizeRefusals(config: ThroughputConfig & Stored): readonly Refusal[] {
  const count = startPartitions(config);
  if (count <= MOST_PARTITIONS) return [];
  const isStored = Math.ceil(storedBytes(config) / PARTITION_BYTES.value) === count;
  return [
    {
      path: [isStored ? 'items' : 'warmThroughput'],
      message: `it would begin with ${count} partitions, and ${MOST_PARTITIONS.toLocaleString('en-US')} is the most that is simulated`,
    },
  ];
}

/** What follows the traffic, so that there is no steady state. */
export function throughputTriggers({ autoScaling }: ThroughputConfig) {
  return autoScaling === undefined ? [] : [{ property: 'autoScaling', once: false }];
}

/** What is assumed and does nothing as the others are set. */
export function throughputUnused({
  billingMode,
  autoScaling,
  partitioning,
}: ThroughputConfig): readonly string[] {
  return [
    ...(billingMode === 'PROVISIONED' ? ['growthTime'] : []),
    ...(autoScaling === undefined ? ['updateTime'] : []),
    ...(partitioning === 'legacy' ? ['heatTime'] : []),
  ];
}

/** What does not go together. */
export function throughputRefusals(config: ThroughputConfig): readonly Refusal[] {
  const found: Refusal[] = [];
  const isProvisioned = config.billingMode === 'PROVISIONED';
  const refuse = (property: keyof ThroughputConfig, message: string): void => {
    found.push({ path: [property], message: `ValidationException: ${message}`, source: API });
  };
  for (const property of ['readCapacityUnits', 'writeCapacityUnits'] as const) {
    if (isProvisioned && config[property] === undefined) {
      found.push({
        path: ['billingMode'],
        message: `ValidationException: a table with provisioned capacity needs ${property}`,
        source: API,
      });
    }
    if (!isProvisioned && config[property] !== undefined)
      refuse(property, 'nothing is provisioned for PAY_PER_REQUEST');
  }
  if (isProvisioned) {
    for (const property of ['previousPeak', 'onDemandThroughput'] as const) {
      if (config[property] !== undefined) refuse(property, 'it is only for billingMode: PAY_PER_REQUEST');
    }
    found.push(...scalingRefusals(config));
  } else {
    found.push(...warmRefusals(config));
  }
  if (isProvisioned) return found;
  if (config.autoScaling !== undefined) {
    refuse('autoScaling', 'nothing is provisioned for PAY_PER_REQUEST');
  } else if (config.partitioning === 'legacy') {
    refuse('partitioning', 'there were no on-demand tables with an even division of capacity');
  }
  return found;
}

function warmRefusals({ warmThroughput }: ThroughputConfig): readonly Refusal[] {
  const { readUnitsPerSecond: reads, writeUnitsPerSecond: writes } = warmThroughput ?? {};
  const refuse = (property: string, least: number): Refusal => ({
    path: ['warmThroughput', property],
    message: `ValidationException: an on-demand table is warm for ${least} units/s from the start, and no warm throughput lowers that`,
    source: WARM,
  });
  return [
    ...(reads !== undefined && reads < ON_DEMAND_READS.value
      ? [refuse('readUnitsPerSecond', ON_DEMAND_READS.value)]
      : []),
    ...(writes !== undefined && writes < ON_DEMAND_WRITES.value
      ? [refuse('writeUnitsPerSecond', ON_DEMAND_WRITES.value)]
      : []),
  ];
}

function scalingRefusals({ autoScaling, partitioning, ...config }: ThroughputConfig): readonly Refusal[] {
  if (autoScaling === undefined) return [];
  const found: Refusal[] = [];
  if (partitioning === 'legacy') {
    found.push({ path: ['autoScaling'], message: 'an even division of capacity that changes is not built' });
  }
  for (const kind of ['read', 'write'] as const) {
    const target = autoScaling[kind];
    const units = kind === 'read' ? config.readCapacityUnits : config.writeCapacityUnits;
    if (target === undefined || units === undefined) continue;
    if (target.min > target.max) {
      found.push({ path: ['autoScaling', kind, 'min'], message: 'min is above max' });
    } else if (units < target.min || units > target.max) {
      found.push({
        path: ['autoScaling', kind, units < target.min ? 'min' : 'max'],
        message: `the table begins with ${units} (${kind}CapacityUnits), which is not between ${target.min} and ${target.max}`,
      });
    }
  }
  return found;
}
