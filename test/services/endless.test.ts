// What would be done again and again in no time is refused: a run of it would never come to the next instant.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import type { ScenarioError } from '../../src/scenario/mistake.ts';
import { catalogue } from '../../src/services/index.ts';

const head = `name: s
duration: 1 min
workloads: { w: { arrivals: { process: poisson, rate: 1/s }, size: 1 KiB } }
components:
  source: { type: custom.source, workload: w, to: from }
`;

async function mistakesOf(components: string): Promise<readonly string[]> {
  try {
    const text = head + components;
    const file = 's.yaml';
    const readFile = () => Promise.reject(new Error('none'));
    await loadScenario({ text, file, readFile, environment: {}, catalogue });
    return [];
  } catch (error) {
    return (error as ScenarioError).mistakes.map(({ line, message }) => `${line}: ${message}`);
  }
}

const polls = (settings: string) =>
  mistakesOf(
    `  from: { type: kinesis.stream }\n  reader: { type: kinesis.consumer, from: from, ${settings} }\n`,
  );
const receives = (latency: string) =>
  mistakesOf(
    `  from: { type: sqs.queue }\n  worker: { type: sqs.consumer, from: from, client: { requestLatency: ${latency} } }\n`,
  );

describe('a reader that polls in no time', () => {
  it.each([
    'idleTimeBetweenReads: 0 s, client: { requestLatency: 0 s }',
    'idleTimeBetweenReads: 0 s, client: { requestLatency: { distribution: exponential, mean: 0 s } }',
    'library: kcl-1, idleTimeBetweenReads: 0 s, client: { requestLatency: 0 s }',
  ])('is refused (%s)', async (settings) => {
    expect(await polls(settings)).toEqual([expect.stringMatching(/^7: a poll that takes no time/)]);
  });

  it.each([
    'idleTimeBetweenReads: 0 s',
    'client: { requestLatency: 0 s }',
    'mode: enhanced-fan-out, idleTimeBetweenReads: 0 s, client: { requestLatency: 0 s }',
  ])('is none where it sleeps, waits for an answer or is pushed to (%s)', async (settings) => {
    expect(await polls(settings)).toEqual([]);
  });
});

describe('a worker that polls a queue in no time', () => {
  it.each(['0 s', '{ distribution: pareto, min: 0 s, alpha: 2 }'])('is refused (%s)', async (latency) => {
    expect(await receives(latency)).toEqual([expect.stringMatching(/^7: a short poll that takes no time/)]);
  });
});
