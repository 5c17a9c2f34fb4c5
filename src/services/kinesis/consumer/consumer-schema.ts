// How a consumer is written in a scenario.

import { z } from 'zod';
import { optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, oneOf } from '../../../language/words.ts';
import { isNothing } from '../../../workload/distribution.ts';
import { callsFields, callsOf } from '../../client/calls/calls-schema.ts';
import { failedBatchesSchema } from '../../client/failing-processing.ts';
import { hostFields } from '../../client/host.ts';
import { processingSchema } from '../../client/processing.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { errorFields } from '../../client/work.ts';
import type { Refusal } from '../../component.ts';
import { librarySchema } from '../kcl/kcl-schema.ts';
import { RETRIEVAL, type ReadMode } from '../kcl/retrieval.ts';
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
  mode: optional(
    oneOf(['shared', 'enhanced-fan-out']),
    'Polls with GetRecords and shares the shard’s reads, or gets pushes of its own. Without it the library’s own: shared with the SDK and with the KCL 1.x, enhanced-fan-out with the KCL 2.x and 3.x.',
  ),
  library: withDefault(
    librarySchema,
    'sdk',
    'What reads the shards: the plain SDK, one loop a shard, or the Kinesis Client Library, whose workers share the shards by leases in a table.',
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
  idleTimeBetweenReads: optional(
    duration({ max: '1 h' }),
    'Sleep after each batch before the shard is read again (mode shared); with the KCL 2.x and 3.x, which read ahead, from one call to the next. Without it 1 s, with the KCL 2.x and 3.x 1.5 s.',
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

/** Whether it polls or is pushed to. */
export function modeOf({ mode, library }: Pick<ConsumerConfig, 'mode' | 'library'>): ReadMode {
  return mode ?? RETRIEVAL[library.type].mode;
}

/** How a polling consumer waits, µs: between its calls, and after one that was refused and that the SDK has given up. */
export function paceOf({ idleTimeBetweenReads, library }: ConsumerConfig): {
  readonly idleUs: number;
  readonly refusedUs: number;
} {
  const own = RETRIEVAL[library.type];
  const idleUs = idleTimeBetweenReads ?? own.idleUs;
  return { idleUs, refusedUs: own.refusedUs ?? idleUs };
}

/** Polls that would be made without end, in no time. */
export function endlessPolls(config: ConsumerConfig): readonly Refusal[] {
  if (modeOf(config) !== 'shared' || paceOf(config).idleUs > 0) return [];
  if (!isNothing(config.client.requestLatency)) return [];
  const message =
    'a poll that takes no time, and no sleep behind it, would be made without end: give it an idleTimeBetweenReads or a requestLatency';
  return [{ path: ['idleTimeBetweenReads'], message }];
}

/** Whether anything can go wrong in the processing, calls included. */
export function mayFail(config: ConsumerConfig): boolean {
  return config.errorRate > 0 || config.poisonRate > 0 || callsOf(config).length > 0;
}

/** Whether a consumer joins late and has what is kept to read before it is up to date. */
export function readsFromHorizon({ joinsAt, initialPositionInStream }: ConsumerConfig): boolean {
  return joinsAt !== undefined && initialPositionInStream === 'TRIM_HORIZON';
}
