// How a client of a table is written in a scenario.

import { z } from 'zod';
import { optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { share, text } from '../../../language/words.ts';
import { bufferFields, hostFields } from '../../client/host.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { maxConnectionsField } from '../../client/sdk-fields.ts';
import type { Refusal } from '../../component.ts';

const SDK =
  'AWS SDKs and tools reference, retry behaviour (2026): four attempts for DynamoDB, 25 ms after an error';

const TAKES = 'How long a request takes that is not throttled.';

const OF = 'The share of the requests that is';

const operationsSchema = z.strictObject({
  GetItem: optional(share(), `${OF} an eventually consistent GetItem.`),
  'GetItem ConsistentRead': optional(share(), `${OF} a GetItem with ConsistentRead.`),
  PutItem: optional(share(), `${OF} a PutItem.`),
  UpdateItem: optional(share(), `${OF} an UpdateItem.`),
  DeleteItem: optional(share(), `${OF} a DeleteItem.`),
});

const clientSchema = z.strictObject({
  retry: withDefault(
    retrySchema,
    { maxAttempts: 4, baseDelay: '25 ms' },
    'What the SDK does when a request fails or is throttled.',
    SDK,
  ),
  maxConnections: maxConnectionsField,
  requestLatency: withDefault(
    z.strictObject({
      GetItem: requestLatency('GetItem', TAKES),
      'GetItem ConsistentRead': requestLatency('GetItem ConsistentRead', TAKES),
      PutItem: requestLatency('PutItem', TAKES),
      UpdateItem: requestLatency('UpdateItem', TAKES),
      DeleteItem: requestLatency('DeleteItem', TAKES),
    }),
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
  client: withDefault(clientSchema, {}, 'The SDK that sends them.', 'see its properties'),
});

export type ClientConfig = z.output<typeof clientOfTableSchema>;

/** Shares that do not make a whole. */
export function operationRefusals({ operations }: ClientConfig): readonly Refusal[] {
  const all = Object.values(operations).reduce<number>((sum, one = 0) => sum + one, 0);
  if (Math.abs(all - 1) < 1e-9) return [];
  return [
    { path: ['operations'], message: `the shares come to ${+(100 * all).toPrecision(6)} %, not 100 %` },
  ];
}
