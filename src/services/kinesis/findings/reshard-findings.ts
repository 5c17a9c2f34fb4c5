// What became of a stream's shards in the window, and of requests to reshard: those that AWS refused in the run, of a team's own
// scaling or beside it.

import { inReplications, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { UPDATE_SHARD_COUNTS_PER_DAY } from '../resharding/scaling-limits.ts';
import type { ShardChanges } from '../resharding/shard-lives.ts';
import type { RefusedRequest } from '../resharding/stream-resharding.ts';

/** Findings on a stream's resharding, where there was any. Figures of changes are means over the replications that had some. */
export function reshardFindings(measured: Measured): readonly FindingDraft[] {
  return [...refusedRequests(measured), ...changesOfShards(measured)];
}

function changesOfShards({ facts }: Measured): readonly FindingDraft[] {
  const changes = facts.flatMap((one) => (one.shardChanges as ShardChanges | null) ?? []);
  if (changes.length === 0) return [];
  const mean = (figure: (one: ShardChanges) => number): number =>
    changes.reduce((sum, one) => sum + figure(one), 0) / changes.length;
  const [first, last, most] = [mean((one) => one.first), mean((one) => one.last), mean((one) => one.most)];
  const [from, until] = [mean((one) => one.fromSeconds), mean((one) => one.untilSeconds)];
  const steps = mean((one) => one.steps);
  const beyond = most > Math.max(first, last) ? ` (${meanCount(most)} at most)` : '';
  const when =
    steps > 1
      ? `${meanCount(steps)} splits and merges, the first over ${whole(from)} s into the window and the last ${whole(until)} s`
      : `one split or merge, over ${whole(from)} s into the window`;
  return [
    {
      severity: 'info',
      title: `from ${meanCount(first)} open shards it comes to ${meanCount(last)}${beyond}: ${when}${inReplications(changes.length, facts.length)}`,
      limit: 'a split or merge at a time, or AWS’s own pace in on-demand mode',
      shareOfHarm: null,
      evidence: {
        openShardsFirst: first,
        openShardsLast: last,
        openShardsMost: most,
        steps,
        firstOverAtSeconds: from,
        lastOverAtSeconds: until,
      },
      advice:
        'Consumers read a child once its parents are worked through: those that are behind when it opens get what is new the later.',
    },
  ];
}

/** A count as a mean over replications: whole where they agree. */
function meanCount(count: number): string {
  return Number.isInteger(count) ? whole(count) : count.toFixed(1);
}

function refusedRequests(measured: Measured): readonly FindingDraft[] {
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
