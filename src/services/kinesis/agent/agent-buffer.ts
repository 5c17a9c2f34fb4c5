// A buffer of the agent: the records of one PutRecords call, from the first that it gathers until all are stored. What
// a request leaves over stays in it, in its order.

import { PutCall } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';

const FIRST_ROWS = 64;
const MOST_ATTEMPTS = 65_535;

/** Learns that a request was answered. */
export interface BufferOwner {
  answered(buffer: AgentBuffer, nowUs: number): void;
}

/** One buffer, pooled. Its rows are single records. */
export class AgentBuffer extends PutCall {
  readonly batch = new RecordBatch(FIRST_ROWS);
  /** Data and keys, bytes. */
  bytes = 0;
  /** When its first record was added. */
  openedUs = 0;
  /** Whether its host died meanwhile: what is not stored by then is lost. */
  abandoned = false;
  owner!: BufferOwner;

  /** Makes it ready to be sent at `nowUs`. */
  begin(nowUs: number): void {
    const { length, attempt, sentUs } = this.batch;
    // All rows have been carried by the same number of requests.
    const before = attempt[0]!;
    if (before === 0) sentUs.fill(nowUs, 0, length);
    attempt.fill(Math.min(before + 1, MOST_ATTEMPTS), 0, length);
    this.reserve(length);
  }

  /** Keeps what was not stored. @returns the data of what was, bytes */
  keepRefused(): number {
    const { batch, stored } = this;
    let kept = 0;
    let storedData = 0;
    let leftBytes = 0;
    for (let row = 0; row < batch.length; row++) {
      if (stored[row] !== 0) {
        storedData += batch.sizeBytes[row]!;
        continue;
      }
      leftBytes += batch.sizeBytes[row]! + batch.keyBytes[row]!;
      if (kept !== row) batch.move(row, kept, batch.number[row]!, 1);
      kept++;
    }
    batch.length = kept;
    batch.records = kept;
    this.bytes = leftBytes;
    return storedData;
  }

  /** Empties it for another use. */
  clear(): void {
    this.batch.clear();
    this.bytes = 0;
    this.abandoned = false;
  }

  /** Tells of all that it holds. */
  holdings(held: Holdings, origin: number): void {
    bookRows(this.batch, 0, held, origin);
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }
}

/** Tells of the rows from `from` on as not yet stored. */
export function bookRows(rows: RecordBatch, from: number, held: Holdings, origin: number): void {
  const { createdUs, sizeBytes, number } = rows;
  for (let row = from; row < rows.length; row++) {
    held.beforeStore(origin, createdUs[row]!, 1, sizeBytes[row]!, number[row]!);
  }
}
