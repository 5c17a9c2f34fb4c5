// The quotas of topics, by Region and by hand: of more messages at once than that, a second's worth is published (that it can be
// spent at once is an assumption), and half a second later what came back meanwhile, half as much. Of 100,000 B each, 200 are
// the 20 MB a second of a FIFO topic.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GROUPS = ['components.topic.fifoTopic=true', 'components.topic.fifoThroughputScope=MessageGroup'];
const ONE_GROUP = [...GROUPS, 'workloads.messages.partitionKey.keys=1'];
const FIFO = ['components.topic.fifoTopic=true'];
const LARGE = [...FIFO, 'workloads.messages.size=100000 B'];
const MEDIUM = [
  'us-east-2',
  'us-west-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
];

export const snsQuotas = workedRow({
  name: 'sns-quotas',
  source: 'AWS general reference, SNS endpoints and quotas; by hand',
  scenario: 'test/validation/scenarios/topic.yaml',
  claims: [
    { region: 'us-east-1', topic: 'standard topics', quota: 30_000, entry: 'publishLargest', sets: [] },
    ...['us-west-2', 'eu-west-1'].map((region) => ({
      region,
      topic: 'standard topics',
      quota: 9_000,
      entry: 'publishLarge',
      sets: [],
    })),
    ...MEDIUM.map((region) => ({
      region,
      topic: 'standard topics',
      quota: 1_500,
      entry: 'publishMedium',
      sets: [],
    })),
    { region: 'sa-east-1', topic: 'standard topics', quota: 300, entry: 'publishSmall', sets: [] },
    {
      region: 'us-east-1',
      topic: 'FIFO topics by group',
      quota: 30_000,
      entry: 'fifoPublishLargest',
      sets: GROUPS,
    },
    ...['us-west-2', 'eu-west-1'].map((region) => ({
      region,
      topic: 'FIFO topics by group',
      quota: 9_000,
      entry: 'fifoPublishLarge',
      sets: GROUPS,
    })),
    ...['eu-central-1', 'sa-east-1'].map((region) => ({
      region,
      topic: 'FIFO topics by group',
      quota: 3_000,
      entry: 'fifoPublishOther',
      sets: GROUPS,
    })),
    { region: 'us-east-1', topic: 'one group', quota: 300, entry: 'groupPublish', sets: ONE_GROUP },
    { region: 'us-east-1', topic: 'one FIFO topic', quota: 3_000, entry: 'topicPublish', sets: FIFO },
    {
      region: 'us-east-1',
      topic: 'one FIFO topic, 100 kB each',
      quota: 200,
      entry: 'topicBytes',
      sets: LARGE,
    },
  ].map(({ region, topic, quota, entry, sets }) => ({
    what: `messages to ${topic} in ${region}, twice more than a second’s worth, half a second apart: published`,
    expected: quota + quota / 2,
    within: 0,
    sets: [`region=${region}`, `workloads.messages.arrivals.batch=${quota + 100}`, ...sets],
    reaches: [`sns.topic limit ${entry}`],
    seen: (result) => sumOf(result, 'topic', 'NumberOfMessagesPublished'),
  })),
});
