// Records that a mapping has read of a shard, one a row, each a copy of what lies in the log.

import { RecordBatch } from '../../../records/batch.ts';
import type { LogChunk } from '../../../records/shard-log.ts';
import { wider } from '../../../records/wider.ts';

const ROWS = 128;

/** Records of one shard, in its order. */
export class LogRows extends RecordBatch {
  /** When it became readable, µs. */
  storedUs = new Float64Array(ROWS);
  /** Its number among the records that were read of the shard. */
  ordinal = new Float64Array(ROWS);
  /** 1 for a record that was put by itself, or is the first of those that were packed into one. */
  isFirst = new Uint8Array(ROWS);
  /** Its bytes in an event: all of those of a packed record at the first. */
  eventBytes = new Float64Array(ROWS);

  constructor() {
    super(ROWS);
  }

  /** Adds the i-th record of a row of the log. */
  read(chunk: LogChunk, row: number, i: number, ordinal: number, isFirst: boolean, eventBytes: number): void {
    const to = this.append(chunk, row, i, 1);
    this.storedUs[to] = chunk.storedUs[row]!;
    this.ordinal[to] = ordinal;
    this.isFirst[to] = isFirst ? 1 : 0;
    this.eventBytes[to] = eventBytes;
  }

  /** Adds rows [from, to) of another's. */
  copy(other: LogRows, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const at = this.append(other, row, 0, 1);
      this.storedUs[at] = other.storedUs[row]!;
      this.ordinal[at] = other.ordinal[row]!;
      this.isFirst[at] = other.isFirst[row]!;
      this.eventBytes[at] = other.eventBytes[row]!;
    }
  }

  protected override grow(): void {
    super.grow();
    this.storedUs = wider(this.storedUs, new Float64Array(this.capacity));
    this.ordinal = wider(this.ordinal, new Float64Array(this.capacity));
    this.isFirst = wider(this.isFirst, new Uint8Array(this.capacity));
    this.eventBytes = wider(this.eventBytes, new Float64Array(this.capacity));
  }
}
