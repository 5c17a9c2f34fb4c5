// Which part of the mix a record is: it belongs to the record's number.

import type { Site } from '../../component.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';

/** Draws from the shares of a mix. */
export class OperationDraws {
  private readonly upTo: readonly number[];
  private readonly draws: DrawsBySource;

  /** @param shares by part; together 1 */
  constructor(site: Site, shares: readonly number[]) {
    let sum = 0;
    this.upTo = shares.map((share) => {
      sum += share;
      return sum;
    });
    this.draws = new DrawsBySource(site, 'operation');
  }

  /** The part of a source's record, by its place in the mix. */
  at(origin: number, number: number): number {
    const { upTo } = this;
    const last = upTo.length - 1;
    if (last === 0) return 0;
    const draw = this.draws.at(origin, number).double();
    for (let part = 0; part < last; part++) if (draw < upTo[part]!) return part;
    return last;
  }
}
