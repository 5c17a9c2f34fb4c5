// A configuration survives the way back to what is written and in again, and what `sim config` prints is a scenario that
// loads to the same designs.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Design, Scenario } from '../../src/scenario/design.ts';
import { resolvedScenario } from '../../src/scenario/resolved.ts';
import { catalogue } from '../../src/services/index.ts';
import { designOf, load, TYPES } from './example.ts';

/** What a design says, but for what was left to assume and where its objectives stand in the file. */
function said(design: Design): unknown {
  return { ...design, assumptions: [], objectives: design.objectives.map(({ line: _, ...rest }) => rest) };
}

async function printedAndLoaded(scenario: Scenario): Promise<Scenario> {
  return load(stringify(resolvedScenario(scenario, catalogue)));
}

describe.each(TYPES)('%s', (name, type) => {
  it('reads back what it writes of a configuration', async () => {
    const { components } = await designOf(type.example);
    const configs = Object.values(components).filter((component) => component.type === name);
    expect(configs.length).toBeGreaterThan(0);
    for (const { config } of configs) {
      const written = z.encode(type.schema, config);
      expect(z.decode(type.schema, written)).toEqual(config);
      expect(z.encode(type.schema, z.decode(type.schema, written))).toEqual(written);
      // Plain data: it crosses to a worker as it is.
      expect(structuredClone(config)).toEqual(config);
    }
  });

  it('has an example that `sim config` prints as a scenario of the same design', async () => {
    const scenario = await load(type.example);
    const again = await printedAndLoaded(scenario);
    expect(again.designs.map(said)).toEqual(scenario.designs.map(said));
    // With every value given there is nothing left to assume.
    expect(again.designs.flatMap(({ assumptions }) => assumptions)).toEqual([]);
  });
});

const SHIPPED = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));

describe.each(SHIPPED)('%s', (file) => {
  it('is printed by `sim config` as a scenario of the same designs, variants too', async () => {
    const scenario = await load(readFileSync(`scenarios/${file}`, 'utf8'));
    const again = await printedAndLoaded(scenario);
    expect(again.designs.map(said)).toEqual(scenario.designs.map(said));
  });
});

/** What the shipped scenarios have no need of. */
const SETTINGS: Readonly<Record<string, string>> = {
  'looks, a warm-up from the data, users who wait, priorities and a sweep': `name: desk
duration: 10 min
warmup: auto
seed: run-7b
load: 150%
relevant: 2%
replications: { min: 4, max: 32 }
workloads:
  users:
    arrivals: { process: closed, population: 20, thinkTime: { distribution: exponential, mean: 2 s } }
  others:
    arrivals: { process: mmpp, rates: [1/s, 30/s], meanStay: [1 min, 5 s], batch: { distribution: uniform, min: 1, max: 3 } }
    partitionKey: { distribution: list, keys: { gold: 1, plain: 9 } }
components:
  front: { type: custom.source, workload: users, to: desk }
  back: { type: custom.source, workload: others, to: desk }
  desk:
    type: custom.server
    servers: 2
    serviceTime: { distribution: gamma, mean: 50 ms, cv: 0.5 }
    queueLimit: 100
    priority:
      classes:
        - { name: urgent, sources: [front] }
        - { name: rest }
objectives:
  - desk.latency.p99 < 1 s
  - desk.QueueLength@1min.mean < 5
sweep:
  components.desk.servers: [1, 2, 3]
  workloads.users.arrivals.population: [10, 20]
cost: { meanLoad: 40% }
variants:
  by-key: { components.desk.priority.classes: [{ name: gold, keys: [gold] }, { name: rest }] }
  alone: { components.desk.priority: null, warmup: 30 s, replications: 6 }
  crowded: { workloads.users.arrivals.population: 50, objectives: [] }
`,
  'an amount to be precise to, faults, and rates that follow time': `name: day
duration: 1 h
warmup: 1 min
precision: { metric: app.latency.mean, within: 20 ms, max: 30 }
workloads:
  views:
    arrivals:
      process: poisson
      rate: { steps: [{ at: 0 s, rate: 10/s }, { at: 20 min, rate: 0.5/s }], period: 1 h }
  clicks:
    arrivals: { process: poisson, rate: { expression: '20/s * (1 + 0.5 * sin(2 pi t / 10 min))', period: 10 min } }
components:
  web: { type: kinesis.producer, workload: views, to: stream }
  app-servers: { type: kinesis.producer, workload: clicks, to: stream, client: { type: sdk, operation: PutRecord } }
  stream: { type: kinesis.stream, shardCount: 2 }
  app: { type: kinesis.consumer, from: stream }
faults:
  - { kind: crash, component: app, at: 5 min, for: 10 min }
  - { kind: az-lost, at: 40 min, for: 2 min }
  - { kind: hot-key, workload: views, at: 20 min, for: 5 min, share: 30% }
objectives: ['app.lost.ratio < 0.1%']
variants:
  a-share: { precision: { metric: app.latency.mean, within: 2.5% } }
  calm: { faults: [], precision.within: 5 ms }
  looks: { precision: null, replications: { min: 3, max: 12 } }
`,
};

describe.each(Object.entries(SETTINGS))('a scenario with %s', (_what, text) => {
  it('is printed by `sim config` as a scenario of the same designs', async () => {
    const scenario = await load(text);
    const again = await printedAndLoaded(scenario);
    expect(again.designs.map(said)).toEqual(scenario.designs.map(said));
    expect(again.sweep).toEqual(scenario.sweep);
    expect(again.hash).toBe((await printedAndLoaded(again)).hash);
  });
});
