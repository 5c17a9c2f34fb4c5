// All rows, in the order of the table.

import type { Row } from './row.ts';
import { bucketDd1 } from './rows/bucket-dd1.ts';
import { bucketPoisson } from './rows/bucket-poisson.ts';
import { dd1 } from './rows/dd1.ts';
import { hdrHistogram } from './rows/hdr-histogram.ts';
import { hotShard } from './rows/hot-shard.ts';
import { kinesaliteShards } from './rows/kinesalite.ts';
import { md1 } from './rows/md1.ts';
import { mg1 } from './rows/mg1.ts';
import { mm1 } from './rows/mm1.ts';
import { mmc } from './rows/mmc.ts';
import { mmcc } from './rows/mmcc.ts';
import { propagation } from './rows/propagation.ts';
import { retryDelays } from './rows/retry-delays.ts';
import { retryQuota } from './rows/retry-quota.ts';
import { tandem } from './rows/tandem.ts';

/** What `npm run validate` holds the simulator to. */
export const rows: readonly Row[] = [
  ...mm1,
  ...md1,
  ...mg1,
  ...mmc,
  ...mmcc,
  ...[tandem].flat(),
  ...[dd1].flat(),
  ...[bucketDd1].flat(),
  ...[bucketPoisson].flat(),
  ...[kinesaliteShards, retryDelays, retryQuota, hdrHistogram].flat(),
  ...hotShard,
  ...propagation,
];
