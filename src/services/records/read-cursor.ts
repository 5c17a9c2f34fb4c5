// One application's place in one shard: what it has been given and what it is done with. Records that pass the
// retention before they were given are trimmed, and expire in that application's flow alone.

import type { Site } from '../component.ts';
import type { Holdings } from './ledger.ts';
import type { LogChunk, ShardLog } from './shard-log.ts';

/** What was given at once: positions [from, end). */
export interface GivenRange {
  from: number;
  end: number;
  /** Records as they were put, and the user's records in them. */
  records: number;
  userRecords: number;
  bytes: number;
}

/** A reader's place in a shard. Positions are the log's. */
export class ReadCursor {
  readonly log: ShardLog;
  /** The first position that was neither given to the application nor trimmed. */
  given: number;
  /** What the log had appended up to `given`: records as put, the user's in them, and bytes of data and keys. */
  givenRecords: number;
  givenUserRecords: number;
  givenBytes: number;
  /** Records of the window that were trimmed before the application got them. */
  expiredUnread = 0;
  /** Whether the application has not begun to read: what is trimmed meanwhile was never there for it. */
  away = false;
  private readonly site: Site;
  private readonly application: number;
  private readonly reader: number;
  private readonly retentionUs: number;
  // Trimmed positions among what the application is not yet done with: [from, to).
  private trimmedFrom = 0;
  private trimmedTo = 0;
  /** Positions before this have their fate, though the application may go back to them. */
  private finishedTo = 0;

  constructor(site: Site, log: ShardLog, application: number, retentionUs: number) {
    this.site = site;
    this.log = log;
    this.application = application;
    this.reader = log.open();
    this.retentionUs = retentionUs;
    this.given = log.end;
    this.givenRecords = log.records;
    this.givenUserRecords = log.userRecords;
    this.givenBytes = log.bytes;
  }

  /** Whether the shard is closed and the application is done with all of its records. */
  get isDone(): boolean {
    return this.log.sealed && this.log.releasedBy(this.reader) === this.log.end;
  }

  /** Trims what is older than the retention at `nowUs` and was not given yet. */
  trim(nowUs: number): void {
    const { log } = this;
    const horizonUs = nowUs - this.retentionUs;
    if (horizonUs <= 0 || this.given >= log.end) return;
    // One trimmed range is kept at a time; the next waits until the application has passed this one.
    const pending = this.trimmedTo > this.trimmedFrom && this.trimmedTo !== this.given;
    if (pending && log.releasedBy(this.reader) < this.trimmedTo) return;
    const from = this.given;
    let position = from;
    while (position < log.end) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      if (chunk.storedUs[row]! > horizonUs) break;
      this.givenRecords += chunk.wireRecords[row]!;
      this.givenUserRecords += chunk.count[row]!;
      this.givenBytes += chunk.wireBytes[row]!;
      if (position >= this.finishedTo) this.expire(chunk, row);
      position++;
    }
    if (position === from) return;
    if (this.trimmedTo !== from) this.trimmedFrom = from;
    this.trimmedTo = position;
    this.given = position;
    // Nothing before the range is still with the application: the range itself is done with.
    if (log.releasedBy(this.reader) >= this.trimmedFrom) log.release(this.reader, position);
  }

  private expire(chunk: LogChunk, row: number): void {
    const { startUs, endUs } = this.site.window;
    const createdUs = chunk.createdUs[row]!;
    if (!this.away && createdUs >= startUs && createdUs < endUs && chunk.duplicate[row] === 0)
      this.expiredUnread += chunk.count[row]!;
    this.site.ledger.ended(
      chunk.origin[row]!,
      this.application,
      this.away ? 'filtered' : 'expired',
      createdUs,
      chunk.count[row]!,
      chunk.sizeBytes[row]!,
      chunk.number[row]!,
      chunk.duplicate[row]!,
    );
  }

  /** Everything before `position` has its fate for this application. */
  finished(position: number): void {
    if (position > this.finishedTo) this.finishedTo = position;
  }

  /** Takes back what was given and not released: the application has lost its place. @returns what is given next */
  rewind(nowUs: number): number {
    const { log } = this;
    let position = log.releasedBy(this.reader);
    if (this.trimmedTo > position) {
      // What lies before a trimmed range is older still: it cannot be read again either.
      for (; position < this.trimmedFrom; position++) {
        if (position >= this.finishedTo) this.expire(log.chunkOf(position), log.rowOf(position));
      }
      position = this.trimmedTo;
      log.release(this.reader, position);
    }
    for (let back = position; back < this.given; back++) {
      const chunk = log.chunkOf(back);
      const row = log.rowOf(back);
      this.givenRecords -= chunk.wireRecords[row]!;
      this.givenUserRecords -= chunk.count[row]!;
      this.givenBytes -= chunk.wireBytes[row]!;
    }
    this.given = position;
    this.trim(nowUs);
    return this.given;
  }

  /**
   * Gives the application rows from `given` on, as many as fit both limits; a first row that is larger than
   * either goes alone. Fills in `range`.
   */
  give(maxRecords: number, maxBytes: number, range: GivenRange): void {
    const { log } = this;
    let end = log.end;
    let records = log.records - this.givenRecords;
    let userRecords = log.userRecords - this.givenUserRecords;
    let bytes = log.bytes - this.givenBytes;
    if (records > maxRecords || bytes > maxBytes) {
      records = 0;
      userRecords = 0;
      bytes = 0;
      for (end = this.given; end < log.end; end++) {
        const chunk = log.chunkOf(end);
        const row = log.rowOf(end);
        const count = chunk.wireRecords[row]!;
        const more = chunk.wireBytes[row]!;
        if (end > this.given && count > 0 && (records + count > maxRecords || bytes + more > maxBytes)) break;
        records += count;
        userRecords += chunk.count[row]!;
        bytes += more;
      }
    }
    range.from = this.given;
    range.end = end;
    range.records = records;
    range.userRecords = userRecords;
    range.bytes = bytes;
    this.given = end;
    this.givenRecords += records;
    this.givenUserRecords += userRecords;
    this.givenBytes += bytes;
  }

  /** The bytes of records at positions [from, end), each rounded up to whole `unit`s; records of a row are alike. */
  roundedBytes(from: number, end: number, unit: number): number {
    const { log } = this;
    let bytes = 0;
    for (let position = from; position < end; position++) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      const records = chunk.wireRecords[row]!;
      if (records > 0) bytes += records * Math.ceil(chunk.wireBytes[row]! / records / unit) * unit;
    }
    return bytes;
  }

  /** How old the last row given is at `nowUs` when more is readable, else 0 (the tip). */
  behindUs(nowUs: number): number {
    const { log, given } = this;
    if (given === log.end) return 0;
    return nowUs - log.chunkOf(given - 1).storedUs[log.rowOf(given - 1)]!;
  }

  /** The application is done with everything before `position`. */
  release(position: number): void {
    const to = position === this.trimmedFrom && this.trimmedTo > position ? this.trimmedTo : position;
    if (to > this.log.releasedBy(this.reader)) this.log.release(this.reader, to);
  }

  /** Tells of every record that the application has not finished. */
  holdings(held: Holdings): void {
    const { log } = this;
    for (let position = log.releasedBy(this.reader); position < log.end; position++) {
      if (position < this.finishedTo || (position >= this.trimmedFrom && position < this.trimmedTo)) continue;
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      if (chunk.duplicate[row] !== 0) continue;
      held.afterStore(
        chunk.origin[row]!,
        this.application,
        chunk.createdUs[row]!,
        chunk.count[row]!,
        chunk.sizeBytes[row]!,
        chunk.number[row]!,
      );
    }
  }

  /** The same, where records are finished out of order. @param isFinished of the i-th record of a position that was given */
  holdingsOneByOne(held: Holdings, isFinished: (position: number, i: number) => boolean): void {
    const { log } = this;
    for (let position = log.releasedBy(this.reader); position < log.end; position++) {
      if (position >= this.trimmedFrom && position < this.trimmedTo) continue;
      const { origin, createdUs, sizeBytes, number, count, duplicate } = log.chunkOf(position);
      const row = log.rowOf(position);
      if (duplicate[row] !== 0) continue;
      for (let i = 0; i < count[row]!; i++) {
        if (position < this.given && isFinished(position, i)) continue;
        held.afterStore(
          origin[row]!,
          this.application,
          createdUs[row]!,
          1,
          sizeBytes[row]!,
          number[row]! + i,
        );
      }
    }
  }
}
