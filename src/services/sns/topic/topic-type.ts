// What `sns.topic` declares.

import type { ComponentType } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { TOPIC_EXAMPLE } from '../examples.ts';
import * as limits from '../limits.ts';
import { TOPIC_METERS } from '../meters.ts';
import { PUBLISH_OPERATIONS, Topic } from './topic.ts';
import { topicFindings } from './topic-findings.ts';
import { TOPIC_METRICS } from './topic-metrics.ts';
import { endpointRefusals, topicRefusals, topicSchema } from './topic-schema.ts';

export const topicType: ComponentType<typeof topicSchema> = {
  name: 'sns.topic',
  summary: 'An SNS topic: what is published once goes to every queue and function that is subscribed.',
  example: TOPIC_EXAMPLE,
  schema: topicSchema,
  sendsCopies: true,
  limits: {
    publishLargest: limits.PUBLISH_LARGEST,
    publishLarge: limits.PUBLISH_LARGE,
    publishMedium: limits.PUBLISH_MEDIUM,
    publishSmall: limits.PUBLISH_SMALL,
    fifoPublishLargest: limits.FIFO_PUBLISH.largest,
    fifoPublishLarge: limits.FIFO_PUBLISH.large,
    fifoPublishOther: limits.FIFO_PUBLISH.other,
    groupPublish: limits.GROUP_PUBLISH,
    topicPublish: limits.TOPIC_PUBLISH,
    topicBytes: limits.TOPIC_BYTES,
    publishBytes: limits.PUBLISH_BYTES,
    batchEntries: limits.BATCH_ENTRIES,
    deliveryRetries: limits.DELIVERY_RETRIES,
  },
  meters: TOPIC_METERS,
  // None of its prices has a source here: what is counted is listed as not priced.
  prices: {},
  faults: {
    slow: 'Publishing and deliveries that begin meanwhile take so many times as long.',
  },
  metrics: () => TOPIC_METRICS,
  check: topicRefusals,
  checkWired: endpointRefusals,
  offers: () => [RecordSinkPort],
  operations: () => PUBLISH_OPERATIONS.map(({ name }) => name),
  build: (config, site) => new Topic(config, site),
  findings: topicFindings,
};
