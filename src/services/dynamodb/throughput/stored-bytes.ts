// What a table, or an index, holds when the run begins, as far as it says.

import { type DistributionConfig, sampler } from '../../../workload/distribution.ts';

/** Items, and how large they are. */
export interface Stored {
  readonly items?: number | undefined;
  readonly itemSize?: DistributionConfig | undefined;
}

/** Bytes of all items, without what their storage adds; 0 where it says nothing of them. */
export function storedBytes({ items, itemSize }: Stored): number {
  return !items || itemSize === undefined ? 0 : items * sampler(itemSize).mean;
}
