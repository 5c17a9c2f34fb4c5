// Transactions: all items are served or none. Each takes twice its units, half of them to prepare and half to commit; of one that
// is cancelled because an item lacks capacity, those that were prepared before have taken their half (an assumption: AWS does not
// say what a cancelled transaction is billed). What a write costs in an index is not doubled.

import type { RecordBatch } from '../../records/batch.ts';
import { writeUnits } from '../capacity/units.ts';
import type { Throughput } from '../throughput/throughput.ts';
import type { ItemWrites } from './item-writes.ts';

/** Prepares the writes of one transaction after another. */
export class WriteTransactions {
  private readonly own: Throughput;
  private readonly writes: ItemWrites;
  private readonly made: (
    batch: RecordBatch,
    row: number,
    number: number,
    partition: number,
    nowUs: number,
  ) => void;
  // Of the transaction in hand, by item.
  private readonly rows: number[] = [];
  private readonly records: number[] = [];
  private readonly partitions: number[] = [];
  private readonly units: number[] = [];
  private readonly prepared: number[] = [];

  /** @param made told of each item that is written: its row, its record’s number, and its partition */
  constructor(
    own: Throughput,
    writes: ItemWrites,
    made: (batch: RecordBatch, row: number, number: number, partition: number, nowUs: number) => void,
  ) {
    this.own = own;
    this.writes = writes;
    this.made = made;
  }

  /**
   * Serves the transaction of a batch's rows, or refuses it.
   * @param storedBytes bytes of what is there under a key
   * @returns why it is refused, a reason; 0 when all of it is written
   */
  serve(batch: RecordBatch, storedBytes: (key: number, ownBytes: number) => number, nowUs: number): number {
    const { rows, records, partitions, units, prepared, writes } = this;
    for (const list of [rows, records, partitions, units, prepared]) list.length = 0;
    let why = 0;
    for (let row = 0; row < batch.length && why === 0; row++) {
      const key = batch.key[row]!;
      const ownBytes = batch.sizeBytes[row]!;
      const once = writeUnits(storedBytes(key, ownBytes), ownBytes);
      for (let i = 0; i < batch.count[row]! && why === 0; i++) {
        const number = batch.number[row]! + i;
        why = writes.reserve(key, 2 * once, batch.origin[row]!, number, ownBytes, 'put', true, nowUs);
        if (why !== 0) break;
        rows.push(row);
        records.push(number);
        partitions.push(writes.partition);
        units.push(writes.units);
        prepared.push(once);
      }
    }
    this.settle(batch, why === 0, nowUs);
    return why;
  }

  private settle(batch: RecordBatch, isMade: boolean, nowUs: number): void {
    const { own, partitions, units, prepared, rows, records, writes } = this;
    for (const [item, row] of rows.entries()) {
      const taken = isMade ? units[item]! : prepared[item]!;
      if (!isMade) own.releaseWrite(partitions[item]!, units[item]! - taken);
      own.countWrite(partitions[item]!, taken, nowUs);
      if (isMade) this.made(batch, row, records[item]!, partitions[item]!, nowUs);
      writes.settleIndexes(batch.origin[row]!, records[item]!, batch.sizeBytes[row]!, 'put', isMade, nowUs);
    }
  }
}
