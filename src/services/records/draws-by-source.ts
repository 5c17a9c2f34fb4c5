// Draws that belong to a record: to its number, and to the source that answers for it, since two sources both have a
// record 0. Adding a source changes no draw of another.

import type { NumberedStream, Stream } from '../../engine/random.ts';
import type { Site } from '../component.ts';

/** Numbered streams of one purpose, one a source. */
export class DrawsBySource {
  private readonly site: Site;
  private readonly purpose: string;
  private readonly streams: NumberedStream[] = [];

  constructor(site: Site, purpose: string) {
    this.site = site;
    this.purpose = purpose;
  }

  /** The draws of a source's record. */
  at(origin: number, number: number): Stream {
    return (this.streams[origin] ?? this.open(origin)).at(number);
  }

  private open(origin: number): NumberedStream {
    const made = this.site.numbered(`${this.purpose}/${this.site.ledger.sourceName(origin)}`);
    this.streams[origin] = made;
    return made;
  }
}
