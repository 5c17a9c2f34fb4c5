// The port of a table for what belongs to it: its global indexes, and a cache that stands before it.

import { port } from '../../ports/port.ts';
import type { PutCall, RecordSink } from '../../ports/record-sink.ts';
import type { GlobalIndex } from '../index/global-index.ts';
import type { TableOperation } from './table-operations.ts';

/** What a page is known by, for whoever keeps results: the key that is queried (below 0: none), and bytes of an item of it. */
export interface AskedPage {
  readonly key: number;
  readonly itemBytes: number;
}

/** A table that may have indexes, and a cache before it. */
export interface IndexedTable extends RecordSink {
  readonly operations: readonly TableOperation[];
  /** The table writes to an index, and queries it, from now on. Called while building. */
  addIndex(index: GlobalIndex): void;
  /** Bytes of the item under a key. @param ownBytes of the request's record, where the table does not say its items' sizes */
  itemBytes(key: number, ownBytes: number): number;
  /** What one record of a Query or a Scan asks for. @param row of the call's batch */
  pageOf(call: PutCall, row: number): AskedPage;
  /** A cache reads an item that a transaction wrote, in another, in the background. @returns whether it is let through */
  readBack(key: number, bytes: number, nowUs: number): boolean;
  /** A cache has answered all of a request, whose `stored` holds: it is finished as if it had come here, and takes nothing. */
  answeredByCache(call: PutCall, nowUs: number): void;
}

export const IndexedTablePort = port<IndexedTable>('IndexedTable');
