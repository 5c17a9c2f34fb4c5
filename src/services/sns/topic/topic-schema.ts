// How a topic is written in a scenario, and what AWS refuses of it.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { duration, flag, oneOf, share } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';
import type { Refusal, WiredRefusal, Wiring } from '../../component.ts';

const API = 'Amazon SNS API reference, Subscribe and SetSubscriptionAttributes';
const FIFO = 'docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html';

const subscriptionSchema = z.strictObject({
  to: required(
    reference({ wire: 'to', ports: ['RecordSink'], what: 'a queue or a function' }),
    'The endpoint that gets a copy of each message.',
  ),
  filterShare: withDefault(
    share(),
    '100%',
    'The share of messages that its filter policy lets through.',
    `${API}: without a filter policy, all`,
  ),
});

export const topicSchema = z.strictObject({
  fifoTopic: withDefault(flag(), false, 'Whether it keeps the order within a message group.', API),
  fifoThroughputScope: optional(
    oneOf(['Topic', 'MessageGroup']),
    'FIFO topics only: whether the quota of throughput is the topic’s, or that of each group and of the account; Topic when left out.',
  ),
  subscriptions: required(z.array(subscriptionSchema).min(1), 'Who gets the messages.'),
  deliveryLatency: assumed(
    distribution(duration()),
    { distribution: 'lognormal', median: '12 ms', sigma: 0.4 },
    'From when a message is published until it is at an endpoint that takes it.',
    {
      why: 'no published distribution; a FIFO topic before a FIFO queue was measured to add 12 ms to the median',
      low: '{ distribution: lognormal, median: 5 ms, sigma: 0.4 }',
      high: '{ distribution: lognormal, median: 50 ms, sigma: 0.4 }',
    },
  ),
});

export type TopicConfig = z.output<typeof topicSchema>;
export type SubscriptionConfig = TopicConfig['subscriptions'][number];

/** What is wrong between its properties. */
export function topicRefusals({ fifoTopic, fifoThroughputScope, subscriptions }: TopicConfig): Refusal[] {
  const refusals: Refusal[] = [];
  if (!fifoTopic && fifoThroughputScope !== undefined) {
    refusals.push({
      path: ['fifoThroughputScope'],
      message: 'FifoThroughputScope is an attribute of FIFO topics: fifoTopic is false',
      source: API,
    });
  }
  for (const [i, { to }] of subscriptions.entries()) {
    if (subscriptions.findIndex((other) => other.to === to) === i) continue;
    refusals.push({
      path: ['subscriptions', i, 'to'],
      message: `"${to}" is subscribed already: an endpoint is subscribed to a topic once`,
      source: API,
    });
  }
  return refusals;
}

/** What is wrong between it and its subscribers. */
export function endpointRefusals(
  { fifoTopic, subscriptions }: TopicConfig,
  { names }: Wiring,
): WiredRefusal[] {
  return subscriptions.flatMap(({ to }, i) => {
    const endpoint = names.find(({ name, wire }) => name === to && wire === 'to');
    const operations = endpoint?.operations ?? [];
    const path = ['subscriptions', i, 'to'];
    if (operations.includes('Invoke')) {
      if (!fifoTopic) return [];
      const message =
        'a FIFO topic does not deliver to functions: subscribe a queue, and map the function to it';
      return [{ path, message, source: FIFO }];
    }
    if (!operations.includes('SendMessage')) {
      const message = `a topic delivers to queues and functions here: "${to}" is ${endpoint?.type}`;
      return [{ path, message, source: API }];
    }
    const { fifoQueue } = (endpoint?.config ?? {}) as { readonly fifoQueue?: boolean };
    if (fifoTopic || fifoQueue !== true) return [];
    const message =
      'a FIFO queue cannot be subscribed to a standard topic: set fifoTopic, or take a standard queue';
    return [{ path, message, source: FIFO }];
  });
}
