// A level as it was recorded: its largest value in the window, and its last.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';

/** @throws when no such level was recorded */
export function levelOf({ metrics }: ReplicationResult, component: string, metric: string) {
  for (const one of metrics) {
    if (one.component === component && one.metric === metric && one.kind === 'level') return one;
  }
  throw new Error(`no level ${component}.${metric} was recorded`);
}
