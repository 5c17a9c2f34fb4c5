// The API actions of a table.

import type { Operation } from '../../ports/record-sink.ts';
import {
  BATCH_BYTES,
  BATCH_GET_ITEMS,
  BATCH_WRITE_ITEMS,
  ITEM_BYTES,
  TRANSACTION_BYTES,
  TRANSACTION_ITEMS,
} from '../limits.ts';
import type { TableConfig } from './table-schema.ts';

/** What a write does to an item. */
export type WriteKind = 'put' | 'update' | 'delete';

/** One action of a table. */
export interface TableOperation extends Operation {
  /** `read`: items, each by its key. `page`: the items of a Query or a Scan, rounded together. */
  readonly kind: 'read' | 'page' | WriteKind;
  /** Reads: whether they see all writes before them. */
  readonly isConsistent: boolean;
  /** Whether all of its items are served or none, for twice the units. */
  readonly isTransaction: boolean;
  /** Writes: whether the condition fails, so that nothing is written; it takes what the write would have. */
  readonly fails: boolean;
  /** The index that is queried; null for the table itself. */
  readonly index: string | null;
  /** Of a local index: whether the items themselves are fetched too. */
  readonly fetches: boolean;
  /** Of a page: whether it is of a Scan, which has no key and takes the items as they lie. */
  readonly isScan: boolean;
}

/** Whether an action changes items. */
export function isChange({ kind, fails }: TableOperation): boolean {
  return kind !== 'read' && kind !== 'page' && !fails;
}

const PLAIN = {
  isConsistent: false,
  isTransaction: false,
  fails: false,
  index: null,
  fetches: false,
  isScan: false,
};
const SCAN = { isScan: true };
const CONSISTENT = { isConsistent: true };

function one(name: string, kind: TableOperation['kind'], more: Partial<TableOperation> = {}): TableOperation {
  return { ...PLAIN, name, kind, maxRecords: 1, maxBytes: ITEM_BYTES.value, perRecord: false, ...more };
}

function batch(
  name: string,
  kind: TableOperation['kind'],
  maxRecords: number,
  more: Partial<TableOperation> = {},
): TableOperation {
  return { ...PLAIN, name, kind, maxRecords, maxBytes: BATCH_BYTES.value, perRecord: true, ...more };
}

// No SDK sends a cancelled transaction again: that is the application’s, as with what a batch left over.
function transaction(name: string, kind: TableOperation['kind']): TableOperation {
  const more = { isConsistent: true, isTransaction: true, maxBytes: TRANSACTION_BYTES.value };
  return batch(name, kind, TRANSACTION_ITEMS.value, more);
}

const FAILS = 'ConditionalCheckFailed';
const NEEDS_CONSISTENCY = 'ConsistentRead';

/** The actions of every table: index 0 is PutItem. What reads consistently has ConsistentRead behind its name. */
const TABLE_OPERATIONS: readonly TableOperation[] = [
  one('PutItem', 'put'),
  one('UpdateItem', 'update'),
  one('DeleteItem', 'delete'),
  one('GetItem', 'read'),
  one(`GetItem ${NEEDS_CONSISTENCY}`, 'read', CONSISTENT),
  batch('BatchWriteItem', 'put', BATCH_WRITE_ITEMS.value),
  batch('BatchGetItem', 'read', BATCH_GET_ITEMS.value),
  batch(`BatchGetItem ${NEEDS_CONSISTENCY}`, 'read', BATCH_GET_ITEMS.value, CONSISTENT),
  one('Query', 'page'),
  one(`Query ${NEEDS_CONSISTENCY}`, 'page', CONSISTENT),
  one('Scan', 'page', SCAN),
  one(`Scan ${NEEDS_CONSISTENCY}`, 'page', { ...SCAN, ...CONSISTENT }),
  transaction('TransactWriteItems', 'put'),
  transaction('TransactGetItems', 'read'),
  one(`PutItem ${FAILS}`, 'put', { fails: true }),
  one(`UpdateItem ${FAILS}`, 'update', { fails: true }),
  one(`DeleteItem ${FAILS}`, 'delete', { fails: true }),
];

/** The actions of one table: those of every table, and the queries of its indexes, by `Query NAME`. */
export function operationsOf({
  globalSecondaryIndexes = {},
  localSecondaryIndexes = {},
}: Pick<TableConfig, 'globalSecondaryIndexes' | 'localSecondaryIndexes'>): readonly TableOperation[] {
  return [
    ...TABLE_OPERATIONS,
    ...Object.keys(globalSecondaryIndexes).flatMap((index) => [
      one(`Query ${index}`, 'page', { index }),
      one(`Scan ${index}`, 'page', { index, ...SCAN }),
    ]),
    ...Object.keys(localSecondaryIndexes).flatMap((index) => [
      one(`Query ${index}`, 'page', { index }),
      one(`Query ${index} ${NEEDS_CONSISTENCY}`, 'page', { index, ...CONSISTENT }),
      one(`Query ${index} AllAttributes`, 'page', { index, fetches: true }),
      one(`Query ${index} AllAttributes ${NEEDS_CONSISTENCY}`, 'page', {
        index,
        fetches: true,
        ...CONSISTENT,
      }),
      one(`Scan ${index}`, 'page', { index, ...SCAN }),
      one(`Scan ${index} ${NEEDS_CONSISTENCY}`, 'page', { index, ...SCAN, ...CONSISTENT }),
    ]),
  ];
}
