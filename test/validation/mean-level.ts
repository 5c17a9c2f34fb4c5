// The mean of a level over the window of one run.

import type { ReplicationResult } from '../../src/experiment/replication-result.ts';

export function meanLevel({ metrics }: ReplicationResult, component: string, metric: string): number {
  const found = metrics.find(
    (one) =>
      one.kind === 'level' && one.component === component && one.metric === metric && one.part === null,
  );
  if (found?.kind !== 'level') throw new Error(`no level ${component}.${metric} was recorded`);
  return found.mean;
}
