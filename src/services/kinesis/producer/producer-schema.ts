// How a producer is written in a scenario.

import { z } from 'zod';
import { assumed, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { tagged } from '../../../language/tagged.ts';
import { count, duration, oneOf, size, text } from '../../../language/words.ts';
import { writtenSize } from '../../../language/written.ts';
import { bufferFields, hostFields } from '../../client/host.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { sdkFields } from '../../client/sdk-fields.ts';
import { agentSchema } from '../agent/agent-schema.ts';
import { kplSchema } from '../kpl/kpl-schema.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT } from '../limits.ts';

const CALL_BYTES = writtenSize(PUT_RECORDS_BYTES.value);

const batchSchema = z.strictObject({
  maxRecords: withDefault(
    count({ min: 1, max: PUT_RECORDS_COUNT.value, source: PUT_RECORDS_COUNT.source }),
    PUT_RECORDS_COUNT.value,
    'Records that close a batch.',
    PUT_RECORDS_COUNT.source,
  ),
  maxBytes: withDefault(
    size({ min: '1 KiB', max: CALL_BYTES, source: PUT_RECORDS_BYTES.source }),
    CALL_BYTES,
    'Data and keys that close a batch.',
    PUT_RECORDS_BYTES.source,
  ),
  linger: assumed(
    duration({ max: '1 h' }),
    '100 ms',
    'How long a batch waits for more after its first record.',
    {
      why: 'the SDK does not batch; applications that do wait about so long',
      low: '10 ms',
      high: '1 s',
    },
  ),
});

const sdkSchema = z.strictObject({
  operation: withDefault(
    oneOf(['PutRecords', 'PutRecord']),
    'PutRecords',
    'The API action: batches with partial failure, or one record a call.',
    'Kinesis API reference',
  ),
  batch: withDefault(batchSchema, {}, 'How records are gathered for PutRecords.', 'see its properties'),
  ...sdkFields('PutRecords'),
  requestLatency: requestLatency('PutRecords', 'How long a put takes when nothing throttles it.'),
});

export const producerSchema = z.strictObject({
  workload: required(text(), 'The workload whose records it sends.'),
  // PutRecords and ListShards are a stream's: nothing else that takes records has them.
  to: required(
    reference({ wire: 'to', ports: ['ShardDirectory'], what: 'a Kinesis stream' }),
    'The stream that gets the records.',
  ),
  ...hostFields,
  ...bufferFields,
  client: withDefault(
    tagged('type', { sdk: sdkSchema, kpl: kplSchema, agent: agentSchema }, { default: 'sdk' }),
    'sdk',
    'What sends the records.',
    'the plain SDK',
  ),
});

export type ProducerConfig = z.output<typeof producerSchema>;
