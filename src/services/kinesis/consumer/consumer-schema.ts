// How a consumer is written in a scenario.

import { z } from 'zod';
import { optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, oneOf } from '../../../language/words.ts';
import { callsFields, callsOf } from '../../client/calls/calls-schema.ts';
import { failedBatchesSchema } from '../../client/failing-processing.ts';
import { hostFields } from '../../client/host.ts';
import { processingSchema } from '../../client/processing.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { errorFields } from '../../client/work.ts';
import { GET_RECORDS_COUNT } from '../limits.ts';

const clientSchema = z.strictObject({
  retry: withDefault(
    retrySchema,
    {},
    'What the SDK does when a GetRecords call is refused.',
    'see its properties',
  ),
  requestLatency: requestLatency('GetRecords', 'How long GetRecords takes (mode shared).'),
  subscribeLatency: requestLatency('SubscribeToShard', 'How long SubscribeToShard takes (enhanced fan-out).'),
});

export const consumerSchema = z.strictObject({
  from: required(
    reference({ wire: 'from', ports: ['RecordLog'], what: 'a stream' }),
    'The stream that it reads.',
  ),
  mode: withDefault(
    oneOf(['shared', 'enhanced-fan-out']),
    'shared',
    'Polls with GetRecords and shares the shard’s reads, or gets pushes of its own.',
    'Kinesis developer guide, consumers',
  ),
  library: withDefault(
    oneOf(['sdk'], { later: ['kcl-1', 'kcl-2', 'kcl-3'] }),
    'sdk',
    'What reads the shards.',
    'the plain SDK',
  ),
  initialPositionInStream: withDefault(
    oneOf(['LATEST', 'TRIM_HORIZON']),
    'LATEST',
    'Where it begins when it joins late: behind the last record that can be read then, or at the oldest that is kept.',
    'Kinesis Client Library, initialPositionInStream',
  ),
  joinsAt: optional(
    duration({ max: '3650 d' }),
    'When it begins to read, counted from the start of the measured window; without it, it is there from the start of the run.',
  ),
  ...hostFields,
  maxRecords: withDefault(
    count({ min: 1, max: GET_RECORDS_COUNT.value, source: GET_RECORDS_COUNT.source }),
    GET_RECORDS_COUNT.value,
    'Records that one GetRecords call asks for (mode shared).',
    GET_RECORDS_COUNT.source,
  ),
  idleTimeBetweenReads: withDefault(
    duration({ max: '1 h' }),
    '1 s',
    'Sleep after each batch before the shard is read again (mode shared).',
    'Kinesis Client Library 1.x, idleTimeBetweenReadsInMillis',
  ),
  processing: withDefault(processingSchema, {}, 'How long the work takes.', 'see its properties'),
  ...errorFields,
  failedBatches: withDefault(
    failedBatchesSchema,
    {},
    'What becomes of a batch in which something fails.',
    'see its properties',
  ),
  ...callsFields,
  client: withDefault(clientSchema, {}, 'The client that reads.', 'see its properties'),
});

export type ConsumerConfig = z.output<typeof consumerSchema>;

/** Whether anything can go wrong in the processing, calls included. */
export function mayFail(config: ConsumerConfig): boolean {
  return config.errorRate > 0 || config.poisonRate > 0 || callsOf(config).length > 0;
}

/** Whether a consumer joins late and has what is kept to read before it is up to date. */
export function readsFromHorizon({ joinsAt, initialPositionInStream }: ConsumerConfig): boolean {
  return joinsAt !== undefined && initialPositionInStream === 'TRIM_HORIZON';
}
