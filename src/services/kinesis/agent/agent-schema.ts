// How the Kinesis Agent is configured in a scenario: its own names, times as quantities (maxBufferAge is its
// maxBufferAgeMillis).

import { z } from 'zod';
import { assumed, withDefault } from '../../../language/field.ts';
import { count, duration, oneOf, size } from '../../../language/words.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { PARTITION_KEY_OPTIONS } from './random-keys.ts';

const FLOW = 'KinesisFileFlow.java and Constants.java of the Amazon Kinesis Agent 2.0';
const CONFIG = 'AgentConfiguration.java of the Amazon Kinesis Agent 2.0';

/** `client: { type: agent, … }`. */
export const agentSchema = z.strictObject({
  maxBufferAge: withDefault(
    duration({ min: '1 s', max: '15 min', source: FLOW }),
    '1 min',
    'How long a buffer is filled before it is to be sent (maxBufferAgeMillis).',
    FLOW,
  ),
  maxBufferSizeRecords: withDefault(
    count({ min: 1, max: 500, source: FLOW }),
    500,
    'Records in a buffer; one buffer is one PutRecords call.',
    FLOW,
  ),
  maxBufferSizeBytes: withDefault(
    size({ min: '1 B', max: '5 MiB', source: FLOW }),
    '5 MiB',
    'Data and keys in a buffer.',
    FLOW,
  ),
  partitionKeyOption: withDefault(
    oneOf(PARTITION_KEY_OPTIONS),
    'RANDOM',
    'The partition key: a random number, or the MD5 of the data. The key of the workload is not used.',
    FLOW,
  ),
  publishQueueCapacity: withDefault(
    count({ min: 1, max: 100_000 }),
    100,
    'Buffers that wait to be sent for the first time; when they are so many, the file is not read on.',
    FLOW,
  ),
  retryInitialBackoff: withDefault(
    duration({ min: '10 ms', max: '1 h' }),
    '100 ms',
    'The wait after the first failure (retryInitialBackoffMillis); each further one doubles it.',
    FLOW,
  ),
  retryMaxBackoff: withDefault(
    duration({ min: '10 ms', max: '1 h' }),
    '10 s',
    'The longest wait before jitter (retryMaxBackoffMillis).',
    FLOW,
  ),
  maxSendingThreads: assumed(
    count({ min: 1, max: 10_000 }),
    24,
    'Requests that one host has under way at a time.',
    { why: 'the agent has 12 for each core of its host; a host of two cores', low: '12', high: '96' },
  ),
  sendingThreadsMaxQueueSize: withDefault(
    count({ min: 1, max: 100_000 }),
    100,
    'Buffers that wait for a sending thread; more are put back, and the agent backs off.',
    CONFIG,
  ),
  requestLatency: requestLatency('PutRecords', 'How long a put takes when nothing throttles it.'),
});

export type AgentConfig = z.output<typeof agentSchema>;
