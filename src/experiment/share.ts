// A percentile's objective as a share: "p99 < 1 s" says that at least 99 % of the sample were below 1 s, and that
// was counted exactly. A share needs no bins, and its interval stays sound where a percentile's would be rough.

import { invariant } from '../engine/invariant.ts';
import { binOf } from '../metrics/bins.ts';
import { countBefore } from '../metrics/histogram.ts';
import type { MetricUnit } from '../metrics/kinds.ts';
import { sizeOf } from '../metrics/sample.ts';
import { recordedLimit } from '../metrics/unit.ts';
import type { Objective } from '../scenario/design.ts';
import type { CountedShare } from './counted-share.ts';
import { wantsLess } from './interval.ts';
import type { Measurements } from './measurements.ts';
import type { StatisticPlace } from './place.ts';
import { asksForMinute, worstShares } from './worst-minute.ts';

/**
 * Counts how much of the sample lies below the limit (for `<` and `>=`) or at most at it (`<=`, `>`). What was lost
 * lies beyond; what is in flight is taken for whatever speaks against the objective, as far as its age allows.
 * @throws InvariantError when the run did not watch the limit
 */
export function shareWithin(
  measured: Measurements,
  objective: Objective,
  place: StatisticPlace,
  unit: MetricUnit,
): CountedShare {
  const limit = recordedLimit(unit, objective.limit);
  const inclusive = objective.operator === '<=' || objective.operator === '>';
  if (asksForMinute(place)) return worstShares(measured, place, limit, inclusive);
  const { each } = measured.samples(place);
  const row = measured.of('distribution', place);
  const within = each.map((sample, i) => {
    if (sizeOf(sample) === 0) return 0;
    const watched = row?.[i]?.thresholds.find((threshold) => threshold.limit === limit);
    invariant(watched !== undefined, "a run watches its objectives' limits", { ...place, limit });
    const known = inclusive ? watched.atMost : watched.below;
    return wantsLess(objective.operator) ? known : known + countBefore(sample.ages, binOf(limit) + 1);
  });
  return { within, all: each.map(sizeOf) };
}
