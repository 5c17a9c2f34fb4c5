// What keeps a topic's messages from being published or delivered.

import { percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { shareOfLoss, sum } from '../../records/measured-sums.ts';
import type { TopicConfig } from './topic-schema.ts';

/** From this share of deliveries on, retries are told of. */
const MANY_RETRIES = 0.01;

/** Findings of one topic, from all replications folded. */
export function topicFindings(config: TopicConfig, measured: Measured): readonly FindingDraft[] {
  return [
    ...throttleFinding(config, measured),
    ...sizeFinding(measured),
    ...failureFinding(measured),
    ...retryFinding(measured),
  ];
}

function throttleFinding(
  { fifoTopic, fifoThroughputScope }: TopicConfig,
  measured: Measured,
): FindingDraft[] {
  const throttled = sum(measured, 'ThrottledMessages');
  if (throttled === 0) return [];
  const perSecond = (measured.statistic('AttemptedMessages', 'sum') ?? 0) / measured.windowSeconds;
  const byGroup = fifoThroughputScope === 'MessageGroup';
  const limit = fifoTopic
    ? byGroup
      ? '300 messages/s for a message group, and the account’s messages/s for all of them'
      : '3,000 messages/s, and 20 MB/s, for a FIFO topic of scope Topic'
    : 'messages/s of the account’s standard topics in the Region';
  return [
    {
      severity: 'error',
      title: `${percent(measured.statistic('ThrottledMessages', 'ratio') ?? 0)} of ${whole(perSecond)} publishes/s are throttled`,
      limit,
      shareOfHarm: shareOfLoss(measured, 'throttledOut'),
      evidence: { throttledMessages: throttled, attemptedPerSecond: perSecond },
      advice: fifoTopic
        ? byGroup
          ? 'Spread the messages over more groups: the order is kept within a group alone.'
          : 'Set fifoThroughputScope to MessageGroup, if order within a group is enough.'
        : 'Ask AWS for a higher quota, publish what belongs together as one message, or take a Region with a higher quota.',
    },
  ];
}

function sizeFinding(measured: Measured): FindingDraft[] {
  const refused = sum(measured, 'RefusedMessages');
  if (refused === 0) return [];
  return [
    {
      severity: 'error',
      title: `${whole(refused)} messages are refused as too large`,
      limit: '256 KiB a message, and a batch',
      // What endpoints refuse for good ends in the same way.
      shareOfHarm:
        sum(measured, 'NumberOfNotificationsFailed') > 0 ? null : shareOfLoss(measured, 'rejected'),
      evidence: { refusedMessages: refused },
      advice:
        'Keep the payload in S3 and publish where it lies; a queue takes 1 MiB, a topic a quarter of it.',
    },
  ];
}

function failureFinding(measured: Measured): FindingDraft[] {
  const failed = sum(measured, 'NumberOfNotificationsFailed');
  if (failed === 0) return [];
  return [
    {
      severity: 'error',
      title: `${whole(failed)} notifications are given up: their endpoint does not take them`,
      limit: 'what the endpoint refuses for good is dropped at once, the rest after 100,015 retries',
      shareOfHarm: sum(measured, 'RefusedMessages') > 0 ? null : shareOfLoss(measured, 'rejected'),
      evidence: { failedNotifications: failed },
      advice: 'Let the endpoint take what the topic takes: 256 KiB.',
    },
  ];
}

function retryFinding(measured: Measured): FindingDraft[] {
  const ratio = measured.statistic('DeliveryRetries', 'ratio') ?? 0;
  if (ratio < MANY_RETRIES) return [];
  return [
    {
      severity: 'warning',
      title: `endpoints refuse deliveries: ${ratio.toFixed(2)} retries for each that is taken`,
      limit:
        'what the endpoint takes: a FIFO queue 300 calls/s without high throughput, a function its concurrency',
      shareOfHarm: null,
      evidence: {
        retriesPerDelivery: ratio,
        deliveryTimeP99Seconds: measured.statistic('DeliveryTime', 'p99') ?? 0,
        pendingAtMost: measured.statistic('PendingNotifications', 'max') ?? 0,
      },
      advice: 'The topic goes on for 23 days, and what waits comes late: lift the limit of the endpoint.',
    },
  ];
}
