// A producer calls PutRecords, and its library ListShards: both are a stream's alone, and so is what `to` may name.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/mistake.ts';
import { catalogue } from '../../../src/services/index.ts';

async function mistakesOf(client: string, to: string): Promise<ScenarioError['mistakes']> {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s } }
components:
  web: { type: kinesis.producer, workload: w, to: ${to}, client: ${client} }
  other: { type: custom.source, workload: w, to: backend }
  backend: { type: custom.server, serviceTime: 1 ms, to: clicks }
  clicks: { type: kinesis.stream }
`;
  const readFile = () => Promise.reject(new Error('no files'));
  try {
    await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes;
  }
}

describe('a producer', () => {
  it.each(['sdk', 'kpl'])('with the client %s cannot send to a station of the user’s own', async (client) => {
    expect(await mistakesOf(client, 'backend')).toMatchObject([
      {
        line: 5,
        message: '"to" cannot lead to "backend": it leads to a Kinesis stream, and custom.server is none',
        expected: 'one of clicks',
      },
    ]);
  });

  it.each(['sdk', 'kpl'])('with the client %s can send to a stream', async (client) => {
    expect(await mistakesOf(client, 'clicks')).toEqual([]);
  });
});
