// Verdicts that hang on an assumption, and verdicts that do not.

import { describe, expect, it } from 'vitest';
import { sensitivityOf } from '../../src/experiment/sensitivity.ts';
import { openCases } from '../../src/scenario/assumption-cases.ts';
import { benchOf, sourceOf } from './station.ts';

/** A record waits in its host for at most the linger, which is assumed to be 100 ms and may be 10 ms to 1 s. */
const STREAM = `name: stream
duration: 10 s
warmup: 2 s
replications: 3
workloads: { views: { arrivals: { process: poisson, rate: 20/s }, partitionKey: { distribution: uniform, keys: 100 } } }
components:
  web: { type: kinesis.producer, workload: views, to: clicks }
  clicks: { type: kinesis.stream, shardCount: 1 }
  board: { type: kinesis.consumer, from: clicks, mode: enhanced-fan-out, count: 2 }
objectives: [board.latency.p99 < 500 ms, board.lost.ratio < 1%]
`.replace(/board\.(\w+)/g, 'board-1.$1');

const LINGER = 'components.web.client.batch.linger';

async function sensitivity(text = STREAM) {
  const { designs } = await openCases(sourceOf(text));
  return sensitivityOf(designs[0]!, await benchOf());
}

describe('sensitivity', () => {
  it('finds a verdict that hangs on an assumption, and puts it first', async () => {
    const { objectives, assumptions } = await sensitivity();
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['holds', 'holds']);
    expect(assumptions[0]).toMatchObject({ path: LINGER, value: '100 ms', flips: true });
    // One record in a hundred waits nearly all of a second for its batch: more than the 500 ms that are allowed.
    expect(assumptions[0]!.high).toMatchObject({ value: '1 s', notRun: null });
    expect(assumptions[0]!.high.rows.map(({ verdict, flips }) => [verdict, flips])).toEqual([
      ['fails', true],
      ['holds', false],
    ]);
    // At 10 ms records wait less than at 100 ms, by most of the 90 ms between.
    const [latency] = assumptions[0]!.low.rows;
    expect(latency).toMatchObject({ verdict: 'holds', flips: false });
    expect(latency!.difference.value).toBeLessThan(-0.04);
    expect(latency!.difference.value).toBeGreaterThan(-0.12);
    const effects = assumptions.slice(1).map(({ effect }) => effect ?? -1);
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
  });

  it('takes copies of a component as one, finds workloads too, and knows what changes nothing', async () => {
    const { assumptions } = await sensitivity();
    const paths = assumptions.map(({ path }) => path);
    expect(paths).toContain('workloads.views.size');
    expect(paths.filter((path) => path.startsWith('components.board'))).toEqual([
      ...new Set(paths.filter((path) => path.startsWith('components.board.'))),
    ]);
    const unlimited = assumptions.find(({ path }) => path === 'components.web.maxBuffered');
    expect(unlimited?.high).toEqual({ value: 'unlimited', notRun: 'it is what the design has', rows: [] });
    expect(unlimited).toMatchObject({ flips: false, effect: 0 });
  });

  it('has nothing to vary where everything is given', async () => {
    const text = `name: given
duration: 10 s
replications: 3
workloads:
  views:
    arrivals: { process: constant, rate: 5/s }
    partitionKey: { distribution: uniform, keys: 10 }
    size: 100 B
components:
  door: { type: custom.source, workload: views, to: station }
  station: { type: custom.server, serviceTime: 10 ms }
objectives: [station.lost.ratio < 1%]
`;
    expect(await sensitivity(text)).toMatchObject({ assumptions: [], partial: false });
  });
});
