// How the leader of the Kinesis Client Library 3.x moves leases, by hand from its source. Two workers begin at 2 s; one leads from 122 s on,
// and gives out six leases at 142 s, alternately: shards of 104, 5 and 3 records/s to the first, of 40, 30 and 18 to the
// second. It compares loads in one of three runs, every 60 s from 122 s on: at 182 s, 112 to a mean of 100 are more than 10 %
// above it, and 60 % of what is above it, 7.2, is what is moved at most: the lease of 5, with which the one of 3 does not go any
// more. With 96 in place of 104 it is 104 to a mean of 96, 8.3 %, and none is moved.
//
// The load of a lease is a moving average, by a half each renewal. Loads are 100 and 100, and the first shard has 40/s more from
// 177.4 s on: of that the renewal at 180.632 s, the one before the comparison, sees 39.1/s, so 19.5/s are in the average: 119.5
// to a mean of 109.8 are 8.9 %. With 48/s more it is 123.5 to 111.7, 10.5 %.
//
// Where the second worker comes up at 190 s, after a comparison, the first has all of 200 until 242 s: 60 % of the 100 above the
// mean are the leases of 40 and of 18, which the second finds at its look at 249.85 s.
//
// Where a batch is in work for ever a lease is not handed over. With a failover time of 5 s the leader leads at 122 s, assigns at
// 132 s and compares at 152 s. The hand-over has 30 s and the failover time: 40 s later, at 192 s, the leader takes the lease
// from its owner, and the other finds it at 196.025 s.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';
import { crash, faults, LIBRARY } from './kcl-settings.ts';

const SOURCE =
  'Kinesis Client Library 3.5, leases/LeaseManagementConfig.java and coordinator/assignment/VarianceBasedLeaseAssignmentDecider.java';
const GIVEN_OUT = 6;

function rate(shard: number, text: string): string {
  return `workloads.events-${shard}.arrivals.rate=${text}`;
}

function stepUp(more: number): readonly string[] {
  return [
    rate(0, `{ steps: [{ at: 0 s, rate: 92/s }, { at: 177.4 s, rate: ${92 + more}/s }] }`),
    rate(1, '52/s'),
  ];
}

const LATE = faults(crash('1 ms', '1999 ms', 1), crash('1 ms', '189999 ms', 2));
const STUCK = [`${LIBRARY}.failoverTime=5 s`, 'components.application.processing.perBatch=1 h'];

interface Case {
  readonly what: string;
  readonly sets?: readonly string[];
  readonly seconds: number;
  readonly moved: number;
  readonly reaches: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'loads of 112 and 88',
    seconds: 200,
    moved: 1,
    reaches: ['kinesis.consumer limit kclRebalanceThreshold', 'kinesis.consumer limit kclDampening'],
  },
  { what: 'loads of 104 and 88', sets: [rate(0, '96/s')], seconds: 200, moved: 0, reaches: [] },
  {
    what: 'loads of 140 and 100, the 40 for one renewal',
    sets: stepUp(40),
    seconds: 200,
    moved: 0,
    reaches: ['kinesis.consumer limit kclLoadWeight'],
  },
  {
    what: 'loads of 148 and 100, the 48 for one renewal',
    sets: stepUp(48),
    seconds: 200,
    moved: 1,
    reaches: [],
  },
  {
    what: 'a worker that comes up at 190 s',
    sets: [LATE],
    seconds: 240,
    moved: 0,
    reaches: ['kinesis.consumer limit kclRebalanceRuns'],
  },
  { what: 'a worker that comes up at 190 s', sets: [LATE], seconds: 260, moved: 2, reaches: [] },
  { what: 'batches in work for ever', sets: STUCK, seconds: 195, moved: 0, reaches: [] },
  {
    what: 'batches in work for ever',
    sets: STUCK,
    seconds: 200,
    moved: 1,
    reaches: ['kinesis.consumer limit kclHandoffTimeout'],
  },
];

export const kclBalance = workedRow({
  name: 'kcl-balance',
  source: SOURCE,
  scenario: 'test/validation/scenarios/reached-kcl-loads.yaml',
  claims: CASES.map(({ what, sets = [], seconds, moved, reaches }) => ({
    what: `${what}: leases moved by ${seconds} s`,
    expected: moved,
    within: 0,
    sets: [...sets, `duration=${seconds} s`],
    reaches,
    seen: (result) => sumOf(result, 'application', 'TakenLeases') - GIVEN_OUT,
  })),
});
