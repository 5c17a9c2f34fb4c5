// How a consumer of a queue is written in a scenario, and what of it cannot be.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, wholeSeconds } from '../../../language/words.ts';
import { writtenDuration } from '../../../language/written.ts';
import { isNothing } from '../../../workload/distribution.ts';
import { callsFields } from '../../client/calls/calls-schema.ts';
import { hostFields } from '../../client/host.ts';
import { processingSchema } from '../../client/processing.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { errorFields } from '../../client/work.ts';
import type { Refusal, Wiring } from '../../component.ts';
import { LONG_POLL_MOST, RECEIVE_MESSAGES, VISIBILITY_MOST } from '../limits.ts';

const RECEIVE = 'Amazon SQS API reference, ReceiveMessage';
const HEARTBEAT =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html: extend it before it expires';
const TRACKING =
  'Application Auto Scaling’s target tracking: alarms on three minutes to scale out, on fifteen to scale in';

const clientSchema = z.strictObject({
  retry: withDefault(retrySchema, {}, 'What the SDK does when a call is refused.', 'see its properties'),
  requestLatency: requestLatency('ReceiveMessage', 'How long a receive takes beside its waiting.'),
  deleteLatency: requestLatency('DeleteMessageBatch', 'How long a delete takes.'),
  changeVisibilityLatency: requestLatency(
    'ChangeMessageVisibilityBatch',
    'How long a heartbeat takes (with heartbeat).',
  ),
});

const scalingSchema = z.strictObject({
  minHosts: withDefault(count({ min: 1, max: 10_000 }), 1, 'It never goes below.', 'one is the least'),
  maxHosts: required(count({ min: 1, max: 10_000 }), 'It never goes above.'),
  backlogPerHost: optional(
    count({ min: 1 }),
    'The target: messages that can be received, for each host. This, or ageOfOldestMessage.',
  ),
  ageOfOldestMessage: optional(
    duration({ min: '1 s', max: '14 d' }),
    'The target: the age of the oldest message. This, or backlogPerHost.',
  ),
  scaleOutAfter: withDefault(
    duration({ min: '1 min', max: '1 h' }),
    '3 min',
    'Whole minutes above the target, one after the other, before hosts are added.',
    TRACKING,
  ),
  scaleInAfter: withDefault(
    duration({ min: '1 min', max: '24 h' }),
    '15 min',
    'Whole minutes below nine tenths of the target, one after the other, before hosts are taken away, a tenth of them at a time.',
    TRACKING,
  ),
  cooldown: withDefault(
    duration({ max: '24 h' }),
    '5 min',
    'From one change until the next.',
    'Application Auto Scaling, the default of scale-in and scale-out cooldowns of services',
  ),
  startTime: assumed(
    duration({ max: '1 h' }),
    '1 min',
    'From when a host is added until it receives; it is billed from the beginning.',
    { why: 'a container starts in half a minute, a virtual machine in minutes', low: '20 s', high: '5 min' },
  ),
});

export type ScalingConfig = z.output<typeof scalingSchema>;

export const consumerSchema = z.strictObject({
  from: required(
    reference({ wire: 'from', ports: ['MessageQueue'], what: 'a queue' }),
    'The queue that it receives from.',
  ),
  ...hostFields,
  consumers: withDefault(
    count({ min: 1, max: 10_000 }),
    1,
    'Threads on each host: each receives messages, works through them one by one, deletes them together, and receives again.',
    'a single thread',
  ),
  maxNumberOfMessages: withDefault(
    count({ min: 1, max: RECEIVE_MESSAGES.value, source: RECEIVE_MESSAGES.source }),
    RECEIVE_MESSAGES.value,
    'Messages that one receive asks for.',
    RECEIVE,
  ),
  waitTime: optional(
    wholeSeconds({ max: `${LONG_POLL_MOST.value} s`, source: LONG_POLL_MOST.source }),
    'How long a receive waits for a first message (WaitTimeSeconds); without it, as the queue has it.',
  ),
  visibilityTimeout: optional(
    wholeSeconds({ max: `${VISIBILITY_MOST.value} s`, source: VISIBILITY_MOST.source }),
    'How long what it receives stays hidden from others; without it, as the queue has it.',
  ),
  heartbeat: optional(
    duration({ min: '1 s', max: '12 h' }),
    'How often a thread hides what it works on for another visibility timeout (ChangeMessageVisibility), which must come before that is over; without it, it does not.',
  ),
  processing: withDefault(processingSchema, {}, 'How long the work takes.', 'see its properties'),
  ...errorFields,
  ...callsFields,
  scaling: optional(
    scalingSchema,
    'How hosts are added and taken away; without it there are always as many.',
  ),
  client: withDefault(clientSchema, {}, 'The client that receives.', 'see its properties'),
});

export type ConsumerConfig = z.output<typeof consumerSchema>;

/** What does not go together. */
export function consumerRefusals({ hosts, scaling }: ConsumerConfig): readonly Refusal[] {
  const found: Refusal[] = [];
  if (scaling === undefined) return found;
  const { minHosts, maxHosts, backlogPerHost, ageOfOldestMessage } = scaling;
  if (minHosts > maxHosts)
    found.push({ path: ['scaling', 'minHosts'], message: 'minHosts is above maxHosts' });
  else if (hosts < minHosts || hosts > maxHosts) {
    found.push({
      path: ['scaling', hosts < minHosts ? 'minHosts' : 'maxHosts'],
      message: `it begins with ${hosts} hosts (hosts), which is not between ${minHosts} and ${maxHosts}`,
    });
  }
  if ((backlogPerHost === undefined) === (ageOfOldestMessage === undefined)) {
    found.push({
      path: ['scaling'],
      message: 'scaling has one target: backlogPerHost, or ageOfOldestMessage',
    });
  }
  return found;
}

/** What a queue says where its consumer does not. */
interface QueueTerms {
  readonly receiveMessageWaitTime: number;
  readonly visibilityTimeout: number;
}

/** Receives that would be made without end, in no time. */
export function endlessRefusals(
  { waitTime, visibilityTimeout, client }: ConsumerConfig,
  { names }: Wiring,
): readonly Refusal[] {
  const queue = names.find(({ wire }) => wire === 'from')?.config as QueueTerms | undefined;
  if (queue === undefined || !isNothing(client.requestLatency)) return [];
  const found: Refusal[] = [];
  if ((waitTime ?? queue.receiveMessageWaitTime) === 0) {
    found.push({
      path: waitTime === undefined ? ['client', 'requestLatency'] : ['waitTime'],
      message: 'a short poll that takes no time would be made without end: give it a requestLatency, or wait',
    });
  }
  if ((visibilityTimeout ?? queue.visibilityTimeout) === 0) {
    found.push({
      path: visibilityTimeout === undefined ? ['client', 'requestLatency'] : ['visibilityTimeout'],
      message:
        'what is hidden for no time would be received without end: give the receive a requestLatency, or a visibilityTimeout',
    });
  }
  return found;
}

/** A heartbeat that comes when what it should keep hidden is visible again. */
export function heartbeatRefusals(
  { heartbeat, visibilityTimeout }: ConsumerConfig,
  { names }: Wiring,
): readonly Refusal[] {
  const queue = names.find(({ wire }) => wire === 'from')?.config as QueueTerms | undefined;
  const timeout = visibilityTimeout ?? queue?.visibilityTimeout;
  if (heartbeat === undefined || timeout === undefined || heartbeat < timeout) return [];
  const whose = visibilityTimeout === undefined ? 'the queue’s visibilityTimeout' : 'visibilityTimeout';
  return [
    {
      path: ['heartbeat'],
      message: `it is not below ${whose} (${writtenDuration(timeout)}): what is in work would be visible again, and received by others, before the first heartbeat`,
      source: HEARTBEAT,
    },
  ];
}
