// The leader of the Kinesis Client Library 3.x, by hand from its source, with requests that take no time. All workers are down for the
// first two seconds and begin then. They look every 20 s whether they lead: the lock of the one that led before stands still,
// so one takes it 120 s later, at 122 s; it scans then and at 142 s, sees that all leases have expired, and assigns them. Workers look
// for their own every 9.975 s, so at 151.625 s, and start shards at full seconds, at 152 s: 151.999 s after the crash at 1 ms.
//
// A leader that is gone at 225 s renewed its lock every 30 s, last at 212 s: the other has first seen that at 222 s, leads at 342
// s, assigns at 362 s, finds at 371.075 s and starts at 372 s. A worker that is gone at 205 s reported last at 182 s. It is
// believed to be there for two reports, until 242 s: of its two leases, which have expired then, one goes to the leader, who
// finds it at 251.375 s and starts at 252 s, the other back to where it was, as no load is measured and two leases are fewer
// than three. At 262 s that one goes to the leader, too: found at 271.325 s, started at 272 s.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sampleOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';
import { BEGINS_AT_2_S, crash, faults, version } from './kcl-settings.ts';

const SOURCE = 'Kinesis Client Library 3.5';
const DECIDER = `${SOURCE}, leader/DynamoDBLockBasedLeaderDecider.java`;
const FIRST_S = 151.999;

interface Case {
  readonly what: string;
  readonly shards: number;
  readonly crashes: readonly string[];
  readonly seconds: number;
  readonly takeovers: readonly number[];
  readonly source: string;
  readonly reaches: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'all workers are down for 2 s, four shards',
    shards: 4,
    crashes: [],
    seconds: 180,
    takeovers: [FIRST_S, FIRST_S, FIRST_S, FIRST_S],
    source: DECIDER,
    reaches: ['kinesis.consumer limit kclLeaderLease'],
  },
  {
    what: 'the same with two shards, and the leader is gone at 225 s',
    shards: 2,
    crashes: [crash('225 s', '1 h', 1)],
    seconds: 400,
    takeovers: [FIRST_S, FIRST_S, 372 - 225],
    source: DECIDER,
    reaches: ['kinesis.consumer limit kclLeaderHeartbeat'],
  },
  {
    what: 'the same with four shards, and the other is gone at 205 s',
    shards: 4,
    crashes: [crash('205 s', '1 h', 2)],
    seconds: 300,
    takeovers: [FIRST_S, FIRST_S, FIRST_S, FIRST_S, 252 - 205, 272 - 205],
    source: `${SOURCE}, coordinator/assignment/LeaseAssignmentManager.java`,
    reaches: ['kinesis.consumer limit kclReportPeriod'],
  },
];

export const kclLeader = workedRow({
  name: 'kcl-leader',
  source: DECIDER,
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: CASES.map(({ what, shards, crashes, seconds, takeovers, source, reaches }) => ({
    what: `${what}: until shards are read again, s in all`,
    expected: takeovers.reduce((sum, one) => sum + one, 0),
    within: 0,
    decimals: 3,
    sets: [
      version('kcl-3', 'workers: 2'),
      `components.stream.shardCount=${shards}`,
      // No record, so that no lease has a load.
      'workloads.events.arrivals.rate={ steps: [{ at: 0 s, rate: 0/s }, { at: 20 min, rate: 1/s }] }',
      faults(BEGINS_AT_2_S, ...crashes),
      `duration=${seconds} s`,
    ],
    source,
    reaches,
    seen: (result: ReplicationResult) => sampleOf(result, 'application', 'TakeoverTime').sum / 1e6,
  })),
});
