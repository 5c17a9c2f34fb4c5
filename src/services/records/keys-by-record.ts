// Keys of a component's own, drawn for the records that pass it: the same for a record at every attempt and in every design.

import type { Popularity } from '../../workload/keys/popularity.ts';
import { type PartitionKeyConfig, popularity } from '../../workload/partition-key.ts';
import type { Site } from '../component.ts';
import { DrawsBySource } from './draws-by-source.ts';

/** Draws a key for each record. */
export class KeysByRecord {
  private readonly popularity: Popularity;
  private readonly firstKey: number;
  private readonly salt: number;
  private readonly draws: DrawsBySource;

  /** @param others those whose keys these are, too; without it they are keys of their own */
  constructor(site: Site, purpose: string, config: PartitionKeyConfig, others?: KeysByRecord) {
    this.popularity = popularity(config);
    this.firstKey = others?.firstKey ?? site.keys.reserve(config);
    this.salt = config.salt ?? 0;
    this.draws = new DrawsBySource(site, purpose);
  }

  /** The index of a record's key among the run's. */
  at(origin: number, number: number): number {
    const draws = this.draws.at(origin, number);
    const rank = this.popularity.rank(draws.double());
    if (this.salt === 0) return this.firstKey + rank;
    return this.firstKey + rank * this.salt + Math.floor(draws.double() * this.salt);
  }
}
