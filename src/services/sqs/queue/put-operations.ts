// The actions by which a queue takes messages, and why it may not take one.

import type { Operation, Reason } from '../../ports/record-sink.ts';
import { BATCH_BYTES, BATCH_ENTRIES } from '../limits.ts';

/** The operations of a queue as a sink: index 0 is SendMessage. */
export const PUT_OPERATIONS: readonly Operation[] = [
  { name: 'SendMessage', maxRecords: 1, maxBytes: BATCH_BYTES.value, perRecord: false },
  {
    name: 'SendMessageBatch',
    maxRecords: BATCH_ENTRIES.value,
    maxBytes: BATCH_BYTES.value,
    perRecord: true,
  },
];

// Indices into the reasons.
export const THROTTLED = 1;
export const TOO_LARGE = 2;
export const BATCH_TOO_LARGE = 3;
export const TOO_MANY = 4;

/** Why a queue does not store a record. */
export const PUT_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'RequestThrottled', kind: 'throttled' },
  { code: 'InvalidParameterValue', kind: 'rejected' },
  { code: 'BatchRequestTooLong', kind: 'rejected' },
  { code: 'TooManyEntriesInBatchRequest', kind: 'rejected' },
];
