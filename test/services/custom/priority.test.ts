// Priority classes against Cobham's formula: with W0 the mean rest of the service in progress, class k of a station without
// interruption waits W0 / ((1 − load of the classes above) (1 − load of these and its own)).

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type PriorityConfig,
  priorityRefusals,
  prioritySchema,
} from '../../../src/services/custom/priority.ts';
import { type Plan, run } from '../plan.ts';

const exponential = { distribution: 'exponential', mean: '1 s' };
const poisson = (rate: string) => ({ arrivals: { process: 'poisson', rate }, size: '1 KiB' });

function mean(plan: Plan, part: string, metric = 'wait'): number {
  const seen = [1, 2, 3, 4].map((replication) => run(plan, replication));
  const recorded = seen.map(
    ({ result }) =>
      result.metrics.find((one) => one.metric === metric && one.part === part) as unknown as {
        readonly sum: number;
        readonly count: number;
      },
  );
  return recorded.reduce((all, { sum, count }) => all + sum / count / 1e6, 0) / recorded.length;
}

// M/M/1 at load 0.7: the rest of an exponential service is a whole one, so W0 = 0.7 × 1 s.
// Urgent, 3/7 of the records: 0.7 / (1 − 0.3) = 1 s. The others: 0.7 / ((1 − 0.3) (1 − 0.7)) = 3.333 s.
const URGENT = 1;
const OTHERS = 10 / 3;

describe('two classes of M/M/1 at load 0.7', () => {
  const server = (classes: unknown) => ({
    type: 'custom.server',
    serviceTime: exponential,
    priority: { classes },
  });

  it('wait as Cobham’s formula has it, by the shares of the records', () => {
    const plan: Plan = {
      workloads: { w: poisson('0.7/s') },
      components: {
        door: { type: 'custom.source', workload: 'w', to: 'desk' },
        desk: server([{ name: 'urgent', share: '42.857142857%' }, { name: 'others' }]),
      },
      seconds: 100_000,
      warmupSeconds: 200,
    };
    expect(mean(plan, 'urgent')).toBeCloseTo(URGENT, 1);
    expect(Math.abs(mean(plan, 'others') / OTHERS - 1)).toBeLessThan(0.04);
  });

  it('and by where they come from: two doors, of which one goes first', () => {
    const plan: Plan = {
      workloads: { few: poisson('0.3/s'), many: poisson('0.4/s') },
      components: {
        front: { type: 'custom.source', workload: 'few', to: 'desk' },
        back: { type: 'custom.source', workload: 'many', to: 'desk' },
        desk: server([{ name: 'urgent', sources: ['front'] }, { name: 'others' }]),
      },
      seconds: 100_000,
      warmupSeconds: 200,
    };
    expect(mean(plan, 'urgent')).toBeCloseTo(URGENT, 1);
    expect(Math.abs(mean(plan, 'others') / OTHERS - 1)).toBeLessThan(0.04);
  });

  it('by their keys, and nobody who is served is interrupted: 1 s of service for each of three', () => {
    const plan: Plan = {
      workloads: {
        w: {
          arrivals: { process: 'constant', rate: '1000/s' },
          size: '1 KiB',
          partitionKey: { distribution: 'list', keys: { gold: 1, plain: 1 } },
        },
      },
      components: {
        door: { type: 'custom.source', workload: 'w', to: 'desk' },
        desk: {
          ...server([{ name: 'gold', keys: ['gold'] }, { name: 'plain' }]),
          serviceTime: '1 h',
        },
      },
      seconds: 1,
    };
    // One is served all the while; the run ends with all others waiting, and the books balance.
    expect(run(plan).flow('desk').fates).toMatchObject({ delivered: 0, inFlight: 1000 });
  });
});

describe('classes', () => {
  const refusals = (classes: readonly unknown[]) =>
    priorityRefusals(z.parse(prioritySchema, { classes }) as PriorityConfig).map(({ message }) => message);

  it.each([
    ['one alone', [{ name: 'a' }], 'a priority needs two classes at least'],
    [
      'two ways',
      [
        { name: 'a', share: '10%' },
        { name: 'b', keys: ['x'] },
      ],
      'records are chosen by share and keys',
    ],
    [
      'no rest',
      [
        { name: 'a', share: '10%' },
        { name: 'b', share: '20%' },
      ],
      'no class takes the rest',
    ],
    ['two rests', [{ name: 'a' }, { name: 'b' }], 'only one class can take the rest'],
    [
      'too much',
      [
        { name: 'a', share: '60%' },
        { name: 'b', share: '60%' },
      ],
      'the shares are more than 100%',
    ],
    ['nothing left', [{ name: 'a', share: '100%' }, { name: 'b' }], 'nothing is left for the rest'],
    ['one key twice', [{ name: 'a', keys: ['x', 'x'] }, { name: 'b' }], '"x" stands in two classes'],
    ['one name twice', [{ name: 'a', keys: ['x'] }, { name: 'a' }], '"a" stands in two classes'],
  ])('are refused: %s', (_what, classes, message) => {
    expect(refusals(classes).join()).toContain(message);
  });

  it('that share all records need no rest', () => {
    expect(
      refusals([
        { name: 'a', share: '40%' },
        { name: 'b', share: '60%' },
      ]),
    ).toEqual([]);
  });
});
