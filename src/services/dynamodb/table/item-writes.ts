// The writes of a table's items: one passes the table's capacity, that of each global index that it touches, the limits of its
// partition and those of the partitions of these indexes. It takes of all of them or of none.

import type { Entries } from '../index/entries.ts';
import type { GlobalIndex } from '../index/global-index.ts';
import { BY_INDEX } from '../throughput/reasons.ts';
import type { Throughput } from '../throughput/throughput.ts';
import type { WriteKind } from './table-operations.ts';

/** Asks for the capacity of writes, and takes it. */
export class ItemWrites {
  private readonly own: Throughput;
  private readonly indexes: readonly GlobalIndex[];
  private readonly locals: readonly Entries[];
  /** Of the write that was asked for last: its partition, and its units, those of local indexes included. */
  partition = 0;
  units = 0;

  /** @param indexes the global ones, which may come later */
  constructor(own: Throughput, indexes: readonly GlobalIndex[], locals: readonly Entries[]) {
    this.own = own;
    this.indexes = indexes;
    this.locals = locals;
  }

  /**
   * Asks for one item's write, and takes its place where nothing refuses.
   * @param ownUnits of the item itself
   * @param touchesIndexes false where a condition fails
   * @returns why it is refused, a reason; 0 when it has its place
   */
  reserve(
    key: number,
    ownUnits: number,
    origin: number,
    number: number,
    itemBytes: number,
    kind: WriteKind,
    touchesIndexes: boolean,
    nowUs: number,
  ): number {
    const { own } = this;
    const indexes = touchesIndexes ? this.indexes : NONE;
    let units = ownUnits;
    if (touchesIndexes)
      for (const local of this.locals) units += unitsIn(local, origin, number, itemBytes, kind);
    const partition = own.partitionOf(key);
    this.partition = partition;
    this.units = units;
    own.askedWrite(key, units);
    let why = own.writeRefusal(units, nowUs);
    for (const index of indexes) {
      index.look(origin, number, itemBytes, kind);
      index.asked();
      if (why === 0 && index.refuses(nowUs)) why = BY_INDEX;
    }
    if (why === 0) why = own.partitionRefusal(partition, units, nowUs);
    for (const index of indexes) if (why === 0 && index.partitionRefuses(nowUs)) why = BY_INDEX;
    if (why !== 0) {
      own.writeRefused(partition, units, why, nowUs);
      return why;
    }
    own.reserveWrite(partition, units);
    for (const index of indexes) index.reserve();
    return 0;
  }

  /** The write that was reserved last is made. */
  make(touchesIndexes: boolean, nowUs: number): void {
    this.own.countWrite(this.partition, this.units, nowUs);
    if (touchesIndexes) for (const index of this.indexes) index.count(nowUs);
  }

  /** A write that was reserved is made in the indexes, or is not made there. */
  settleIndexes(
    origin: number,
    number: number,
    itemBytes: number,
    kind: WriteKind,
    isMade: boolean,
    nowUs: number,
  ): void {
    for (const index of this.indexes) {
      index.look(origin, number, itemBytes, kind);
      if (isMade) index.count(nowUs);
      else index.release();
    }
  }
}

const NONE: readonly GlobalIndex[] = [];

function unitsIn(local: Entries, origin: number, number: number, itemBytes: number, kind: WriteKind): number {
  return local.touched(origin, number, itemBytes, kind) * local.units;
}
