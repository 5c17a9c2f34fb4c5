// A scenario for each enforced limit of SNS, in which that limit binds and no other does.

import type { Saturation } from '../saturation.ts';

function scenario(name: string, region: string, rate: string, size: string, keys: number, topic: string) {
  return `name: ${name}
region: ${region}
duration: 6 s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: ${rate} }
    partitionKey: { distribution: uniform, keys: ${keys} }
    size: ${size}
components:
  source: { type: custom.source, workload: events, to: topic }
  topic: { type: sns.topic, ${topic}subscriptions: [{ to: queue }] }
  queue: { type: sqs.queue }
`;
}

const messages = { metric: 'NumberOfMessagesPublished', largestCost: 1, overdraws: false } as const;

/** Twice what a Region takes. */
export function publishSaturation(region: string, perSecond: number): Saturation {
  return {
    kind: 'bucket',
    scenario: scenario('publish-rate', region, `${2 * perSecond}/s`, '100 B', 10, ''),
    component: 'topic',
    ...messages,
    ratePerSecond: perSecond,
    burst: perSecond,
    gapSeconds: 1 / perSecond,
  };
}

/** Twice what a Region takes of FIFO messages, over so many groups that none of them has its own limit reached. */
export function fifoSaturation(region: string, perSecond: number): Saturation {
  const scope = 'fifoTopic: true, fifoThroughputScope: MessageGroup, ';
  return {
    kind: 'bucket',
    scenario: scenario('fifo-rate', region, `${2 * perSecond}/s`, '100 B', 5000, scope),
    component: 'topic',
    ...messages,
    ratePerSecond: perSecond,
    burst: perSecond,
    gapSeconds: 1 / perSecond,
  };
}

export const GROUP_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario(
    'group-rate',
    'us-east-1',
    '900/s',
    '100 B',
    1,
    'fifoTopic: true, fifoThroughputScope: MessageGroup, ',
  ),
  component: 'topic',
  ...messages,
  ratePerSecond: 300,
  burst: 300,
  gapSeconds: 1 / 300,
};

export const TOPIC_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario('topic-rate', 'us-east-1', '6000/s', '100 B', 100, 'fifoTopic: true, '),
  component: 'topic',
  ...messages,
  ratePerSecond: 3000,
  burst: 3000,
  gapSeconds: 1 / 3000,
};

const LARGE = 100_000;

export const TOPIC_BYTES_SATURATION: Saturation = {
  kind: 'bucket',
  scenario: scenario('topic-bytes', 'us-east-1', '600/s', `${LARGE} B`, 100, 'fifoTopic: true, '),
  component: 'topic',
  metric: 'PublishedBytes',
  ratePerSecond: 20_000_000,
  burst: 20_000_000,
  largestCost: LARGE,
  overdraws: false,
  gapSeconds: 1 / 200,
};

/** Sizes up to twice what a topic takes: the largest that is taken is the limit, or a little less. */
export const PUBLISH_BYTES_SATURATION: Saturation = {
  kind: 'most',
  scenario: scenario(
    'publish-bytes',
    'us-east-1',
    '2000/s',
    '{ distribution: uniform, min: 1 B, max: 512 KiB }',
    10,
    '',
  ),
  component: 'topic',
  most: ({ statistic }) => statistic('PublishSize', 'max'),
  resolution: 2_700,
};
