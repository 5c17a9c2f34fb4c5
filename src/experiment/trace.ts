// The lives of some records: one replication, run again with somebody looking. It runs where replications run, in a
// thread that can be given up.

import { invariant } from '../engine/invariant.ts';
import type { Design } from '../scenario/design.ts';
import type { Pool } from './pool.ts';
import type { RecordLife, WantedRecord } from './record-trace.ts';
import { ReplicationError } from './task.ts';

/** How a trace is made. */
export interface TraceOptions {
  readonly pool: Pool;
  /** The scenario file as the user gave it, for the message of a failure. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Follows records through a replication of a design.
 * @param fingerprint of the same replication without anybody looking; undefined when it was not run
 * @returns null when an interrupt came first
 * @throws ReplicationError when the replication failed, InvariantError when the two runs differ
 */
export async function traceRecords(
  design: Design,
  replication: number,
  wanted: readonly WantedRecord[],
  fingerprint: string | undefined,
  { pool, file, signal }: TraceOptions,
): Promise<readonly RecordLife[] | null> {
  const interrupted = () => signal?.aborted === true;
  if (interrupted()) return null;
  const task = { design, replication, follow: wanted };
  const stop = () => void pool.close();
  signal?.addEventListener('abort', stop, { once: true });
  const outcome = await pool.run(task);
  signal?.removeEventListener('abort', stop);
  if (interrupted()) return null;
  if (outcome.kind === 'failed') throw new ReplicationError(file, task, outcome.failure);
  invariant(
    fingerprint === undefined || outcome.result.fingerprint === fingerprint,
    'a run is the same whether somebody looks or not',
    { design: design.name, replication },
  );
  return outcome.result.lives ?? [];
}
