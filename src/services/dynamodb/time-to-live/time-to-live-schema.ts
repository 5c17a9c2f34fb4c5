// How it is written that the items of a table expire.

import { z } from 'zod';
import { assumed, optional, required } from '../../../language/field.ts';
import { duration } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';

const timeToLiveSchema = z.strictObject({
  after: required(
    duration({ min: '1 s', max: '3650 d' }),
    'From the last write of an item until it expires: every write sets its time anew.',
  ),
  deletionDelay: assumed(
    distribution(duration({ max: '7 d' })),
    { distribution: 'uniform', min: '8 min', max: '28 min' },
    'From when an item expires until it is deleted in the background; the same for all of a key’s.',
    {
      why: 'AWS promises a few days; of 1,000 items most were deleted after 10.5 to 13 min, of 100,000 after 17 to 25, none before 8 or after 28 (bahr.dev, Analysis of DynamoDB’s TTL delay, May 2019)',
      low: '8 min',
      high: '48 h',
    },
  ),
});

export type TimeToLiveConfig = z.output<typeof timeToLiveSchema>;

export const timeToLiveFields = {
  timeToLive: optional(
    timeToLiveSchema,
    'Its items expire, and are deleted some time after that without taking capacity; its stream tells of it.',
  ),
};
