// The shipped question about a consumer that stopped for an hour, worked by hand: what its opening comment answers is what it
// gives.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { designsOf } from '../../validation/scenario.ts';

const FILE = 'scenarios/catch-up.yaml';
const RATE = 75;
const HOUR = 3600;
const BEHIND = HOUR * RATE;
const RECORD = 20 * 1024 + 12; // with its key
const MIB = 2 ** 20;
/** Records in 10 MiB, the most of one reply. */
const REPLY = Math.floor((10 * MIB) / RECORD);
/** A sleep and the mean of a call, seconds: log-normal, median 0.1 s, sigma 0.4. */
const BETWEEN = 1 + 0.1 * Math.exp(0.4 ** 2 / 2);

/** Records a second and shard. */
const POLLED = REPLY / (REPLY * 0.01 + BETWEEN);
const PUSHED = 1 / 0.01;

/** Minutes until `shards` that do so many records a second each have worked the hour off. */
const minutes = (shards: number, perShard: number) => BEHIND / (shards * perShard - RATE) / 60;

// Split one after the other in the first minute, on average after 45 s; the parents' backlog is read first, and what comes
// meanwhile lies with the children.
function minutesWhenSplit(): number {
  const parents = (BEHIND / 2 + 45 * (RATE / 2)) / POLLED;
  const child = ((parents - 45) * (RATE / 4)) / (POLLED - RATE / 4);
  return (parents + child) / 60;
}

describe('scenarios/catch-up.yaml', () => {
  const answer = readFileSync(FILE, 'utf8').replace(/\n# ?/g, ' ');
  const told = (pattern: RegExp): number => Number(pattern.exec(answer)?.[1]?.replace(',', ''));
  const runs = new Map<string, ReplicationResult>();

  beforeAll(async () => {
    for (const [name, design] of await designsOf(FILE)) runs.set(name, runReplication(design, 1));
  }, 60_000);

  /** Minutes from the restart until it is up to date, as it was seen. */
  const seen = (name: string) => (runs.get(name)!.faults![0]!.flows[0]!.caughtUpUs! / 1e6 - HOUR) / 60;

  it.each([
    ['base', minutes(2, POLLED), /so two shards do \d+\/s and it takes (\d+) min/],
    ['fan-out', minutes(2, PUSHED), /Fan-out reads while it works, 200\/s: (\d+) min/],
    ['both', minutes(2, (2 * MIB) / RECORD), /that fan-out has of a shard, (\d+) min/],
    ['four-shards', minutes(4, POLLED), /in place of two take (\d+) min/],
    ['split-too-late', minutesWhenSplit(), /so that takes (\d+) min/],
  ])('%s: is up to date when arithmetic says so, and its comment', (name, byHand, pattern) => {
    expect(Math.abs(seen(name) / byHand - 1), `${seen(name)}, not ${byHand}`).toBeLessThan(0.02);
    expect(Math.abs(told(pattern) - byHand)).toBeLessThan(0.6);
  });

  it('faster: finds the shard closed for 5 s after 10 MiB, and its retries find it open within a second', () => {
    // 4 ms a record: done after 3.2 s.
    expect(REPLY * 0.004 + BETWEEN).toBeLessThan(5);
    expect(seen('faster')).toBeGreaterThan(minutes(2, REPLY / 5));
    expect(seen('faster')).toBeLessThan(minutes(2, REPLY / 6));
    expect(Math.abs(told(/is closed for 5 s, (\d+) min/) - seen('faster'))).toBeLessThan(0.6);
  });

  it('has the other figures of its comment', () => {
    expect(told(/leaves ([\d,]+) records behind/)).toBe(BEHIND);
    expect(told(/each shard: (\d+) records \(10 MiB\)/)).toBe(REPLY);
    expect(told(/so two shards do (\d+)\/s/)).toBe(Math.round(2 * POLLED));
    // A month of 730 h: a shard at 0.015 USD/h; its fan-out as much, and 0.013 USD/GB.
    expect(told(/for (\d+) USD a month/)).toBe(Math.round(2 * 730 * 0.015));
    const gigabytes = (RATE * RECORD * 730 * HOUR) / 2 ** 30;
    expect(told(/fan-out costs (\d+) USD/)).toBe(Math.round(2 * 730 * 0.015 + gigabytes * 0.013));
  });

  it('loses nothing in any design', () => {
    for (const { flows } of runs.values()) expect(flows[0]!.fates.delivered).toBe(flows[0]!.produced);
  });
});
