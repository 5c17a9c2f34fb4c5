// The defaults and the mechanisms' constants of the Kinesis Client Library, from its source: 1.15 (KinesisClientLibConfiguration.java,
// leases/impl), 2.7 and 3.5 (leases/LeaseManagementConfig.java, leases/dynamodb, coordinator/assignment, retrieval/polling).

import type { Limit } from '../../component.ts';

const LEASE_MANAGEMENT = 'Kinesis Client Library 2.7 and 3.5, leases/LeaseManagementConfig.java';
const COORDINATOR = 'Kinesis Client Library 2.7, leases/dynamodb/DynamoDBLeaseCoordinator.java';
const RENEWER = 'Kinesis Client Library 2.7, leases/dynamodb/DynamoDBLeaseRenewer.java';
const TAKER = 'Kinesis Client Library 2.7, leases/dynamodb/DynamoDBLeaseTaker.java';
const PREFETCH = 'Kinesis Client Library 2.7, retrieval/polling/PrefetchRecordsPublisher.java';
const ASSIGNMENT = 'Kinesis Client Library 3.5, coordinator/assignment/LeaseAssignmentManager.java';
const DATE = '2026-10';

function constant(value: number, unit: string, description: string, source: string): Limit {
  return { value, unit, description, source, date: DATE, enforced: false };
}

/** failoverTimeMillis. */
export const FAILOVER_TIME = constant(
  10_000,
  'ms',
  'After how long without a renewal a lease has expired.',
  LEASE_MANAGEMENT,
);

export const EPSILON = constant(
  25,
  'ms',
  'What renewals come earlier, and looks for leases later, for clocks that differ.',
  COORDINATOR,
);

/** One in so many of maxLeaseRenewalThreads is all that ever runs: the queue before them never fills, so the pool does not grow. */
export const RENEWAL_POOL_DIVISOR = constant(
  4,
  'threads a thread',
  'The core of the pool of renewal threads, as a part of maxLeaseRenewalThreads.',
  COORDINATOR,
);

export const RENEWAL_THREADS_LEAST = constant(
  2,
  'threads',
  'The core of the pool of renewal threads at least.',
  COORDINATOR,
);

export const RENEWAL_THREADS = constant(20, 'threads', 'maxLeaseRenewalThreads.', LEASE_MANAGEMENT);

export const RENEWAL_TRIES = constant(
  2,
  'tries',
  'How often a renewal that is throttled is tried before it is skipped.',
  RENEWER,
);

export const TAKE_TRIES = constant(
  3,
  'tries',
  'How often the taking of a lease that is throttled is tried.',
  TAKER,
);

export const VERY_OLD = constant(
  3,
  'failover times',
  'After how long an expired lease is taken by whoever sees it, above its share too.',
  TAKER,
);

export const LEASES_TO_STEAL = constant(1, 'leases', 'maxLeasesToStealAtOneTime.', LEASE_MANAGEMENT);

export const DISPATCH_PERIOD = constant(
  1_000,
  'ms',
  'How often a worker starts the shards that it has got, and stops those that it has lost.',
  'Kinesis Client Library 2.7, coordinator/CoordinatorConfig.java, shardConsumerDispatchPollIntervalMillis',
);

export const PARENT_POLL_PERIOD = constant(
  10_000,
  'ms',
  'How often a child looks whether its parents are done.',
  'Kinesis Client Library 2.7, coordinator/CoordinatorConfig.java, parentShardPollIntervalMillis',
);

export const IDLE_TIME_1 = constant(
  1_000,
  'ms',
  'idleTimeBetweenReadsInMillis of the KCL 1.x.',
  'Kinesis Client Library 1.15, KinesisClientLibConfiguration.java',
);

export const IDLE_TIME_2 = constant(
  1_500,
  'ms',
  'idleTimeBetweenReadsInMillis of the KCL 2.x and 3.x.',
  'Kinesis Client Library 2.7, retrieval/polling/PollingConfig.java',
);

export const REFUSED_PAUSE_1 = constant(
  500,
  'ms',
  'Sleep of the KCL 1.x after GetRecords was throttled.',
  'Kinesis Client Library 1.15, lib/worker/ProcessTask.java',
);

/** Its third bound, 30,000 records, is three calls of the most that one gives, and never the first to hold. */
export const PREFETCHED_BATCHES = constant(
  3,
  'batches',
  'Batches of a shard that wait at most for reading to go on.',
  PREFETCH,
);
export const PREFETCHED_BYTES = constant(
  8 * 1024 * 1024,
  'bytes',
  'Bytes of a shard that wait at most for reading to go on.',
  PREFETCH,
);

export const LEASE_TABLE_CAPACITY = constant(
  10,
  'units/s',
  'Read and write capacity of a provisioned lease table: initialLeaseTableReadCapacity and initialLeaseTableWriteCapacity.',
  LEASE_MANAGEMENT,
);

export const DISCOVERY_MARGIN = constant(
  25,
  'ms',
  'By what less than the failover time a worker of the KCL 3.x looks for leases that it was assigned.',
  'Kinesis Client Library 3.5, leases/dynamodb/DynamoDBLeaseCoordinator.java',
);

export const LEADER_LEASE = constant(
  120_000,
  'ms',
  'How long the lock of the leader must stand still before another worker takes it.',
  'Kinesis Client Library 3.5, leader/DynamoDBLockBasedLeaderDecider.java',
);

export const LEADER_HEARTBEAT = constant(
  30_000,
  'ms',
  'How often the leader renews its lock.',
  'Kinesis Client Library 3.5, leader/DynamoDBLockBasedLeaderDecider.java',
);

export const REPORT_PERIOD = constant(
  30_000,
  'ms',
  'How often a worker reports its load; one that has missed two reports gets no lease.',
  ASSIGNMENT,
);

export const REBALANCE_RUNS = constant(
  3,
  'runs',
  'The leader looks for overloaded workers in one of so many runs: varianceBalancingFrequency.',
  LEASE_MANAGEMENT,
);

export const REBALANCE_THRESHOLD = constant(
  10,
  '%',
  'By how much a worker differs from the mean before leases are moved: reBalanceThresholdPercentage.',
  LEASE_MANAGEMENT,
);

export const DAMPENING = constant(
  60,
  '%',
  'Which part of what is above the mean is moved at once: dampeningPercentage.',
  LEASE_MANAGEMENT,
);

export const HANDOFF_TIMEOUT = constant(
  30_000,
  'ms',
  'How long a worker has to hand a lease over, beside the failover time, before it is taken from it: gracefulLeaseHandoffTimeoutMillis.',
  LEASE_MANAGEMENT,
);

export const LOAD_WEIGHT = constant(
  0.5,
  'ratio',
  'The weight of the last measurement in the moving average of a lease’s throughput.',
  'Kinesis Client Library 3.5, leases/LeaseManagementConfig.java, workerMetricsEMAAlpha',
);

/** All of them, by name. */
export const KCL_LIMITS: Readonly<Record<string, Limit>> = {
  kclFailoverTime: FAILOVER_TIME,
  kclEpsilon: EPSILON,
  kclRenewalPoolDivisor: RENEWAL_POOL_DIVISOR,
  kclRenewalThreadsLeast: RENEWAL_THREADS_LEAST,
  kclRenewalThreads: RENEWAL_THREADS,
  kclRenewalTries: RENEWAL_TRIES,
  kclTakeTries: TAKE_TRIES,
  kclVeryOld: VERY_OLD,
  kclLeasesToSteal: LEASES_TO_STEAL,
  kclDispatchPeriod: DISPATCH_PERIOD,
  kclParentPollPeriod: PARENT_POLL_PERIOD,
  kclIdleTime1: IDLE_TIME_1,
  kclIdleTime2: IDLE_TIME_2,
  kclRefusedPause1: REFUSED_PAUSE_1,
  kclPrefetchedBatches: PREFETCHED_BATCHES,
  kclPrefetchedBytes: PREFETCHED_BYTES,
  kclLeaseTableCapacity: LEASE_TABLE_CAPACITY,
  kclDiscoveryMargin: DISCOVERY_MARGIN,
  kclLeaderLease: LEADER_LEASE,
  kclLeaderHeartbeat: LEADER_HEARTBEAT,
  kclReportPeriod: REPORT_PERIOD,
  kclRebalanceRuns: REBALANCE_RUNS,
  kclRebalanceThreshold: REBALANCE_THRESHOLD,
  kclDampening: DAMPENING,
  kclHandoffTimeout: HANDOFF_TIMEOUT,
  kclLoadWeight: LOAD_WEIGHT,
};
