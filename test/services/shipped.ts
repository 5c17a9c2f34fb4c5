// The shipped scenarios, each design run once, for tests of what their comments answer.

import { runReplication } from '../../src/experiment/replication.ts';
import { designsOf } from '../validation/scenario.ts';
import { Seen } from './plan.ts';

/** The first replication of each design of a scenario. */
export async function shipped(name: string): Promise<ReadonlyMap<string, Seen>> {
  const runs = new Map<string, Seen>();
  for (const [design, built] of await designsOf(`scenarios/${name}.yaml`)) {
    runs.set(design, new Seen(runReplication(built, 1)));
  }
  return runs;
}
