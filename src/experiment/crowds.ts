// The flash crowds among a design's faults, on the clock of a run.

import type { Design } from '../scenario/design.ts';
import type { FlashCrowd } from '../workload/flash-crowd.ts';

/** The flash crowds of a workload, in order of time. */
export function crowdsOf({ faults = [], warmupUs }: Design, workload: string): readonly FlashCrowd[] {
  const crowds = faults.flatMap(({ fault }): FlashCrowd[] => {
    if (fault.kind !== 'hot-key' || fault.workload !== workload) return [];
    const { share, key, rateFactor } = fault;
    const fromUs = warmupUs + fault.at;
    return [{ fromUs, toUs: fromUs + fault.for, share, key, rateFactor }];
  });
  return crowds.sort((a, b) => a.fromUs - b.fromUs);
}
