// The filters of a mapping: which records the function is invoked with. It is the record’s, so every reading of it is the same.

import type { Site } from '../../component.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import type { EventCounts } from './mapping-metrics.ts';
import type { MappingConfig } from './mapping-schema.ts';

/** The filters of one mapping. */
export class EventFilter {
  private readonly share: number;
  private readonly draws: DrawsBySource;
  private readonly counts: EventCounts;

  /** @param index of the mapping in its function */
  constructor(site: Site, index: number, { filterCriteria }: MappingConfig, counts: EventCounts) {
    this.share = filterCriteria?.share ?? 1;
    this.draws = new DrawsBySource(site, `mapping/${index}/filter`);
    this.counts = counts;
  }

  /** Whether a record that was read goes to the function; counts it where it does not. */
  passes(origin: number, number: number, nowUs: number): boolean {
    if (this.share >= 1 || this.draws.at(origin, number).double() < this.share) return true;
    this.counts.filteredOut.add(nowUs, 1);
    return false;
  }
}
