// What became of requests to reshard: those that AWS refused in the run, of a team's own scaling or beside it.

import type { FindingDraft, Measured } from '../../component.ts';
import { UPDATE_SHARD_COUNTS_PER_DAY } from '../resharding/scaling-limits.ts';
import type { RefusedRequest } from '../resharding/stream-resharding.ts';
import { whole } from './figures.ts';

/** The finding on refused requests, where there are any. */
export function reshardFindings(measured: Measured): readonly FindingDraft[] {
  const refused = measured.statistic('ReshardErrors', 'sum') ?? 0;
  const all = measured.statistic('ReshardRequests', 'sum') ?? 0;
  if (refused === 0) return [];
  const kept = measured.facts.flatMap((facts) => facts.reshardErrors as readonly RefusedRequest[]);
  const first = kept.reduce((least, one) => (one.atSeconds < least.atSeconds ? one : least));
  const share = `${whole(refused)} of ${whole(all)} requests to reshard are refused`;
  return [
    {
      severity: 'warning',
      title: `${share}, the first ${whole(first.atSeconds)} s into the window: ${first.operation} with ${first.code} (${first.message})`,
      limit: `${UPDATE_SHARD_COUNTS_PER_DAY.value} UpdateShardCount in 24 hours; one resharding at a time`,
      shareOfHarm: null,
      evidence: {
        refusedRequests: refused,
        requests: all,
        firstAtSeconds: first.atSeconds,
        firstCode: first.code,
      },
      advice:
        'Ask less often (a longer cooldown or scaleInAfter), or for more at a time: a stream that may not scale out stays as small as it is until the day is over.',
    },
  ];
}
