// What a write of an item does to the entries of one index ("Storage considerations for global secondary indexes"): a new entry, a
// changed one or a deleted one is a write; a changed key is two; what changes nothing that is projected is none.

import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import { itemSampler } from '../capacity/item-sampler.ts';
import { writeUnits } from '../capacity/units.ts';
import type { WriteKind } from '../table/table-operations.ts';
import type { EntryConfig } from './entry-schema.ts';

/** The entries of one index. */
export class Entries {
  private readonly indexed: number;
  private readonly keyChanges: number;
  private readonly projectedChanges: number;
  private readonly size: Sampler | null;
  private readonly draws: DrawsBySource;
  private readonly sizes: DrawsBySource;
  /** Write units of each entry that the last question was about. */
  units = 0;
  /** Whether every write of an item is one write of the same size as the item. */
  private readonly isPlain: boolean;

  /** @param purpose tells the draws of one index from those of another of the same component */
  constructor(site: Site, purpose: string, config: EntryConfig) {
    this.indexed = config.indexed;
    this.keyChanges = config.keyChangeRate;
    this.projectedChanges = config.projectedChangeRate;
    this.size = config.itemSize === undefined ? null : itemSampler(config.itemSize);
    this.draws = new DrawsBySource(site, purpose);
    this.sizes = new DrawsBySource(site, `${purpose}/size`);
    this.isPlain =
      this.indexed >= 1 && this.keyChanges === 0 && this.projectedChanges >= 1 && this.size === null;
  }

  /** How many entries a write touches: 0, 1, or 2 where the key changes. Each takes `units`. */
  touched(origin: number, number: number, itemBytes: number, kind: WriteKind): number {
    if (this.isPlain) {
      this.units = writeUnits(itemBytes, 0);
      return 1;
    }
    const draws = this.draws.at(origin, number);
    const isIndexed = draws.double() < this.indexed;
    const changesKey = draws.double() < this.keyChanges;
    const changesProjected = draws.double() < this.projectedChanges;
    this.units = writeUnits(this.bytes(origin, number, itemBytes), 0);
    if (!isIndexed) return 0;
    if (kind === 'delete') return 1;
    if (changesKey) return 2;
    return kind === 'put' || changesProjected ? 1 : 0;
  }

  /** Bytes of an entry in the mean. @param itemBytes of an item in the mean */
  meanBytes(itemBytes: number): number {
    return this.size === null ? itemBytes : this.size.mean;
  }

  /** Bytes of a record's entry. */
  bytes(origin: number, number: number, itemBytes: number): number {
    return this.size === null ? itemBytes : Math.round(this.size.sample(this.sizes.at(origin, number)));
  }
}
