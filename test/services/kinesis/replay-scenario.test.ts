// The shipped question about an application that reads the last day, worked by hand: what its opening comment answers is
// what it gives.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import { binLow } from '../../../src/metrics/bins.ts';
import { designsOf } from '../../validation/scenario.ts';
import { Seen } from '../plan.ts';

const FILE = 'scenarios/replay.yaml';
const RATE = 5;
const DAY = 24 * RATE * 3600;
const RECORD = 100 * 1024 + 12; // with its key
const LIMIT = (2 * 2 ** 20) / RECORD;

/** Hours to work a day off at so many records a second. */
const hours = (perSecond: number) => DAY / (perSecond - RATE) / 3600;

/** The `share` quantile of all that was seen, seconds. */
function quantile(seen: Seen, component: string, metric: string, share: number): number {
  const counts = new Map<number, number>();
  const { slices, count } = seen.distribution(component, metric);
  for (const slice of slices)
    for (const [i, n] of slice.counts.entries())
      counts.set(slice.firstBin + i, (counts.get(slice.firstBin + i) ?? 0) + n);
  let below = 0;
  for (const [bin, n] of [...counts].sort(([a], [b]) => a - b)) {
    below += n;
    if (below >= share * count) return binLow(bin) / 1e6;
  }
  return Number.NaN;
}

describe('scenarios/replay.yaml', () => {
  const answer = readFileSync(FILE, 'utf8').replace(/\n# ?/g, ' ');
  const told = (pattern: RegExp): number => Number(pattern.exec(answer)?.[1]?.replace(',', ''));
  const runs = new Map<string, Seen>();

  beforeAll(async () => {
    for (const [name, design] of await designsOf(FILE)) runs.set(name, new Seen(runReplication(design, 1)));
  }, 60_000);

  const caughtUp = (name: string) => runs.get(name)!.mean('archive', 'CatchUpTime') / 1e6 / 3600;
  const late = (name: string) => quantile(runs.get(name)!, 'alerts', 'latency', 0.99);

  it('fan-out: has the shard’s 2 MiB/s to itself, and is not noticed', () => {
    const byHand = hours(LIMIT);
    expect(Math.abs(caughtUp('fan-out') / byHand - 1)).toBeLessThan(0.01);
    expect(Math.abs(told(/2 MiB\/s to itself: ([\d.]+) h/) - byHand)).toBeLessThan(0.06);
    expect(Math.abs(told(/where ([\d.]+) s is usual/) - late('fan-out'))).toBeLessThan(0.1);
  });

  it('small-replies: never spends the shard’s second, and is not noticed', () => {
    // 15 records, 20 ms of work each, 0.6 s of sleep, and a call of 0.108 s; the alerts’ 5/s beside it stay below 2 MiB/s.
    const perSecond = 15 / (15 * 0.02 + 0.6 + 0.1 * Math.exp(0.4 ** 2 / 2));
    expect(perSecond + RATE).toBeLessThan(LIMIT);
    expect(Math.abs(caughtUp('small-replies') / hours(perSecond) - 1)).toBeLessThan(0.03);
    expect(Math.abs(told(/That takes ([\d.]+) h/) - caughtUp('small-replies'))).toBeLessThan(0.1);
    expect(Math.abs(late('small-replies') - late('fan-out'))).toBeLessThan(0.1);
  });

  it('base: gets what the alerts leave of 2 MiB/s, less what passes until a poll finds the shard open', () => {
    expect(caughtUp('base')).toBeGreaterThan(hours(LIMIT - RATE));
    expect(Math.abs(told(/Polling takes ([\d.]+) h/) - caughtUp('base'))).toBeLessThan(0.2);
    // Whoever misses the opening waits another 5 s, and again.
    expect(late('base')).toBeGreaterThan(10);
    expect(Math.abs(late('base') / told(/more than (\d+) s late/) - 1)).toBeLessThan(0.15);
  });

  it('two-shards: halves what waits and the arrivals of each', () => {
    const atBest = DAY / 2 / (LIMIT - RATE) / 3600;
    expect(caughtUp('two-shards')).toBeGreaterThan(atBest);
    expect(Math.abs(told(/Two shards take ([\d.]+) h/) - caughtUp('two-shards'))).toBeLessThan(0.1);
    expect(late('two-shards')).toBeGreaterThan(10);
  });

  it('has the other figures of its comment', () => {
    expect(told(/a day is ([\d,]+) records/)).toBe(DAY);
    // 16 h of a consumer and shard at 0.015 USD/h, and 40 h of records at 0.013 USD/GB.
    const usd = 16 * 0.015 + ((40 * 3600 * RATE * RECORD) / 2 ** 30) * 0.013;
    expect(Math.abs(told(/for ([\d.]+) USD in these 16 hours/) - usd)).toBeLessThan(0.06);
    // More than 24 h: 0.02 USD a shard and hour.
    expect(told(/That costs ([\d.]+) USD a month and shard/)).toBeCloseTo(0.02 * 730, 9);
  });

  it('loses nothing in any design', () => {
    for (const seen of runs.values()) {
      for (const to of ['alerts', 'archive']) {
        const { produced, fates } = seen.flow(to);
        expect(fates.delivered).toBe(produced);
      }
    }
  });
});
