import { afterAll, describe, expect, it } from 'vitest';
import { type Pool, threadOf, workersOf } from '../../src/experiment/pool.ts';
import { runReplication } from '../../src/experiment/replication.ts';
import type { Task } from '../../src/experiment/task.ts';
import { fakeDesign } from './fake.ts';

// No catalogue has the fake types: the simulator must say so, and say the same from a worker.
const impossible: Task = { design: fakeDesign(), replication: 1 };
const empty: Task = { design: fakeDesign({ components: {} }), replication: 2 };

describe('worker threads', () => {
  const pools: Pool[] = [];
  afterAll(async () => {
    for (const pool of pools) await pool.close();
  });

  it('run what a run without them runs, array for array', async () => {
    const workers = await workersOf(2);
    pools.push(workers);
    const outcome = await workers.run(empty);
    expect(outcome).toEqual(await threadOf(runReplication).run(empty));
    expect(outcome).toMatchObject({ kind: 'done', result: { replication: 2 } });
  });

  it('bring a failure back as data, with its class and its values', async () => {
    const workers = await workersOf(1);
    pools.push(workers);
    const here = await threadOf(runReplication).run(impossible);
    const there = await workers.run(impossible);
    if (here.kind !== 'failed' || there.kind !== 'failed') throw new Error('a design of unknown types ran');
    expect(there.failure).toMatchObject({ name: here.failure.name, message: here.failure.message });
    expect(there.failure.values).toEqual(here.failure.values);
    expect(there.failure.stack).toContain(here.failure.name);
  });

  it('that were ended give up what is under way', async () => {
    const workers = await workersOf(1);
    const running = workers.run(empty);
    await workers.close();
    expect((await running).kind).toBe('failed');
  });
});
