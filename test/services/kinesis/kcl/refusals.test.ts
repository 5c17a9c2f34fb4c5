// What an application with the KCL may not be: told before the run, with the place and the rule.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../../src/scenario/load.ts';
import { ScenarioError } from '../../../../src/scenario/mistake.ts';
import { catalogue } from '../../../../src/services/index.ts';

interface More {
  readonly components?: string;
  readonly stream?: string;
  readonly faults?: string;
}

function load(app: string, more: More = {}) {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, partitionKey: { distribution: uniform, keys: 10 }, size: 1 KiB }
components:
  web: { type: kinesis.producer, workload: w, to: s }
  s: { type: kinesis.stream${more.stream ?? ''} }
  app: { type: kinesis.consumer, from: s, ${app} }
${more.components ?? ''}
${more.faults ?? ''}`;
  const readFile = () => Promise.reject(new Error('no files'));
  return loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
}

async function mistakesOf(app: string, more: More = {}): Promise<ScenarioError['mistakes']> {
  try {
    await load(app, more);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes;
  }
}

const TABLE = '  leases: { type: dynamodb.table, readCapacityUnits: 10, writeCapacityUnits: 10 }';

describe('an application with the KCL', () => {
  it.each([
    ['by its name', 'library: kcl-2'],
    ['with its settings', 'library: { type: kcl-1, workers: 3, maxLeasesToStealAtOneTime: 2 }'],
    ['polling', 'mode: shared, library: kcl-3'],
    [
      'with a provisioned table',
      'library: { type: kcl-2, billingMode: PROVISIONED, initialLeaseTableWriteCapacity: 5 }',
    ],
  ])('may be written %s', async (_how, app) => {
    expect(await mistakesOf(app)).toEqual([]);
  });

  it('of version 3.x makes its lease table and the index of it', async () => {
    const { designs } = await load('library: kcl-3');
    const made = Object.entries(designs[0]!.components).filter(
      ([, { impliedBy }]) => impliedBy !== undefined,
    );
    expect(made.map(([name, { type, impliedBy }]) => [name, type, impliedBy])).toEqual([
      ['app-leases', 'dynamodb.table', 'app'],
      ['app-leases-LeaseOwnerToLeaseKeyIndex', 'dynamodb.index', 'app-leases'],
    ]);
  });

  it('may keep its leases in a table of the scenario', async () => {
    expect(await mistakesOf('library: { type: kcl-2, leaseTable: leases }', { components: TABLE })).toEqual(
      [],
    );
  });

  it.each([
    [
      'a lease table whose items expire',
      'library: { type: kcl-2, leaseTable: leases }',
      { components: `${TABLE.slice(0, -2)}, timeToLive: { after: 1 day } }` },
      /would expire: it has a timeToLive/,
      'library.leaseTable',
    ],
    ['no workers', 'library: { type: kcl-2, workers: 0 }', {}, /too small/, 'library.workers'],
    [
      'a checkpoint a day and more',
      'library: { type: kcl-2, checkpointInterval: 25 h }',
      {},
      /too large/,
      'library.checkpointInterval',
    ],
    [
      'a checkpoint less often than the stream keeps records',
      'library: { type: kcl-2, checkpointInterval: 24 h }',
      {},
      /keeps records no longer than that/,
      'library.checkpointInterval',
    ],
    [
      'a failover time without room for renewals',
      'library: { type: kcl-2, failoverTime: 10 ms }',
      {},
      /too small/,
      'library.failoverTime',
    ],
    [
      'a lease table that is none',
      'library: { type: kcl-2, leaseTable: s }',
      {},
      /it leads to a table, and kinesis.stream is none/,
      'library.leaseTable',
    ],
    [
      'a lease table that is not there',
      'library: { type: kcl-2, leaseTable: leases }',
      {},
      /no component is named "leases"/,
      'library.leaseTable',
    ],
    [
      'pushes to the KCL 1.x',
      'mode: enhanced-fan-out, library: kcl-1',
      {},
      /the KCL 1.x has no enhanced fan-out/,
      'mode',
    ],
    ['hosts beside workers', 'hosts: 3, library: kcl-2', {}, /workers: 3/, 'hosts'],
    [
      'a billing mode of 1.x',
      'library: { type: kcl-1, billingMode: PAY_PER_REQUEST }',
      {},
      /billingMode/,
      'library',
    ],
    [
      'provisioned capacity on demand',
      'library: { type: kcl-2, initialLeaseTableWriteCapacity: 20 }',
      {},
      /no provisioned capacity/,
      'library.initialLeaseTableWriteCapacity',
    ],
    [
      'capacity for a table that says its own',
      'library: { type: kcl-1, leaseTable: leases, initialLeaseTableWriteCapacity: 20 }',
      { components: TABLE },
      /"leases" says its own/,
      'library.initialLeaseTableWriteCapacity',
    ],
    [
      'the KCL 3.x on a table without its index',
      'library: { type: kcl-3, leaseTable: leases }',
      { components: TABLE },
      /give "leases" one named LeaseOwnerToLeaseKeyIndex/,
      'library.leaseTable',
    ],
    [
      'a table of two applications',
      'library: { type: kcl-2, leaseTable: leases }',
      {
        components: `${TABLE}\n  other: { type: kinesis.consumer, from: s, library: { type: kcl-2, leaseTable: leases } }`,
      },
      /each application has a table of its own/,
      'library.leaseTable',
    ],
    [
      'the crash of a worker that it does not have',
      'library: { type: kcl-2, workers: 2 }',
      { faults: 'faults: [{ at: 1 min, for: 1 min, component: app, kind: crash, worker: 3 }]' },
      /"app" has 2 workers/,
      'worker',
    ],
    [
      'the crash of a worker with the plain SDK',
      'hosts: 2',
      { faults: 'faults: [{ at: 1 min, for: 1 min, component: app, kind: crash, worker: 1 }]' },
      /has no workers of which one may crash/,
      'worker',
    ],
  ])('may not have %s', async (_what, app, more, message, place) => {
    const [first] = await mistakesOf(app, more);
    expect(`${first?.message} ${first?.expected ?? ''} ${JSON.stringify(first)}`).toMatch(message);
    expect(JSON.stringify(first)).toContain(place.split('.').at(-1)!);
  });
});
