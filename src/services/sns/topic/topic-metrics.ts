// What a topic measures: CloudWatch's names where CloudWatch has one.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';

export const TOPIC_METRICS: MetricDeclarations = {
  NumberOfMessagesPublished: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that the topic took.',
    series: true,
  },
  PublishedBytes: {
    kind: 'counter',
    unit: 'bytes',
    description: 'Bytes of the messages that the topic took.',
    series: true,
  },
  PublishSize: {
    kind: 'distribution',
    unit: 'bytes',
    description: 'Size of the messages that the topic took.',
  },
  AttemptedMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages in all publish requests, the refused ones included.',
  },
  ThrottledMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that were refused because too many were published.',
    per: 'AttemptedMessages',
    series: true,
  },
  RefusedMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that were refused as too large.',
    per: 'AttemptedMessages',
  },
  NumberOfNotificationsDelivered: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that an endpoint took, counted for each of them.',
    series: true,
  },
  NumberOfNotificationsFailed: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that were given up for an endpoint, counted for each of them.',
    per: 'NumberOfNotificationsDelivered',
  },
  NumberOfNotificationsFilteredOut: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that a subscription’s filter policy kept back, counted for each of them.',
    better: 'neither',
  },
  DeliveryRetries: {
    kind: 'counter',
    unit: 'count',
    description: 'Deliveries that an endpoint refused and that are tried again.',
    per: 'NumberOfNotificationsDelivered',
    series: true,
  },
  DeliveryTime: {
    kind: 'distribution',
    unit: 'seconds',
    description: 'From when a message was published until an endpoint took it.',
    series: true,
  },
  PendingNotifications: {
    kind: 'level',
    unit: 'count',
    description: 'Messages that are on their way to an endpoint, or wait to be tried again.',
    series: true,
    backlog: true,
  },
};

/** Keeps a topic's metrics. */
export class TopicMetrics {
  readonly published: Counter;
  readonly bytes: Counter;
  readonly size: Distribution;
  readonly attempted: Counter;
  readonly throttled: Counter;
  readonly refused: Counter;
  readonly delivered: Counter;
  readonly failed: Counter;
  readonly filtered: Counter;
  readonly retries: Counter;
  readonly time: Distribution;
  readonly pending: Level;

  constructor(site: Site) {
    this.published = site.counter('NumberOfMessagesPublished');
    this.bytes = site.counter('PublishedBytes');
    this.size = site.distribution('PublishSize');
    this.attempted = site.counter('AttemptedMessages');
    this.throttled = site.counter('ThrottledMessages');
    this.refused = site.counter('RefusedMessages');
    this.delivered = site.counter('NumberOfNotificationsDelivered');
    this.failed = site.counter('NumberOfNotificationsFailed');
    this.filtered = site.counter('NumberOfNotificationsFilteredOut');
    this.retries = site.counter('DeliveryRetries');
    this.time = site.distribution('DeliveryTime');
    this.pending = site.level('PendingNotifications');
    this.pending.set(0, 0);
  }
}
