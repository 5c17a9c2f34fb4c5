// How the calls are written that a consumer or a function makes while it processes: `calls: [{ to: table, per: record }]`.

import { z } from 'zod';
import { optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, oneOf, share, size, text } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';
import { partitionKeyOr } from '../../../workload/partition-key.ts';
import type { WiredRefusal, Wiring } from '../../component.ts';
import { failedRecordsSchema } from '../failed-records.ts';
import { callLatency } from '../request-latency.ts';
import { retrySchema } from '../retry.ts';

const PLAIN = 'the plain SDK';

const target = () => reference({ wire: 'to', ports: ['RecordSink'], what: 'what takes records' });

const clientSchema = z.strictObject({
  retry: withDefault(retrySchema, {}, 'What the SDK does when a whole call fails.', 'see its properties'),
  failedRecords: withDefault(
    failedRecordsSchema.omit({ keepOrder: true }),
    {},
    'What is done with the records that a call for several refused.',
    'see its properties',
  ),
  requestLatency: callLatency('How long a call takes when nothing throttles it.'),
});

const callSchema = z.strictObject({
  to: required(target(), 'What is called.'),
  operation: optional(text(), 'The API action; without it, the first that the target has.'),
  per: withDefault(
    oneOf(['record', 'batch', 'key']),
    'record',
    'One call a record; or, at the end of a batch, for the whole of it or for each of its keys. An action that takes several records (PutRecords) then carries one for each record or key, one that takes one is called once a batch, or once a key.',
    PLAIN,
  ),
  share: withDefault(
    share(),
    '100%',
    'The share of records (or keys, or batches) that it is made for.',
    PLAIN,
  ),
  partitionKey: withDefault(
    partitionKeyOr('from-record'),
    'from-record',
    'The key of what is sent: that of the record, or one of keys of its own.',
    PLAIN,
  ),
  itemSize: optional(
    distribution(size({ min: '1 B' })),
    'Bytes of what is sent for one record; without it, as many as the record has.',
  ),
  items: withDefault(
    count({ min: 1, max: 1_000_000 }),
    1,
    'Items that one call reads, of an action that reads several (Query, Scan).',
    PLAIN,
  ),
  parallel: withDefault(
    count({ min: 1, max: 1000 }),
    1,
    'How many of these calls a batch has under way at a time: with 1, each is waited for before anything else is done.',
    PLAIN,
  ),
  whenFailed: withDefault(
    oneOf(['fail', 'ignore']),
    'fail',
    'What a call that is given up does to the record that it was made for: it fails, or nobody minds.',
    PLAIN,
  ),
  client: withDefault(clientSchema, {}, 'How it is called.', 'see its properties'),
});

export type CallConfig = z.output<typeof callSchema>;

/** The properties of a component that makes calls; spread into its schema. */
export const callsFields = {
  to: optional(target(), 'Short for one call a record: calls: [{ to: … }].'),
  calls: withDefault(
    z.array(callSchema),
    [],
    'Calls that are made in the processing, in this order: it goes on when they are answered.',
    'processing that calls nobody',
  ),
};

interface WithCalls {
  readonly to?: string | undefined;
  readonly calls: readonly CallConfig[];
}

/** All calls of a component, in order. */
export function callsOf({ to, calls }: WithCalls): readonly CallConfig[] {
  return to === undefined ? calls : [callSchema.parse({ to }), ...calls];
}

/** What is wrong between calls and what they are made to. */
export function callRefusals({ calls }: WithCalls, { names }: Wiring): readonly WiredRefusal[] {
  return calls.flatMap(({ to, operation }, i) => {
    const operations = names.find(({ name }) => name === to)?.operations;
    if (operation === undefined || operations === undefined || operations.includes(operation)) return [];
    const message = `${to} has no operation "${operation}": write ${operations.join(' or ')}`;
    return [{ path: ['calls', i, 'operation'], message }];
  });
}
