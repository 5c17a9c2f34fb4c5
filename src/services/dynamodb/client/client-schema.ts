// How a client of a table is written in a scenario.

import { z } from 'zod';
import { required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { share, text } from '../../../language/words.ts';
import { failedRecordsSchema } from '../../client/failed-records.ts';
import { bufferFields, hostFields } from '../../client/host.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { maxConnectionsField } from '../../client/sdk-fields.ts';
import type { Refusal } from '../../component.ts';
import { operationsSchema, partsOf } from './operations-schema.ts';

const SDK =
  'AWS SDKs and tools reference, retry behaviour (2026): four attempts for DynamoDB, 25 ms after an error';

const TAKES = 'How long a request takes that is not throttled.';

const LATENCIES = {
  GetItem: requestLatency('GetItem', TAKES),
  'GetItem ConsistentRead': requestLatency('GetItem ConsistentRead', TAKES),
  PutItem: requestLatency('PutItem', TAKES),
  UpdateItem: requestLatency('UpdateItem', TAKES),
  DeleteItem: requestLatency('DeleteItem', TAKES),
  Query: requestLatency('Query', TAKES),
  Scan: requestLatency('Scan', TAKES),
  BatchGetItem: requestLatency('BatchGetItem', TAKES),
  BatchWriteItem: requestLatency('BatchWriteItem', TAKES),
  TransactGetItems: requestLatency('TransactGetItems', TAKES),
  TransactWriteItems: requestLatency('TransactWriteItems', TAKES),
};

const clientSchema = z.strictObject({
  retry: withDefault(
    retrySchema,
    { maxAttempts: 4, baseDelay: '25 ms' },
    'What the SDK does when a request fails or is throttled.',
    SDK,
  ),
  failedRecords: withDefault(
    failedRecordsSchema.omit({ keepOrder: true }),
    {},
    'What the application does with the items that a batch left over (UnprocessedItems), and with a transaction that was cancelled: no SDK sends them again.',
    'see its properties',
  ),
  maxConnections: maxConnectionsField,
  requestLatency: withDefault(
    z.strictObject(LATENCIES),
    {},
    'How long requests take, by operation.',
    'see its properties',
  ),
});

export const clientOfTableSchema = z.strictObject({
  workload: required(
    text(),
    'The workload whose records are its requests: the key of the item, and its size.',
  ),
  to: required(reference({ wire: 'to', ports: ['RecordSink'], what: 'a table' }), 'The table.'),
  ...hostFields,
  ...bufferFields,
  operations: withDefault(
    operationsSchema,
    { PutItem: '100%' },
    'Which share of the requests is which API action; together 100 %.',
    'puts alone',
  ),
  conditionFailureRate: withDefault(
    share(),
    '0%',
    'The share of PutItem, UpdateItem and DeleteItem whose condition fails: they take capacity and change nothing.',
    'no conditions',
  ),
  client: withDefault(clientSchema, {}, 'The SDK that sends them.', 'see its properties'),
});

export type ClientConfig = z.output<typeof clientOfTableSchema>;

/** Shares that do not make a whole. */
export function operationRefusals({ operations }: ClientConfig): readonly Refusal[] {
  const all = partsOf(operations, 0).reduce((sum, { share: one }) => sum + one, 0);
  if (Math.abs(all - 1) < 1e-9) return [];
  return [
    { path: ['operations'], message: `the shares come to ${+(100 * all).toPrecision(6)} %, not 100 %` },
  ];
}

/** The latencies of operations that are not in the mix: nothing comes of them. */
export function unusedLatencies({ operations }: ClientConfig): readonly string[] {
  const used = new Set<string>(partsOf(operations, 0).map(({ name }) => name));
  return Object.keys(LATENCIES)
    .filter((name) => !used.has(name))
    .map((name) => `client.requestLatency.${name}`);
}
