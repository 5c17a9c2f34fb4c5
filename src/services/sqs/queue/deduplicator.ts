// What a FIFO queue remembers of what was sent to it.

import type { RecordBatch } from '../../records/batch.ts';

/** Knows the deduplication ids of the last five minutes, those of deleted messages included. */
export interface Deduplicator {
  /**
   * Asked once for every record that would be stored, in order; remembers what it says is new. A record (origin and
   * number) is its own deduplication id, whether by MessageDeduplicationId or by its content.
   * @param skip which record of the row
   * @returns whether it was sent before: then it is answered as stored, counted as deduplicated, and not stored
   */
  isRepeat(batch: RecordBatch, row: number, skip: number, nowUs: number): boolean;
}
