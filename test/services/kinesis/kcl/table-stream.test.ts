// The Kinesis adapter: an application of the KCL that reads the stream of a table, by polling, with its leases in another table.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../../src/scenario/load.ts';
import type { ScenarioError } from '../../../../src/scenario/mistake.ts';
import { catalogue } from '../../../../src/services/index.ts';
import { poisson, run } from '../../plan.ts';

const adapter = (library: object, faults: readonly object[] = []) =>
  run({
    workloads: { orders: poisson('100/s', '500 B', { distribution: 'uniform', keys: 5000 }) },
    components: {
      shop: { type: 'dynamodb.client', workload: 'orders', to: 'orders' },
      orders: {
        type: 'dynamodb.table',
        billingMode: 'PAY_PER_REQUEST',
        streamSpecification: { streamViewType: 'NEW_IMAGE' },
      },
      index: { type: 'kinesis.consumer', from: 'orders', mode: 'shared', library },
    },
    seconds: 300,
    faults: faults as never,
  });

describe('an application of the KCL on the stream of a table', () => {
  it.each(['kcl-1', 'kcl-2', 'kcl-3'])('gets each write once, a lease for each of its shards: %s', (type) => {
    const seen = adapter({ type, workers: 2 });
    const { produced, fates, duplicates } = seen.flow('index');
    expect([fates.delivered! + fates.inFlight!, duplicates]).toEqual([produced, 0]);
    // A new on-demand table has four partitions, and its stream as many shards: 4 renewals every 3.308 s.
    const renewals = (4 * 300) / 3.308;
    const checkpoints = (4 * 300) / 60;
    expect(
      Math.abs(seen.sum('index-leases', 'ConsumedWriteCapacityUnits') - renewals - checkpoints),
    ).toBeLessThan(12);
    // Its calls are on the table's bill.
    expect(seen.usage('orders', 'streams-read-request-unit')).toBeGreaterThan(4 * 300 * 0.5);
  });

  it('loses nothing when a worker crashes, and reads some of it again', () => {
    const crash = { kind: 'crash', component: 'index', worker: 1, at: '100 s', for: '1 min' };
    const { produced, fates, duplicates } = adapter({ type: 'kcl-1', workers: 2 }, [crash]).flow('index');
    expect(fates.delivered! + fates.inFlight!).toBe(produced);
    expect(duplicates).toBeGreaterThan(0);
  });

  it('cannot be pushed to, which is what 2.x and 3.x do unless they are told', async () => {
    const text = `name: s
duration: 1 min
workloads: { w: { arrivals: { process: poisson, rate: 1/s }, size: 1 KiB } }
components:
  shop: { type: dynamodb.client, workload: w, to: orders }
  orders: { type: dynamodb.table, billingMode: PAY_PER_REQUEST, streamSpecification: { streamViewType: NEW_IMAGE } }
  index: { type: kinesis.consumer, from: orders, library: kcl-3 }
`;
    const failure = (await loadScenario({
      text,
      file: 's.yaml',
      readFile: () => Promise.reject(new Error('none')),
      environment: {},
      sets: [],
      catalogue,
    }).catch((error: ScenarioError) => error)) as ScenarioError;
    expect(failure.mistakes.map(({ line }) => line)).toEqual([7]);
    expect(failure.mistakes[0]!.message).toContain('write mode: shared');
  });
});
