// How a table is written in a scenario, and what AWS refuses of it.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, share, size } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';
import type { Refusal } from '../../component.ts';
import {
  ITEM_BYTES,
  ON_DEMAND_READS,
  ON_DEMAND_WRITES,
  PARTITION_READS,
  PARTITION_WRITES,
  TABLE_QUOTA,
} from '../limits.ts';

const API = 'Amazon DynamoDB API reference, CreateTable';
const AUTO_SCALING = 'docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html';
const units = () => count({ min: 1, max: TABLE_QUOTA.value, source: TABLE_QUOTA.source });

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

export const tableSchema = z.strictObject({
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
  itemSize: optional(
    distribution(size({ min: '1 B', max: `${ITEM_BYTES.value} B`, source: ITEM_BYTES.source })),
    'Bytes of the items that are there, by key, for what reads, overwrites or deletes them; without it, as many as the request’s record has.',
  ),
  items: optional(
    count({ max: 1e12 }),
    'Items that the table holds, for the bill of its storage (with itemSize).',
  ),
});

export type TableConfig = z.output<typeof tableSchema>;

/** What a table is provisioned with, units a second; null where requests are paid for. */
export function provisionedOf(
  config: TableConfig,
): { readonly reads: number; readonly writes: number } | null {
  if (config.billingMode === 'PAY_PER_REQUEST') return null;
  return { reads: config.readCapacityUnits ?? 1, writes: config.writeCapacityUnits ?? 1 };
}

/** Partitions when the run begins. */
export function startPartitions(config: TableConfig): number {
  if (config.partitions !== undefined) return config.partitions;
  const provisioned = provisionedOf(config);
  if (provisioned !== null) {
    const { reads, writes } = provisioned;
    return partitionsOf(reads, writes);
  }
  const { read = 0, write = 0 } = config.previousPeak ?? {};
  return partitionsFor(
    Math.max(ON_DEMAND_READS.value, 2 * read),
    Math.max(ON_DEMAND_WRITES.value, 2 * write),
  );
}

/** Partitions of a table that is provisioned with so much. */
export function partitionsOf(reads: number, writes: number): number {
  return Math.ceil(reads / PARTITION_READS.value + writes / PARTITION_WRITES.value);
}

/** Partitions that take so many units a second, if the keys are spread evenly. */
export function partitionsFor(reads: number, writes: number): number {
  return Math.ceil(Math.max(reads / PARTITION_READS.value, writes / PARTITION_WRITES.value));
}

/** What does not go together. */
export function tableRefusals(config: TableConfig): readonly Refusal[] {
  const found: Refusal[] = [];
  const isProvisioned = config.billingMode === 'PROVISIONED';
  const refuse = (property: keyof TableConfig, message: string): void => {
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
  } else if (config.autoScaling !== undefined) {
    refuse('autoScaling', 'nothing is provisioned for PAY_PER_REQUEST');
  } else if (config.partitioning === 'legacy') {
    refuse('partitioning', 'there were no on-demand tables with an even division of capacity');
  }
  if (config.items !== undefined && config.itemSize === undefined) {
    found.push({ path: ['items'], message: 'the storage of items needs their itemSize' });
  }
  return found;
}

function scalingRefusals({ autoScaling, partitioning, ...config }: TableConfig): readonly Refusal[] {
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
