// The shipped question about outages, worked by hand.

import { beforeAll, describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { designsOf } from '../../validation/scenario.ts';

const RATE = 300;
const DOWN_SECONDS = 600;

/** Seconds until it is up to date: down, then what is behind over what two threads do more than arrives. */
function upToDateAfter(perRecordSeconds: number): number {
  return DOWN_SECONDS + (DOWN_SECONDS * RATE) / (2 / perRecordSeconds - RATE);
}

describe('outage.yaml', () => {
  const runs = new Map<string, ReplicationResult>();
  beforeAll(async () => {
    for (const [name, design] of await designsOf('scenarios/outage.yaml')) {
      runs.set(name, runReplication(design, 1));
    }
  });

  it('has its answer worked out: 857 s and 706 s', () => {
    expect(Math.round(upToDateAfter(0.002))).toBe(857);
    expect(Math.round(upToDateAfter(0.001))).toBe(706);
  });

  it.each([
    ['base', 0.002],
    ['twice-as-fast', 0.001],
  ])('is up to date when arithmetic says so: %s', (name, perRecord) => {
    const [flow] = runs.get(name)!.faults![0]!.flows;
    expect(flow!.detectedUs! / 1e6).toBeLessThanOrEqual(2);
    expect(Math.abs(flow!.caughtUpUs! / 1e6 / upToDateAfter(perRecord) - 1)).toBeLessThan(0.03);
    expect(Math.abs(flow!.mostInFlight / (DOWN_SECONDS * RATE) - 1)).toBeLessThan(0.02);
  });

  it('loses no record but the few that die with their hosts', () => {
    const [flow] = runs.get('base')!.flows;
    // A third of the hosts hold a third of 300/s for at most the linger of 100 ms and a call: some 15 records.
    expect(flow!.fates.dropped).toBeLessThan(40);
    expect(flow!.fates.delivered + flow!.fates.dropped).toBe(flow!.produced);
  });
});
