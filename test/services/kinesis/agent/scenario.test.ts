// The shipped question about the agent: what its opening comment answers is what it gives.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Measurements } from '../../../../src/experiment/measurements.ts';
import { runReplication } from '../../../../src/experiment/replication.ts';
import { estimateOf } from '../../../../src/experiment/statistic.ts';
import { catalogue } from '../../../../src/services/index.ts';
import { designsOf } from '../../../validation/scenario.ts';
import { Seen, shard } from '../../plan.ts';

const FILE = 'scenarios/agent.yaml';
const SECONDS = 120;

const seen = new Map<string, Seen>();
const p99 = new Map<string, number | null>();

beforeAll(async () => {
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  for (const [name, design] of await designsOf(FILE, ['duration=2 min', 'replications=1'])) {
    const result = runReplication(design, 1);
    const place = { component: 'search', metric: 'latency', part: null, statistic: 'p99' } as const;
    seen.set(name, new Seen(result));
    p99.set(name, estimateOf(new Measurements(design, types, [result]), place).value);
  }
});

const of = (name: string): Seen => seen.get(name)!;
const meanSeconds = (name: string): number => of(name).mean('search', 'latency') / 1e6;
const lost = (name: string): number => {
  const { produced, fates } = of(name).flow('search');
  return 1 - (fates.delivered + fates.inFlight) / produced;
};

describe('agent.yaml', () => {
  it('opens with the figures that it gives', () => {
    const text = readFileSync(FILE, 'utf8');
    const answer = text.slice(text.indexOf('# Answer:'), text.indexOf('name: agent')).replace(/\n# ?/g, ' ');
    const told = (pattern: RegExp): number => Number(pattern.exec(answer)![1]!.replace(',', ''));
    const near = (value: number, figure: number, within: number) =>
      expect(Math.abs(value - figure), `${value}, not ${figure}`).toBeLessThanOrEqual(within);
    const hot = Math.max(...[0, 1].map((i) => of('base').sum('logs', 'OfferedRecords', shard(i)) / SECONDS));
    near(hot, told(/offered ([\d,]+) records\/s/), 15);
    near(100 * lost('base'), told(/([\d.]+) % of all lines are lost/), 1);
    near(meanSeconds('agent'), told(/line arrives after ([\d.]+) s on average/), 0.2);
    near(p99.get('agent')!, told(/and p99 is ([\d.]+) s\. With/), 0.3);
    near(meanSeconds('agent-2s'), told(/it arrives after ([\d.]+) s/), 0.1);
    near(p99.get('agent-2s')!, told(/and p99 is ([\d.]+) s: the agent/), 0.1);
  });

  it('loses nothing with the agent, whose keys give both shards half', () => {
    for (const name of ['agent', 'agent-2s']) {
      expect(lost(name)).toBe(0);
      // 180,000 lines: five standard errors of a half are 1,061.
      for (const i of [0, 1]) {
        const stored = of(name).sum('logs', 'IncomingRecords', shard(i));
        expect(Math.abs(stored / of(name).sum('logs', 'IncomingRecords') - 0.5)).toBeLessThan(0.006);
      }
    }
  });

  it('has buffers of 500 lines that take 13 s to fill: 1,500/s over 40 servers are 37.5/s', () => {
    expect(of('agent').mean('app-servers', 'BufferRecords')).toBe(500);
    expect(of('agent').mean('app-servers', 'BufferAge') / 1e6).toBeCloseTo(500 / 37.5, 0);
    // A buffer begins up to a tenth of a second after the heartbeat that closed the one before it: it is 2 s old just after
    // the second heartbeat, and the third one closes it.
    expect(of('agent-2s').mean('app-servers', 'BufferAge') / 1e6).toBeCloseTo(2.95, 1);
  });
});
