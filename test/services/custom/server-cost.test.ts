import { expect, it } from 'vitest';
import { billsOf, costOf } from '../../../src/experiment/cost.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, even, run } from '../plan.ts';

it('a design of servers says that its bill of nothing leaves them out', () => {
  const plan = {
    workloads: { requests: even('10/s', '100 B') },
    components: {
      clients: { type: 'custom.source', workload: 'requests', to: 'backend' },
      backend: { type: 'custom.server', serviceTime: '1 ms' },
    },
    seconds: 2,
  };
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  const measured = new Measurements(designOf(plan), types, [run(plan).result]);
  expect(costOf(measured, billsOf(measured)).notPriced).toEqual([
    'backend: its servers (not AWS’s to price)',
  ]);
});
