// The shipped questions about FIFO queues: what their opening comments answer is what they give.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { sampleOf, sumOf } from '../../validation/replications.ts';
import { designsOf } from '../../validation/scenario.ts';

type Runs = ReadonlyMap<string, ReplicationResult>;

async function run(file: string): Promise<Runs> {
  const runs = new Map<string, ReplicationResult>();
  for (const [name, design] of await designsOf(file)) runs.set(name, runReplication(design, 1));
  return runs;
}

/** A figure of a comment. */
function told(file: string, pattern: RegExp): number {
  const text = readFileSync(file, 'utf8').replace(/\n# ?/g, ' ');
  return Number(pattern.exec(text)![1]!.replace(',', ''));
}

/** Seconds that a share of the delivered records took at most. */
function seconds(runs: Runs, design: string, share: number): number {
  const seen = percentile(mergeSamples([sampleOf(runs.get(design)!, 'workers', 'latency.delivered')]), share);
  return seen.kind === 'told' ? seen.value / 1e6 : Number.POSITIVE_INFINITY;
}

describe('scenarios/fifo-groups.yaml', () => {
  const FILE = 'scenarios/fifo-groups.yaml';
  let runs: Runs;
  beforeAll(async () => {
    runs = await run(FILE);
  }, 60_000);

  const perSecond = (design: string) => sumOf(runs.get(design)!, 'orders', 'NumberOfMessagesDeleted') / 600;

  it('lets through what its groups do', () => {
    const each = told(FILE, /so it does (\d+) a second here/);
    expect(Math.abs(perSecond('ten-groups') / 10 - each)).toBeLessThan(0.5);
    expect(Math.abs(perSecond('ten-groups') - told(FILE, /Ten let (\d+) a second/))).toBeLessThan(2);
    expect(Math.ceil(400 / each)).toBe(told(FILE, /need more than (\d+) groups/) + 1);
    expect(perSecond('twenty-groups')).toBeLessThan(390);
    expect(Math.abs(seconds(runs, 'forty-groups', 0.99) - told(FILE, /are (\d) s late/))).toBeLessThan(0.1);
    expect(Math.abs(seconds(runs, 'base', 0.99) - told(FILE, /a thousand ([\d.]+) s/))).toBeLessThan(0.05);
  });

  it('loses a quarter of what is sent by itself, and of what is received by itself falls behind', () => {
    const [flow] = runs.get('single-sends')!.flows;
    expect(flow!.fates.throttledOut / flow!.produced).toBeCloseTo(0.25, 2);
    // 300 receives a second, and a second's worth at once.
    expect(perSecond('single-receives')).toBeLessThanOrEqual(301);
    expect(seconds(runs, 'high-throughput', 0.99)).toBeLessThan(seconds(runs, 'base', 0.99));
  });

  it('costs six times as much with high throughput and single calls', () => {
    const usage = (design: string) => sumOf(runs.get(design)!, 'orders', 'BilledRequests');
    expect(Math.round(usage('high-throughput') / usage('base'))).toBe(6);
  });
});

describe('scenarios/fifo-poison.yaml', () => {
  const FILE = 'scenarios/fifo-poison.yaml';
  let runs: Runs;
  beforeAll(async () => {
    runs = await run(FILE);
  }, 60_000);

  const dead = (design: string) => sumOf(runs.get(design)!, 'orders', 'DeadLettered');

  it('is as late as it says', () => {
    // Its figures are those of five runs: one has a seventh of its poison more or less.
    for (const [design, pattern] of [
      ['base', /all orders is (\d+) s late/],
      ['fewer-receives', /Two receives make it (\d+) s/],
      ['shorter-timeout', /of 5 s makes it (\d+) s/],
    ] as const) {
      expect(Math.abs(seconds(runs, design, 0.99) / told(FILE, pattern) - 1)).toBeLessThan(0.15);
    }
    const [flow] = runs.get('no-dead-letters')!.flows;
    expect(flow!.fates.inFlight / flow!.produced).toBeGreaterThan(0.4);
    expect(seconds(runs, 'standard', 0.99)).toBeLessThan(1);
  });

  it('dead-letters good orders with the bad ones, and most of them after a short timeout', () => {
    const bad = dead('standard');
    expect(Math.abs(dead('one-at-a-time') - bad)).toBeLessThanOrEqual(1);
    expect(Math.abs(bad / told(FILE, /beside (\d+) bad ones/) - 1)).toBeLessThan(0.2);
    expect(dead('base') - bad).toBeGreaterThan(5);
    expect(dead('base') - bad).toBeLessThan(40);
    expect(dead('shorter-timeout') - bad).toBeGreaterThan(0.7 * bad);
  });
});
