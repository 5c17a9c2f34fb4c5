// The limiters of a table: what it has saved of its capacity, as a whole and where it is divided among its partitions; one
// partition's writes and reads, of items that take a large part of a second's units each; a maximum of the user's own; the quota of
// a table; and a node of DAX, to which 300 KiB are 7,500 of its 75,000 requests. Credit, the user's maximum and the node take what
// comes while anything is left.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { limiterRow } from '../../limiter-row.ts';
import { sumOf } from '../../replications.ts';
import { poisson } from './arrivals.ts';

const SAVED_SECONDS = 300;

const WRITES = {
  refused: (result: ReplicationResult) =>
    sumOf(result, 'table', 'WriteThrottleEvents') / sumOf(result, 'table', 'Requests'),
} as const;

const READS = {
  refused: (result: ReplicationResult) =>
    sumOf(result, 'table', 'ReadThrottleEvents') / sumOf(result, 'table', 'Requests'),
} as const;

const PARTITION = { scenario: 'test/validation/scenarios/partition.yaml' } as const;

/** Writes of items of so many units to a table of one write unit a second. */
function credit(units: number) {
  return {
    ...WRITES,
    scenario: 'test/validation/scenarios/table.yaml',
    places: SAVED_SECONDS / units + 1,
    servedPerSecond: 1 / units,
    warmupSeconds: 100 * units,
    seeds: ['credit', 'credit-again'],
    sets: (perSecond: number) => [
      `workloads.items.arrivals.rate=${3600 * perSecond}/h`,
      `workloads.items.size=${units} KiB`,
    ],
  } as const;
}

/** Operations of one kind on items of one size. */
function items(size: string, operation: string, ...more: readonly string[]) {
  return (perSecond: number) => [
    poisson('items', perSecond),
    `workloads.items.size=${size}`,
    `components.hosts.operations={ ${operation}: 100% }`,
    ...more,
  ];
}

export const limitersOfTables = [
  limiterRow({
    ...credit(300),
    name: 'credit-2',
    what: '300 s of a table’s unused write capacity, items of 300 KiB',
    load: 0.8,
    printed: '0.199570',
    customers: 40_000,
  }),
  limiterRow({
    ...credit(50),
    name: 'credit-7',
    what: '300 s of a table’s unused write capacity, items of 50 KiB',
    load: 1,
    printed: '0.0731707',
    customers: 400_000,
  }),
  limiterRow({
    ...credit(100),
    name: 'credit-legacy-4',
    what: '300 s of the unused share of a partition (legacy partitioning), items of 100 KiB',
    load: 1,
    printed: '0.130437',
    customers: 200_000,
    sets: (perSecond) => [...credit(100).sets(perSecond), 'components.table.partitioning=legacy'],
  }),
  limiterRow({
    ...PARTITION,
    ...WRITES,
    name: 'partition-writes-10',
    long: true,
    what: 'a partition’s 1,000 write units, items of 100 KiB',
    places: 10,
    load: 1,
    printed: '0.0508475',
    customers: 650_000,
    warmupSeconds: 100,
    sets: items('100 KiB', 'PutItem'),
  }),
  limiterRow({
    ...PARTITION,
    ...READS,
    name: 'partition-reads-30',
    long: true,
    what: 'a partition’s 3,000 read units, consistent reads of items of 400 KiB',
    places: 30,
    load: 1,
    printed: '0.0167598',
    within: 0.02,
    customers: 600_000,
    warmupSeconds: 200,
    sets: items('400 KiB', 'GetItem ConsistentRead'),
  }),
  limiterRow({
    ...PARTITION,
    ...READS,
    name: 'partition-replicas-90',
    what: 'a partition’s 4,500 units of eventually consistent reads, items of 400 KiB',
    places: 90,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 100,
    sets: items('400 KiB', 'GetItem'),
  }),
  limiterRow({
    ...PARTITION,
    ...WRITES,
    name: 'on-demand-most-11',
    long: true,
    what: 'a maximum of 100 write units a second on an on-demand table, items of 10 KiB',
    places: 11,
    servedPerSecond: 10,
    load: 1,
    printed: '0.0461538',
    customers: 650_000,
    warmupSeconds: 100,
    sets: items('10 KiB', 'PutItem', 'components.table.onDemandThroughput={ maxWriteRequestUnits: 100 }'),
  }),
  limiterRow({
    ...PARTITION,
    ...READS,
    name: 'table-quota-400',
    what: 'a table’s quota of 40,000 read units, consistent reads of items of 400 KiB over 1,000 partitions',
    places: 400,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 30,
    sets: items(
      '400 KiB',
      'GetItem ConsistentRead',
      'workloads.items.partitionKey.keys=100000',
      'components.table.partitions=1000',
    ),
  }),
  limiterRow({
    name: 'dax-node-11',
    long: true,
    what: 'a node of DAX, writes of 300 KiB',
    scenario: 'test/validation/scenarios/dax-node.yaml',
    places: 11,
    servedPerSecond: 10,
    load: 1,
    printed: '0.0461538',
    customers: 650_000,
    warmupSeconds: 100,
    sets: (perSecond) => [poisson('items', perSecond)],
    refused: (result) =>
      sumOf(result, 'cache', 'ThrottledRequestCount') / sumOf(result, 'cache', 'TotalRequestCount'),
  }),
];
