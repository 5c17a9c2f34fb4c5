// The files of one host as the agent sees them: lines that are written and not read yet, in their order. The front is given
// back once half of it has been read.

import { RecordBatch } from '../../records/batch.ts';

/** Lines, read from the front. */
export class LogFile {
  /** Single records; those before `next` have been read. */
  readonly rows = new RecordBatch();
  /** The row of the first line that was not read. */
  next = 0;

  get isEmpty(): boolean {
    return this.next === this.rows.length;
  }

  /** Data and keys of the next line, bytes. */
  get nextBytes(): number {
    return this.rows.sizeBytes[this.next]! + this.rows.keyBytes[this.next]!;
  }

  /** Data and keys of all lines that were not read, bytes. */
  get unreadBytes(): number {
    let bytes = 0;
    for (let row = this.next; row < this.rows.length; row++) {
      bytes += this.rows.sizeBytes[row]! + this.rows.keyBytes[row]!;
    }
    return bytes;
  }

  /** Gives back what has been read. */
  forget(): void {
    const { rows, next } = this;
    const left = rows.length - next;
    if (next < left) return;
    rows.moveRun(next, 0, left);
    rows.length = left;
    rows.records = left;
    this.next = 0;
  }

  /** Empties it: the host is gone. */
  clear(): void {
    this.rows.clear();
    this.next = 0;
  }
}
