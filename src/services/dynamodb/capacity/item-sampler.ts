// Sizes of items as they are drawn: no item is larger than the largest that a table takes.

import { type DistributionConfig, sampler } from '../../../workload/distribution.ts';
import { BoundedSampler } from '../../../workload/distributions/bounded.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import { ITEM_BYTES } from '../limits.ts';

/** Draws sizes of items, bytes; what would be larger than an item can be is as large as it can be. */
export function itemSampler(size: DistributionConfig): Sampler {
  return new BoundedSampler(sampler(size), ITEM_BYTES.value);
}
