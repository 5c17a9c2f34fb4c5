// The shipped scenario of readers that share a shard: what its opening comment answers is what it gives.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { catalogue } from '../../../src/services/index.ts';
import { Seen } from '../plan.ts';

const FILE = 'scenarios/consumers.yaml';
const RUNS = [1, 2, 3];
const TEXT = readFileSync(FILE, 'utf8');

const seen: Record<string, readonly Seen[]> = {};

beforeAll(async () => {
  const { designs } = await loadScenario({
    text: TEXT,
    file: FILE,
    readFile: () => Promise.reject(new Error('it brings no traces')),
    environment: {},
    sets: [],
    catalogue,
  });
  for (const design of designs) {
    seen[design.name] = RUNS.map((replication) => new Seen(runReplication(design, replication)));
  }
});

/** Each reader's mean propagation, ms, over all runs. */
function propagationMs(design: string, readers: number): number[] {
  return Array.from({ length: readers }, (_, i) => {
    const means = seen[design]!.map((one) => one.mean(`readers-${i + 1}`, 'propagation') / 1000);
    return means.reduce((sum, mean) => sum + mean, 0) / means.length;
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('scenarios/consumers.yaml', () => {
  it('has a mean propagation of 100 to 300 ms for one shared reader and 500 to 1,100 ms for each of five', () => {
    const [one] = propagationMs('base', 1);
    const five = propagationMs('five-shared', 5);
    expect(one).toBeGreaterThan(100);
    expect(one).toBeLessThan(300);
    for (const each of five) {
      expect(each).toBeGreaterThan(500);
      expect(each).toBeLessThan(1100);
    }
    const perReader = (mean(five) - one!) / 4;
    expect(perReader).toBeGreaterThan(80);
    expect(perReader).toBeLessThan(220);
  });

  it('has 40 to 80 ms with enhanced fan-out, within 5 % the same for one and for each of five', () => {
    const [one] = propagationMs('one-fan-out', 1);
    expect(one).toBeGreaterThan(40);
    expect(one).toBeLessThan(80);
    for (const each of propagationMs('five-fan-out', 5)) expect(Math.abs(each / one! - 1)).toBeLessThan(0.05);
  });

  it('refuses no reader: five read 1 MiB/s of the 2 that a shard gives', () => {
    for (const [design, readers] of [
      ['base', 1],
      ['five-shared', 5],
    ] as const) {
      for (const one of seen[design]!) {
        expect(one.sum('telemetry', 'ReadProvisionedThroughputExceeded')).toBe(0);
        // 200 records/s of 1,024 bytes and a key of 12, for each reader.
        const share = one.sum('telemetry', 'OutgoingBytes') / (300 * 200 * (1024 + 12) * readers);
        expect(Math.abs(share - 1)).toBeLessThan(0.03);
      }
    }
  });

  it('opens with the figures that it gives', () => {
    const answer = TEXT.slice(TEXT.indexOf('# Answer:'), TEXT.indexOf('name: consumers')).replace(
      /\n# ?/g,
      ' ',
    );
    const told = (pattern: RegExp): number => Number(pattern.exec(answer)?.[1]);
    const near = (value: number, figure: number, within: number) =>
      expect(Math.abs(value - figure), `${value}, not ${figure}`).toBeLessThanOrEqual(within);
    near(mean(propagationMs('base', 1)), told(/about (\d+) ms for one reader/), 5);
    near(mean(propagationMs('five-shared', 5)), told(/(\d+) ms for each of five/), 10);
    near(mean(propagationMs('five-fan-out', 5)), told(/about (\d+) ms, for one as for five/), 1);
    // A month of 730 h: the consumer of a shard at 0.015 USD/h, and what is pushed to it at 0.013 USD/GB.
    const pushedGb = (200 * (1024 + 12) * 730 * 3600) / 2 ** 30;
    near(730 * 0.015 + pushedGb * 0.013, told(/costs ([\d.]+) USD a month and reader/), 0.05);
  });
});
