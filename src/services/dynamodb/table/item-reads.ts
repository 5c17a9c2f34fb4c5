// The reads of a table's items, one by one or by pages: a Query or a Scan takes units of all that it evaluates, rounded up once,
// whatever it returns of it; what is read by its key is rounded by itself.

import type { PutCall } from '../../ports/record-sink.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { readHalves } from '../capacity/units.ts';
import type { Entries } from '../index/entries.ts';
import type { GlobalIndex } from '../index/global-index.ts';
import { PAGE_BYTES } from '../limits.ts';
import type { Throughput } from '../throughput/throughput.ts';
import type { AskedPage } from './indexed-table.ts';
import type { ItemSizes } from './item-sizes.ts';
import type { TableOperation } from './table-operations.ts';

/** Asks for the capacity of reads, and takes it. */
export class ItemReads {
  private readonly own: Throughput;
  private readonly indexes: ReadonlyMap<string, GlobalIndex>;
  private readonly locals: ReadonlyMap<string, Entries>;
  private readonly sizes: ItemSizes;

  /** @param indexes the global ones by name, which may come later */
  constructor(
    own: Throughput,
    indexes: ReadonlyMap<string, GlobalIndex>,
    locals: ReadonlyMap<string, Entries>,
    sizes: ItemSizes,
  ) {
    this.own = own;
    this.indexes = indexes;
    this.locals = locals;
    this.sizes = sizes;
  }

  /** Reads one item. @returns why it is refused, a reason; 0 when it is served */
  item(
    key: number,
    itemBytes: number,
    { isConsistent, isTransaction }: TableOperation,
    nowUs: number,
  ): number {
    const halves = readHalves(itemBytes, isConsistent) * (isTransaction ? 2 : 1);
    return take(this.own, key, halves, isConsistent, nowUs);
  }

  /** Reads items in one transaction: one that is refused cancels all, and those before it have been read. @returns why, or 0 */
  transaction(
    batch: RecordBatch,
    operation: TableOperation,
    itemBytes: (key: number, ownBytes: number) => number,
    nowUs: number,
  ): number {
    for (let row = 0; row < batch.length; row++) {
      const key = batch.key[row]!;
      for (let i = 0; i < batch.count[row]!; i++) {
        const why = this.item(key, itemBytes(key, batch.sizeBytes[row]!), operation, nowUs);
        if (why !== 0) return why;
      }
    }
    return 0;
  }

  /**
   * Reads one page of items that lie under one key, or as they lie in a Scan, and tells the call how many they were.
   * @param number of the record, of those in the row
   * @returns why it is refused, a reason; 0 when it is served
   */
  page(call: PutCall, row: number, number: number, operation: TableOperation, nowUs: number): number {
    const { index, isConsistent, fetches, isScan } = operation;
    const { batch } = call;
    const key = batch.key[row]!;
    const origin = batch.origin[row]!;
    const itemBytes = this.sizes.ofPage(operation, key, batch.sizeBytes[row]!);
    const entryBytes = this.entryBytes(operation, itemBytes, origin, number);
    // It stops after the item that reaches the page's size.
    const read = Math.min(call.items, Math.ceil(PAGE_BYTES.value / entryBytes));
    call.itemsRead = read;
    let halves = readHalves(read * entryBytes, isConsistent);
    // What an entry does not have is read with the item, each rounded by itself.
    if (fetches) halves += read * readHalves(itemBytes, isConsistent);
    const global = index === null ? undefined : this.indexes.get(index);
    if (global === undefined) return take(this.own, key, halves, isConsistent, nowUs, isScan);
    return take(global.throughput, global.keyOf(origin, number), halves, false, nowUs, isScan);
  }

  /** What a row of a call for a page asks for, for whoever keeps results. */
  pageOf({ batch }: PutCall, row: number, operation: TableOperation): AskedPage {
    const { index, isScan, fetches } = operation;
    const [key, origin, number] = [batch.key[row]!, batch.origin[row]!, batch.number[row]!];
    const itemBytes = this.sizes.ofPage(operation, key, batch.sizeBytes[row]!);
    const global = index === null ? undefined : this.indexes.get(index);
    return {
      key: isScan ? NO_KEY : (global?.keyOf(origin, number) ?? key),
      itemBytes: fetches ? itemBytes : this.entryBytes(operation, itemBytes, origin, number),
    };
  }

  private entryBytes(
    { index, isScan }: TableOperation,
    itemBytes: number,
    origin: number,
    number: number,
  ): number {
    if (index === null) return itemBytes;
    const entries = this.indexes.get(index)?.entries ?? this.locals.get(index);
    if (entries === undefined) return itemBytes;
    return isScan ? entries.meanBytes(itemBytes) : entries.bytes(origin, number, itemBytes);
  }
}

/** What a Scan is asked for by. */
const NO_KEY = -1;

function take(
  throughput: Throughput,
  key: number,
  halves: number,
  isConsistent: boolean,
  nowUs: number,
  isScan = false,
): number {
  const partition = throughput.partitionOf(key);
  if (isScan) throughput.askedScan(key, halves);
  else throughput.askedRead(key, halves);
  const why = throughput.readRefusal(partition, halves, isConsistent, nowUs);
  if (why !== 0) throughput.readRefused(partition, halves, why, nowUs);
  else throughput.read(partition, halves, isConsistent, nowUs, isScan);
  return why;
}
