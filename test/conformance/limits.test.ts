// Each limit that a type says a run enforces has a scenario in which it binds, and lets through what the rule of
// limiters says: at most burst + rate × T in every window (plus the largest cost less one, where one request may
// overdraw), and exactly that when saturated; or, for a limit on one thing, exactly the limit.

import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../src/experiment/statistic.ts';
import type { RecordedCounter } from '../../src/metrics/recorded.ts';
import type { Limit } from '../../src/services/component.ts';
import type { Saturation } from '../../src/services/saturation.ts';
import { designOf, measured, run, TYPES } from './example.ts';

const WINDOWS = 6;

type Bucket = Extract<Saturation, { kind: 'bucket' }>;
type Most = Extract<Saturation, { kind: 'most' }>;

/** What was admitted from the window's start to each of six moments: a longer run begins like a shorter one. */
async function admitted({ scenario, component, metric, part = undefined }: Bucket) {
  const design = await designOf(scenario);
  const cuts = [{ seconds: 0, units: 0 }];
  for (let cut = 1; cut <= WINDOWS; cut++) {
    const durationUs = Math.round((design.durationUs * cut) / WINDOWS);
    const counter = run({ ...design, durationUs }).metrics.find(
      (one) => one.component === component && one.metric === metric && one.part === (part ?? null),
    ) as RecordedCounter;
    cuts.push({ seconds: durationUs / 1e6, units: counter.sum });
  }
  return { cuts, cold: design.warmupUs === 0 };
}

async function checkBucket(saturation: Bucket): Promise<void> {
  const { ratePerSecond, burst, largestCost, overdraws, gapSeconds } = saturation;
  const { cuts, cold } = await admitted(saturation);
  for (const [i, from] of cuts.entries()) {
    for (const to of cuts.slice(i + 1)) {
      const units = to.units - from.units;
      const owed = ratePerSecond * (to.seconds - from.seconds);
      const within = `from ${from.seconds} to ${to.seconds} s`;
      expect(units, within).toBeLessThanOrEqual(burst + owed + (overdraws ? largestCost - 1 : 0));
      // Saturated: the bucket is empty at both ends, but at the start of a cold run, where it is full. One that may be
      // overdrawn is shut until it is full again, so that it may be anything between at an end.
      const gaps = overdraws ? units / largestCost + 1 : 1;
      const least =
        (i === 0 && cold ? burst : 0) +
        owed -
        largestCost -
        (overdraws ? burst : 0) -
        gaps * gapSeconds * ratePerSecond;
      expect(units, within).toBeGreaterThanOrEqual(least);
    }
  }
}

async function checkMost({ scenario, component, most, resolution = 0 }: Most, value: number): Promise<void> {
  const design = await designOf(scenario);
  const seen = measured(design, run(design));
  const reached = most({
    windowSeconds: design.durationUs / 1e6,
    statistic: (metric, statistic, part = undefined) =>
      estimateOf(seen, { component, metric, statistic, part: part ?? null }).value ?? Number.NaN,
  });
  if (resolution === 0) expect(reached).toBe(value);
  expect(reached).toBeLessThanOrEqual(value);
  expect(reached).toBeGreaterThanOrEqual(value - resolution);
}

// Two types may show one limit: it is saturated once.
const checked = new Map<Limit, Promise<void>>();

function check(limit: Limit): Promise<void> {
  const { saturation, value } = limit;
  const known = checked.get(limit);
  if (known !== undefined) return known;
  if (saturation?.kind === 'bucket') expect([saturation.ratePerSecond, saturation.burst]).toContain(value);
  const result = saturation?.kind === 'bucket' ? checkBucket(saturation) : checkMost(saturation!, value);
  checked.set(limit, result);
  return result;
}

describe.each(TYPES)('%s', (_name, { limits }) => {
  const enforced = Object.entries(limits).filter(([, limit]) => limit.enforced);

  it('gives a scenario that saturates each limit that it says is enforced', () => {
    expect(enforced.filter(([, { saturation }]) => saturation === undefined).map(([name]) => name)).toEqual(
      [],
    );
  });

  it.each(enforced)('admits what the rule says when saturated: %s', async (_limit, limit) => {
    await check(limit);
  });
});
