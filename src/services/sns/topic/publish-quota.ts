// How much may be published. Standard topics share their account's quota of messages in a Region; a FIFO topic has a quota
// of its own, or, with the scope MessageGroup, shares one of the account's while each group has its own.

import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Limit, Site } from '../../component.ts';
import { port } from '../../ports/port.ts';
import {
  FIFO_PUBLISH,
  GROUP_PUBLISH,
  PUBLISH_LARGE,
  PUBLISH_LARGEST,
  PUBLISH_MEDIUM,
  PUBLISH_SMALL,
  TOPIC_BYTES,
  TOPIC_PUBLISH,
} from '../limits.ts';
import type { TopicConfig } from './topic-schema.ts';

const LARGEST = ['us-east-1'];
const LARGE = ['us-west-2', 'eu-west-1'];
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

const StandardQuotaPort = port<TokenBucket>('SnsStandardQuota');
const FifoQuotaPort = port<TokenBucket>('SnsFifoQuota');

/** What an account may publish to its standard topics of a Region. */
function standardLimit(region: string): Limit {
  if (LARGEST.includes(region)) return PUBLISH_LARGEST;
  if (LARGE.includes(region)) return PUBLISH_LARGE;
  return MEDIUM.includes(region) ? PUBLISH_MEDIUM : PUBLISH_SMALL;
}

function fifoLimit(region: string): Limit {
  if (LARGEST.includes(region)) return FIFO_PUBLISH.largest;
  return LARGE.includes(region) ? FIFO_PUBLISH.large : FIFO_PUBLISH.other;
}

function bucketOf({ value }: Limit): TokenBucket {
  return new TokenBucket(value, value);
}

/** Lets messages of one topic through. */
export interface PublishQuota {
  /** @param group the message's key @returns how many of `count` such messages may be published now; they are */
  admit(group: number, sizeBytes: number, count: number, nowUs: number): number;
}

/** The quota that a topic has, or has a share in. */
export function publishQuota({ fifoTopic, fifoThroughputScope }: TopicConfig, site: Site): PublishQuota {
  if (!fifoTopic) {
    const bucket = site.shared(StandardQuotaPort, () => bucketOf(standardLimit(site.region)));
    return { admit: (_group, _sizeBytes, count, nowUs) => bucket.admit(nowUs, count) };
  }
  return fifoThroughputScope === 'MessageGroup'
    ? new GroupQuota(site.shared(FifoQuotaPort, () => bucketOf(fifoLimit(site.region))))
    : new TopicQuota();
}

class TopicQuota implements PublishQuota {
  private readonly messages = bucketOf(TOPIC_PUBLISH);
  private readonly bytes = bucketOf(TOPIC_BYTES);

  admit(_group: number, sizeBytes: number, count: number, nowUs: number): number {
    const byMessages = this.messages.affordable(nowUs, 1, count);
    const admitted = this.bytes.affordable(nowUs, Math.max(1, sizeBytes), byMessages);
    this.messages.take(admitted);
    this.bytes.take(admitted * Math.max(1, sizeBytes));
    return admitted;
  }
}

class GroupQuota implements PublishQuota {
  private readonly account: TokenBucket;
  private readonly groups = new Map<number, TokenBucket>();

  constructor(account: TokenBucket) {
    this.account = account;
  }

  admit(group: number, _sizeBytes: number, count: number, nowUs: number): number {
    let own = this.groups.get(group);
    if (own === undefined) {
      own = bucketOf(GROUP_PUBLISH);
      this.groups.set(group, own);
    }
    const admitted = this.account.affordable(nowUs, 1, own.affordable(nowUs, 1, count));
    own.take(admitted);
    this.account.take(admitted);
    return admitted;
  }
}
