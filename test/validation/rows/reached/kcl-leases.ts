// How the workers of the Kinesis Client Library 2.x keep leases, by hand from its source. Renewals are made by a quarter of
// maxLeaseRenewalThreads, 5 of 20, two at least: where each takes a second, 40 leases take 8 s, and so do 16 with two threads;
// then the next run begins at once. What is throttled is tried twice by a renewal (two runs in 6.616 s), three times by the
// taking of a lease.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';
import { BEGINS_AT_2_S, faults, LIBRARY } from './kcl-settings.ts';

const SOURCE = 'Kinesis Client Library 2.7, leases';
const COORDINATOR = `${SOURCE}/dynamodb/DynamoDBLeaseCoordinator.java`;
const THROTTLED = 'test/validation/scenarios/reached-kcl-throttled.yaml';
const RUN_S = 8;
const SECONDS = 800;

const throttled = (result: ReplicationResult): number =>
  sumOf(result, 'application', 'ThrottledLeaseRequests');

export const kclLeases = workedRow({
  name: 'kcl-leases',
  source: COORDINATOR,
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: [
    ...[
      {
        leases: 40,
        threads: 20,
        sets: [],
        reaches: ['kinesis.consumer limit kclRenewalThreads', 'kinesis.consumer limit kclRenewalPoolDivisor'],
      },
      {
        leases: 16,
        threads: 4,
        sets: [`${LIBRARY}.maxLeaseRenewalThreads=4`],
        reaches: ['kinesis.consumer limit kclRenewalThreadsLeast'],
      },
    ].map(({ leases, threads, sets, reaches }) => ({
      what: `${leases} leases, ${threads} threads, renewals that take a second: renewals in ${SECONDS} s`,
      expected: (leases * SECONDS) / RUN_S,
      // One run of renewals may be on its way at each end.
      within: RUN_S / SECONDS,
      sets: [
        `components.stream.shardCount=${leases}`,
        `${LIBRARY}.client.requestLatency=1 s`,
        'components.application.idleTimeBetweenReads=1 min',
        `duration=${SECONDS} s`,
        ...sets,
      ],
      reaches,
      seen: (result: ReplicationResult) => sumOf(result, 'application-leases', 'ConsumedWriteCapacityUnits'),
    })),
    {
      what: '100 leases and a table that throttles all writes: renewals throttled in 6.616 s',
      expected: 2 * 2 * 100,
      within: 0,
      scenario: THROTTLED,
      source: `${SOURCE}/dynamodb/DynamoDBLeaseRenewer.java`,
      reaches: ['kinesis.consumer limit kclRenewalTries'],
      seen: throttled,
    },
    {
      what: 'a worker that is back at 2 s, 20 leases and a table that throttles all writes: takings throttled in 30 s',
      // One lease at its first look; all at the second, when they have expired.
      expected: 3 * (1 + 20),
      within: 0,
      scenario: THROTTLED,
      sets: ['components.stream.shardCount=20', faults(BEGINS_AT_2_S), 'duration=30 s'],
      source: `${SOURCE}/dynamodb/DynamoDBLeaseTaker.java`,
      reaches: ['kinesis.consumer limit kclTakeTries'],
      seen: throttled,
    },
  ],
});
