// Quotas, defaults and constants of SNS topics: each with where it was read, and the date.

import type { Limit } from '../component.ts';
import * as saturations from './saturations.ts';

const QUOTAS = 'docs.aws.amazon.com/general/latest/gr/sns.html';
const RETRIES = 'docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html';
const KIB = 1024;

/** Messages a second that an account may publish to its standard topics, by the Region's group. */
function publishRate(region: string, perSecond: number, regions: string): Limit {
  return {
    value: perSecond,
    unit: 'messages/s',
    description: `Published to standard topics by one account in ${regions}; entries of a batch count one by one.`,
    source: QUOTAS,
    date: '2026-10',
    enforced: true,
    saturation: saturations.publishSaturation(region, perSecond),
  };
}

export const PUBLISH_LARGEST = publishRate('us-east-1', 30_000, 'us-east-1');
export const PUBLISH_LARGE = publishRate('eu-west-1', 9_000, 'us-west-2 and eu-west-1');
export const PUBLISH_MEDIUM = publishRate('eu-central-1', 1_500, 'eight Regions of middle size');
export const PUBLISH_SMALL = publishRate('sa-east-1', 300, 'all other Regions');

/** Messages a second to an account's FIFO topics whose throughput scope is the message group. */
export const FIFO_PUBLISH: Readonly<Record<'largest' | 'large' | 'other', Limit>> = {
  largest: fifoRate('us-east-1', 30_000, 'us-east-1'),
  large: fifoRate('us-west-2', 9_000, 'us-west-2 and eu-west-1'),
  other: fifoRate('eu-central-1', 3_000, 'all other Regions'),
};

function fifoRate(region: string, perSecond: number, regions: string): Limit {
  return {
    value: perSecond,
    unit: 'messages/s',
    description: `Published to FIFO topics of scope MessageGroup by one account in ${regions}.`,
    source: QUOTAS,
    date: '2026-10',
    enforced: true,
    saturation: saturations.fifoSaturation(region, perSecond),
  };
}

export const GROUP_PUBLISH: Limit = {
  value: 300,
  unit: 'messages/s',
  description: 'Published to one message group of a FIFO topic of scope MessageGroup.',
  source: QUOTAS,
  date: '2026-10',
  enforced: true,
  saturation: saturations.GROUP_SATURATION,
};

export const TOPIC_PUBLISH: Limit = {
  value: 3_000,
  unit: 'messages/s',
  description: 'Published to one FIFO topic of scope Topic.',
  source: QUOTAS,
  date: '2026-10',
  enforced: true,
  saturation: saturations.TOPIC_SATURATION,
};

export const TOPIC_BYTES: Limit = {
  value: 20_000_000,
  unit: 'bytes/s',
  description: 'Published to one FIFO topic of scope Topic.',
  source: QUOTAS,
  date: '2026-10',
  enforced: true,
  saturation: saturations.TOPIC_BYTES_SATURATION,
};

export const PUBLISH_BYTES: Limit = {
  value: 256 * KIB,
  unit: 'bytes',
  description: 'Largest message, and largest batch.',
  source: QUOTAS,
  date: '2026-10',
  enforced: true,
  saturation: saturations.PUBLISH_BYTES_SATURATION,
};

export const BATCH_ENTRIES: Limit = {
  value: 10,
  unit: 'messages',
  description: 'Entries of one PublishBatch.',
  source: QUOTAS,
  date: '2026-10',
  enforced: false,
};

export const DELIVERY_RETRIES: Limit = {
  value: 100_015,
  unit: 'retries',
  description:
    'Of a delivery to a queue or a function that failed or was throttled: 3 at once, 2 after 1 s each, 10 from 1 to 20 s, the rest 20 s apart; then the message is dropped.',
  source: RETRIES,
  date: '2026-10',
  enforced: false,
};
