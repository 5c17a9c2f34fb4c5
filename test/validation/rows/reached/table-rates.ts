// What a partition, and a new on-demand table of four, lets through once all that they had saved is gone: warm-up takes two seconds
// of it, in which at least twice as much is asked for. Units are of 1 KiB (writes) and 4 KiB (reads).

import { sumOf } from '../../replications.ts';
import type { Row } from '../../row.ts';
import { workedRow } from '../../worked-row.ts';

const SCENARIO = 'test/validation/scenarios/reached-table.yaml';
const PARTITIONS = 'DynamoDB developer guide, designing partition keys';
const MEASURED =
  'AWS Database Blog, Scaling DynamoDB, part 2: 9,000 eventually consistent reads/s of one key';
const SECONDS = 3;

interface Overload {
  readonly what: string;
  readonly operation: string;
  readonly requestsPerSecond: number;
  readonly kib: number;
  readonly keys: number;
  readonly unitsPerSecond: number;
  /** Where the table has more than the four of a new one. */
  readonly partitions?: number;
  readonly source: string;
  readonly reaches: readonly string[];
}

function operations(operation: string): string {
  const shares = { PutItem: '0%', [operation]: '100%' };
  return `components.client.operations=${JSON.stringify(shares)}`;
}

function claim(overload: Overload) {
  const { what, operation, requestsPerSecond, kib, keys, unitsPerSecond, partitions } = overload;
  const kind = operation.startsWith('GetItem') ? 'Read' : 'Write';
  return {
    what: `${what}: units in ${SECONDS} s`,
    expected: unitsPerSecond * SECONDS,
    within: 0.005,
    sets: [
      `workloads.requests={ arrivals: { rate: ${requestsPerSecond}/s }, partitionKey: { keys: ${keys} }, size: ${kib} KiB }`,
      operations(operation),
      ...(partitions === undefined ? [] : [`components.table.partitions=${partitions}`]),
      'warmup=2 s',
      `duration=${SECONDS} s`,
    ],
    source: overload.source,
    reaches: overload.reaches,
    seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'table', `Consumed${kind}CapacityUnits`),
  };
}

export const tableRates = workedRow({
  name: 'dynamodb-rates',
  source: PARTITIONS,
  scenario: SCENARIO,
  claims: [
    {
      what: 'puts of 4 units under one key, 2,000 units/s',
      operation: 'PutItem',
      requestsPerSecond: 500,
      kib: 4,
      keys: 1,
      unitsPerSecond: 1000,
      source: PARTITIONS,
      reaches: ['dynamodb.table limit partitionWrites'],
    },
    {
      what: 'consistent reads of 5 units of one item, 6,000 units/s',
      operation: 'GetItem ConsistentRead',
      requestsPerSecond: 1200,
      kib: 20,
      keys: 1,
      unitsPerSecond: 3000,
      source: PARTITIONS,
      reaches: ['dynamodb.table limit partitionReads'],
    },
    {
      what: 'puts of 10 units under 10,000 keys of a new on-demand table, 10,000 units/s',
      operation: 'PutItem',
      requestsPerSecond: 1000,
      kib: 10,
      keys: 10_000,
      unitsPerSecond: 4000,
      source: 'DynamoDB developer guide, on-demand capacity mode',
      reaches: ['dynamodb.table limit onDemandWrites'],
    },
    {
      what: 'consistent reads of 30 units of 10,000 items of a new on-demand table, 30,000 units/s',
      operation: 'GetItem ConsistentRead',
      requestsPerSecond: 1000,
      kib: 120,
      keys: 10_000,
      unitsPerSecond: 12_000,
      source: 'DynamoDB developer guide, on-demand capacity mode',
      reaches: ['dynamodb.table limit onDemandReads'],
    },
    {
      what: 'puts of 40 units under 10,000 keys of an on-demand table of 100 partitions, 80,000 units/s',
      operation: 'PutItem',
      requestsPerSecond: 2000,
      kib: 40,
      keys: 10_000,
      unitsPerSecond: 40_000,
      partitions: 100,
      source: 'DynamoDB developer guide, quotas',
      reaches: ['dynamodb.table limit tableQuota'],
    },
  ].map(claim),
});

/** The figure is a measurement of AWS's, taken as it is: this says that the run keeps it, and no more. */
export const replicaReads: Row = {
  ...workedRow({
    name: 'dynamodb-replica-reads',
    source: MEASURED,
    scenario: SCENARIO,
    claims: [
      claim({
        what: 'eventually consistent reads of 2.5 units of one item, 9,000 units/s',
        operation: 'GetItem',
        requestsPerSecond: 3600,
        kib: 20,
        keys: 1,
        unitsPerSecond: 4500,
        source: MEASURED,
        reaches: ['dynamodb.table limit partitionEventualReads'],
      }),
    ],
  }),
  kind: 'calibrated',
};
