// The lives of some records: one replication, run again with somebody looking.

import { invariant } from '../engine/invariant.ts';
import { prepareExpressions } from '../language/expression.ts';
import type { Design } from '../scenario/design.ts';
import { expressionsOf } from '../workload/workload.ts';
import { type RecordLife, RecordTrace, type WantedRecord } from './record-trace.ts';
import { runReplication } from './replication.ts';

/**
 * Follows records through a replication of a design.
 * @param fingerprint of the same replication without anybody looking; undefined when it was not run
 * @throws InvariantError when the two runs differ
 */
export async function traceRecords(
  design: Design,
  replication: number,
  wanted: readonly WantedRecord[],
  fingerprint: string | undefined,
): Promise<readonly RecordLife[]> {
  await prepareExpressions(Object.values(design.workloads).flatMap(expressionsOf));
  const trace = new RecordTrace(wanted);
  const result = runReplication(design, replication, { trace });
  invariant(
    fingerprint === undefined || result.fingerprint === fingerprint,
    'a run is the same whether somebody looks or not',
    { design: design.name, replication },
  );
  return trace.finish(design.warmupUs);
}
