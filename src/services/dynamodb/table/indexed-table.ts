// The port of a table for its global indexes: each tells its table of itself.

import { port } from '../../ports/port.ts';
import type { GlobalIndex } from '../index/global-index.ts';

/** A table that may have indexes. */
export interface IndexedTable {
  /** The table writes to an index, and queries it, from now on. Called while building. */
  addIndex(index: GlobalIndex): void;
}

export const IndexedTablePort = port<IndexedTable>('IndexedTable');
