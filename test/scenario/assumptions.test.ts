import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { catalogue } from '../../src/services/index.ts';

/** What is assumed of the stream and of its reader. */
async function assumed(stream: string, reader: string): Promise<readonly string[]> {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s } }
components:
  web: { type: kinesis.producer, workload: w, to: s }
  s: { type: kinesis.stream${stream} }
  app: { type: kinesis.consumer, from: s${reader} }
`;
  const readFile = () => Promise.reject(new Error('no files'));
  const { designs } = await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
  const { assumptions } = designs[0]!;
  return assumptions.flatMap(({ component, property }) =>
    component === 'web' || component === 'w' ? [] : property,
  );
}

describe('the assumptions of a design', () => {
  it('are those on what the design uses', async () => {
    const always = ['writeBurst', 'pushLatency'];
    const polls = 'client.requestLatency';
    expect(await assumed('', '')).toEqual([...always, polls]);
    expect(await assumed('', ', mode: enhanced-fan-out')).toEqual([...always, 'client.subscribeLatency']);
    expect(await assumed(', streamMode: ON_DEMAND', '')).toEqual([...always, 'scaleTime', polls]);
    const split = ', resharding: [{ at: 1 min, operation: SplitShard, shardToSplit: 0 }]';
    expect(await assumed(split, '')).toEqual([...always, 'reshardTime', polls]);
    expect(await assumed(', scaling: { maxShards: 4 }', '')).toEqual([...always, 'reshardTime', polls]);
  });
});
