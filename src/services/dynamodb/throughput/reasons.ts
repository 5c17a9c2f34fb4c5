// Why a table, or one of its indexes, does not serve a request.

import type { Reason } from '../../ports/record-sink.ts';

// Indices into the reasons.
export const TOO_LARGE = 1;
export const BY_PROVISIONED = 2;
export const BY_KEY_RANGE = 3;
export const BY_MAX_ON_DEMAND = 4;
export const BY_ACCOUNT = 5;
export const BY_INDEX = 6;

/** Why a table does not serve a request. */
export const TABLE_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'ValidationException', kind: 'rejected' },
  { code: 'ProvisionedThroughputExceededException', kind: 'throttled' },
  { code: 'ThrottlingException', kind: 'throttled' },
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
  [BY_INDEX, 'Index'],
]);
