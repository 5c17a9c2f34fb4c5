// One shard's records in order, as a list of chunks of columns. Positions count rows from 0 and never change.
// Chunks are freed when every open reader has passed them and reused; where nobody reads, rows are only counted.

import { invariant } from '../../engine/invariant.ts';
import { RecordBatch } from './batch.ts';

const CHUNK_BITS = 8;
/** Rows in a chunk. */
export const CHUNK_ROWS = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_ROWS - 1;

/**
 * A chunk of rows, when each was stored (readable), µs, and what it counts for who reads: of rows that were packed
 * into one record, the first counts for all.
 */
export class LogChunk extends RecordBatch {
  readonly storedUs = new Float64Array(CHUNK_ROWS);
  readonly wireRecords = new Int32Array(CHUNK_ROWS);
  readonly wireBytes = new Float64Array(CHUNK_ROWS);

  constructor() {
    super(CHUNK_ROWS);
  }
}

/** An append-only log with several readers. */
export class ShardLog {
  readonly id: string;
  /** The position after the last row. */
  end = 0;
  /** Records as they were put, and their bytes of data and keys, that were ever appended. */
  records = 0;
  bytes = 0;
  /** The user's records in them. */
  userRecords = 0;
  /** The position of the first row that is still kept. */
  start = 0;
  /** Whether nothing is appended any more: the shard is closed, and all that it took is here. */
  sealed = false;
  private readonly chunks: LogChunk[] = [];
  private readonly spare: LogChunk[] = [];
  private firstChunk = 0;
  private readonly released: number[] = [];

  constructor(id: string) {
    this.id = id;
  }

  /** Opens the log for one more reader, at the end. @returns the reader's number */
  open(): number {
    // What was only counted until now has no chunks.
    if (this.released.length === 0) this.firstChunk = this.end >> CHUNK_BITS;
    this.released.push(this.end);
    return this.released.length - 1;
  }

  /** The chunk that holds a position, and `rowOf` the row in it. */
  chunkOf(position: number): LogChunk {
    return this.chunks[(position >> CHUNK_BITS) - this.firstChunk]!;
  }

  rowOf(position: number): number {
    return position & CHUNK_MASK;
  }

  /** Appends `count` records of a batch's row, readable from `storedUs` on, each put by itself. */
  append(from: RecordBatch, row: number, skip: number, count: number, storedUs: number): void {
    const bytes = (from.sizeBytes[row]! + from.keyBytes[row]!) * count;
    this.appendPacked(from, row, skip, count, storedUs, count, bytes);
  }

  /**
   * Appends `count` records of a batch's row that were packed with others.
   * @param wireRecords records as they were put that the row counts for: 1 for the first of a packed record, then 0
   * @param wireBytes their bytes, key included
   */
  appendPacked(
    from: RecordBatch,
    row: number,
    skip: number,
    count: number,
    storedUs: number,
    wireRecords: number,
    wireBytes: number,
  ): void {
    this.userRecords += count;
    this.records += wireRecords;
    this.bytes += wireBytes;
    if (this.released.length === 0) {
      this.end++;
      this.start = this.end;
      return;
    }
    const index = (this.end >> CHUNK_BITS) - this.firstChunk;
    let chunk = this.chunks[index];
    if (chunk === undefined) {
      chunk = this.spare.pop() ?? new LogChunk();
      chunk.clear();
      // A log that was only counted before its first reader begins in the middle of a chunk.
      chunk.length = this.end & CHUNK_MASK;
      this.chunks.push(chunk);
    }
    const to = chunk.append(from, row, skip, count);
    chunk.storedUs[to] = storedUs;
    chunk.wireRecords[to] = wireRecords;
    chunk.wireBytes[to] = wireBytes;
    this.end++;
  }

  /** A reader is done with everything before `position`. */
  release(reader: number, position: number): void {
    if (!(position >= this.released[reader]! && position <= this.end)) this.refuse(reader, position);
    this.released[reader] = position;
    let start = position;
    for (const other of this.released) if (other < start) start = other;
    this.start = start;
    while (this.chunks.length > 0 && (this.firstChunk + 1) << CHUNK_BITS <= start) {
      this.spare.push(this.chunks.shift()!);
      this.firstChunk++;
    }
  }

  private refuse(reader: number, position: number): never {
    const { end } = this;
    invariant(false, 'a reader goes forward in its log', { position, released: this.released[reader], end });
  }

  /** The first position that a reader is not done with. */
  releasedBy(reader: number): number {
    return this.released[reader]!;
  }
}
