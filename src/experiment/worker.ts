// What a worker thread runs: the same function as a run without workers. The arrays of a result change hands
// instead of being copied.

import { move, transferableSymbol, valueSymbol } from 'piscina';
import { runReplication } from './replication.ts';
import { type Outcome, perform, type Task } from './task.ts';

/** Piscina's entry: one replication, as data in and data out. */
export default async function work(task: Task): Promise<unknown> {
  const outcome = await perform(task, runReplication);
  return move({ [transferableSymbol]: buffersOf(outcome), [valueSymbol]: outcome });
}

function buffersOf(outcome: Outcome): ArrayBufferLike[] {
  const buffers = new Set<ArrayBufferLike>();
  collect(outcome, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBufferLike>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
  else for (const inner of Object.values(value)) collect(inner, buffers);
}
