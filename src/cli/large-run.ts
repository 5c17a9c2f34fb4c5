// A run of very many records says so before it begins, with the number: a duration of ten years is quickly written.

import type { Design } from '../scenario/design.ts';
import { expectedRecords } from '../workload/volume.ts';

const MANY = 1e9;

/**
 * A line for stderr, where some designs are to simulate more than 10⁹ records; else null.
 * @param designs each of which runs at least its `replications`
 */
export function largeRunWords(designs: readonly Design[]): string | null {
  const records = designs.reduce((sum, design) => sum + design.replications * recordsOf(design), 0);
  if (records <= MANY) return null;
  const runs = designs.reduce((sum, { replications }) => sum + replications, 0);
  const replications = runs === 1 ? '1 replication' : `${runs.toLocaleString('en-US')} replications`;
  return `about ${inFull(records)} records are to be simulated, in ${replications}: a shorter duration, fewer replications or fewer designs take less time\n`;
}

/** Of one replication, its warm-up included. */
function recordsOf({ workloads, components, warmupUs, durationUs, load }: Design): number {
  const carried = Object.values(components).flatMap(({ config }) => {
    const { workload } = config as { readonly workload?: unknown };
    return typeof workload === 'string' && Object.hasOwn(workloads, workload) ? [workloads[workload]!] : [];
  });
  return carried.reduce((sum, one) => sum + expectedRecords(one, warmupUs + durationUs, load), 0);
}

function inFull(records: number): string {
  return Number(records.toPrecision(3)).toLocaleString('en-US');
}
