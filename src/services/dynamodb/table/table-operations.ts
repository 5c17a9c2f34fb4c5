// The API actions of a table that are built, and why it may not serve one.

import type { Operation, Reason } from '../../ports/record-sink.ts';
import { BATCH_BYTES, BATCH_GET_ITEMS, BATCH_WRITE_ITEMS, ITEM_BYTES } from '../limits.ts';

interface TableOperation extends Operation {
  readonly kind: 'read' | 'write' | 'delete';
  /** Reads: whether they see all writes before them. */
  readonly isConsistent: boolean;
}

function one(name: string, kind: TableOperation['kind'], isConsistent = false): TableOperation {
  return { name, kind, isConsistent, maxRecords: 1, maxBytes: ITEM_BYTES.value, perRecord: false };
}

function batch(
  name: string,
  kind: TableOperation['kind'],
  maxRecords: number,
  isConsistent = false,
): TableOperation {
  return { name, kind, isConsistent, maxRecords, maxBytes: BATCH_BYTES.value, perRecord: true };
}

/** The operations of a table as a sink: index 0 is PutItem. What reads consistently has ConsistentRead behind its name. */
export const TABLE_OPERATIONS: readonly TableOperation[] = [
  one('PutItem', 'write'),
  one('UpdateItem', 'write'),
  one('DeleteItem', 'delete'),
  one('GetItem', 'read'),
  one('GetItem ConsistentRead', 'read', true),
  batch('BatchWriteItem', 'write', BATCH_WRITE_ITEMS.value),
  batch('BatchGetItem', 'read', BATCH_GET_ITEMS.value),
  batch('BatchGetItem ConsistentRead', 'read', BATCH_GET_ITEMS.value, true),
];

// Indices into the reasons.
export const TOO_LARGE = 1;
export const BY_PROVISIONED = 2;
export const BY_KEY_RANGE = 3;
export const BY_MAX_ON_DEMAND = 4;
export const BY_ACCOUNT = 5;

/** Why a table does not serve a request. */
export const TABLE_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'ValidationException', kind: 'rejected' },
  { code: 'ProvisionedThroughputExceededException', kind: 'throttled' },
  { code: 'ThrottlingException', kind: 'throttled' },
  { code: 'ThrottlingException', kind: 'throttled' },
  { code: 'ThrottlingException', kind: 'throttled' },
];

/** What throttles, in the words of CloudWatch's family of metrics, by reason. */
export const THROTTLED_BY = new Map([
  [BY_PROVISIONED, 'ProvisionedThroughput'],
  [BY_KEY_RANGE, 'KeyRangeThroughput'],
  [BY_MAX_ON_DEMAND, 'MaxOnDemandThroughput'],
  [BY_ACCOUNT, 'AccountLimit'],
]);
