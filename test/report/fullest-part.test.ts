import { expect, it } from 'vitest';
import { foldDesign } from '../../src/experiment/fold.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import { fullestPart, use } from '../../src/report/fullest-part.ts';
import { catalogue } from '../../src/services/index.ts';
import { designOf, run } from '../services/plan.ts';

const types = new Map(catalogue.map((type) => [type.name as string, type]));

it('is the one that was fullest while it was open, as a finding says too', () => {
  const events = {
    arrivals: {
      process: 'constant',
      rate: {
        steps: [
          { at: '0 s', rate: '100/s' },
          { at: '40 s', rate: '2400/s' },
        ],
      },
    },
    partitionKey: { distribution: 'list', keys: { a: 1 } },
    size: '100 B',
  };
  const plan = {
    workloads: { events },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { batch: { linger: '1 ms' } },
      },
      stream: {
        type: 'kinesis.stream',
        reshardTime: '1 ms',
        resharding: [{ at: '45 s', operation: 'SplitShard', shardToSplit: 0 }],
      },
    },
    seconds: 60,
  };
  const measured = new Measurements(designOf(plan), types, [run(plan).result]);
  const { result } = foldDesign(measured);
  // The key's shard is one of the split's children, open for a quarter of the window. It gets 2,400/s, which is 600/s of the whole.
  const fullest = fullestPart(result, 'stream')!;
  expect(['shardId-000000000001', 'shardId-000000000002']).toContain(fullest.id);
  expect([fullest.metric, fullest.inPart]).toEqual(['OfferedRecords', true]);
  expect(use(fullest)).toBeCloseTo(2.4, 1);
  const items = result.components.stream!.parts!.items;
  expect(items.map(({ openShare }) => openShare!.toFixed(3))).toEqual(['0.750', '0.250', '0.250']);
});
