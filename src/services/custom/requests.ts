// What a station is asked and why it does not take a record.

import type { Operation, Reason } from '../ports/record-sink.ts';

export const OPERATIONS: readonly Operation[] = [
  { name: 'Request', maxRecords: 1_000_000, maxBytes: Number.POSITIVE_INFINITY, perRecord: true },
];

export const QUEUE_FULL = 1;
export const UNAVAILABLE = 2;
export const REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'QueueFull', kind: 'rejected' },
  { code: 'Unavailable', kind: 'failed' },
];
