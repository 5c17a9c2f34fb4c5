// The timers of the Kinesis Client Library, by hand from its source, with requests that take no time. Renewals come every third of
// the failover time less 25 ms: at 10 s every 3.308 s, at 1 s every 0.308 s. Looks for leases come every two failover times and 50
// ms: 20.05 s. A worker that comes back 60 s after a crash looks at once, and again 20.05 s later, when the lease of its only
// shard has expired for it; it starts shards at full seconds, so after 60 + 21 s. In 3.x a worker asks for its leases every
// failover time less 25 ms. The child of two shards of which one is never done is looked after every ten seconds: its lease is
// there from second 32 on, taken at the look at 42.1 s, and its start begins at 43 s.

import { meanSeconds, sumOf, usageOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';
import { BEGINS_AT_2_S, crash, faults, LIBRARY, version } from './kcl-settings.ts';

const SOURCE = 'Kinesis Client Library';
const COORDINATOR = `${SOURCE} 2.7, leases/dynamodb/DynamoDBLeaseCoordinator.java`;
const MANAGEMENT = `${SOURCE} 2.7, leases/LeaseManagementConfig.java`;
const TABLE = 'application-leases';
const READS = 'ConsumedReadCapacityUnits';
const MERGED_S = 2048;
const LOOKS = Math.ceil((MERGED_S - 2) / 20.05);
const ASKS = Math.floor((MERGED_S - 43) / 10) + 1;

export const kclTimers = workedRow({
  name: 'kcl-timers',
  source: COORDINATOR,
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: [
    {
      what: 'one lease, failover time as it is: renewals in 3,308 s',
      expected: 1000,
      within: 0,
      sets: ['duration=3308 s'],
      source: MANAGEMENT,
      reaches: ['kinesis.consumer limit kclFailoverTime'],
      seen: (result) => sumOf(result, TABLE, 'ConsumedWriteCapacityUnits'),
    },
    {
      what: 'one lease, a failover time of 1 s: renewals in 308 s',
      expected: 1000,
      within: 0,
      sets: ['duration=308 s', `${LIBRARY}.failoverTime=1 s`],
      reaches: ['kinesis.consumer limit kclEpsilon'],
      seen: (result) => sumOf(result, TABLE, 'ConsumedWriteCapacityUnits'),
    },
    {
      what: 'one lease: half units of looks for leases in 2,005 s',
      expected: 100,
      within: 0,
      sets: ['duration=2005 s'],
      reaches: ['kinesis.consumer limit kclFailoverTime'],
      seen: (result) => 2 * sumOf(result, TABLE, READS),
    },
    {
      what: 'the only worker is down for 60 s: until its shard is read again, s',
      expected: 81,
      within: 0,
      decimals: 3,
      sets: [faults(crash('100 s', '60 s')), 'duration=200 s'],
      source: `${SOURCE} 2.7, coordinator/CoordinatorConfig.java`,
      reaches: ['kinesis.consumer limit kclDispatchPeriod'],
      seen: (result) => meanSeconds(result, 'application', 'TakeoverTime'),
    },
    {
      what: 'a child of two shards of which one is never done: units of all reads of leases in 2,048 s',
      // Looks at half a unit, the places of both parents, and then every ten seconds whether they are done.
      expected: LOOKS / 2 + 2 + ASKS,
      within: 0,
      decimals: 1,
      sets: [
        'components.stream={ shardCount: 2, reshardTime: 1 s, resharding: [{ at: 30 s, operation: MergeShards, shardToMerge: 0, adjacentShardToMerge: 1 }] }',
        'components.application.processing.perBatch=1 h',
        faults(BEGINS_AT_2_S),
        `duration=${MERGED_S} s`,
      ],
      source: `${SOURCE} 2.7, coordinator/CoordinatorConfig.java`,
      reaches: ['kinesis.consumer limit kclParentPollPeriod'],
      seen: (result) => sumOf(result, TABLE, READS),
    },
    {
      what: 'a worker of 3.x, a failover time of 1 s: half units of looks for its own leases in 975 s',
      expected: 1000,
      within: 0.002,
      sets: [version('kcl-3', 'failoverTime: 1 s'), 'duration=975 s'],
      source: `${SOURCE} 3.5, leases/dynamodb/DynamoDBLeaseCoordinator.java`,
      reaches: ['kinesis.consumer limit kclDiscoveryMargin'],
      seen: (result) => 2 * sumOf(result, `${TABLE}-LeaseOwnerToLeaseKeyIndex`, READS),
    },
    ...(['read', 'write'] as const).map((kind) => ({
      what: `the lease table of 1.x: hours of ${kind} units in an hour`,
      expected: 10,
      within: 0,
      sets: [version('kcl-1'), 'duration=1 h'],
      source: `${SOURCE} 1.15, KinesisClientLibConfiguration.java`,
      reaches: ['kinesis.consumer limit kclLeaseTableCapacity'],
      seen: (result: Parameters<typeof usageOf>[0]) => usageOf(result, TABLE, `${kind}-capacity-unit-hour`),
    })),
  ],
});
