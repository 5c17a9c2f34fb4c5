// What a table, or an index, holds when the run begins, as far as it says.

import type { DistributionConfig } from '../../../workload/distribution.ts';
import { itemSampler } from '../capacity/item-sampler.ts';

/** Items, and how large they are. */
export interface Stored {
  readonly items?: number | undefined;
  readonly itemSize?: DistributionConfig | undefined;
}

/** Bytes of all items, without what their storage adds; 0 where it says nothing of them. */
export function storedBytes({ items, itemSize }: Stored): number {
  return !items || itemSize === undefined ? 0 : items * itemSampler(itemSize).mean;
}
