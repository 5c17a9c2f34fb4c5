// A replication in a worker thread is the one in this thread: same fingerprint, same figures, bit for bit.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pool, threadOf, workersOf } from '../../src/experiment/pool.ts';
import { runReplication } from '../../src/experiment/replication.ts';
import { designOf, TYPES } from './example.ts';

const thread = threadOf(runReplication);
let workers: Pool;
beforeAll(async () => {
  workers = await workersOf(2);
});
afterAll(() => workers.close());

describe.each(TYPES)('%s', (_name, { example }) => {
  it('is the same in worker threads, several at a time, as one after the other', async () => {
    const design = await designOf(example);
    const tasks = [1, 2, 3].map((replication) => ({ design, replication }));
    const parallel = await Promise.all(tasks.map((task) => workers.run(task)));
    const serial = [];
    for (const task of tasks) serial.push(await thread.run(task));
    expect(serial.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(parallel).toEqual(serial);
  });
});
