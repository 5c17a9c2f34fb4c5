// How large the items of a table are: by the table's own word, each key its own size, or as large as the record that asks for it.

import type { NumberedStream } from '../../../engine/random.ts';
import type { DistributionConfig } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { itemSampler } from '../capacity/item-sampler.ts';
import type { TableOperation } from './table-operations.ts';

/** The sizes of one table's items, bytes. */
export class ItemSizes {
  private readonly size: Sampler | null;
  private readonly draws: NumberedStream;

  /** @param size where the table says it */
  constructor(site: Site, size: DistributionConfig | undefined) {
    this.size = size === undefined ? null : itemSampler(size);
    this.draws = site.numbered('itemSize');
  }

  /** Of the item under a key. @param ownBytes of the record that asks */
  of(key: number, ownBytes: number): number {
    return this.size === null ? ownBytes : Math.round(this.size.sample(this.draws.at(key)));
  }

  /**
   * Of an item of a page: all items under a key are alike; a Scan takes items as they lie, so that a page of many is what a page
   * of mean items is.
   */
  ofPage({ isScan }: TableOperation, key: number, ownBytes: number): number {
    return isScan && this.size !== null ? this.size.mean : this.of(key, ownBytes);
  }
}
