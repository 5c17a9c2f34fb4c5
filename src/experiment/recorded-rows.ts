// What the replications recorded, metric by metric: a row has one record for each replication, in their order. Parts may come up
// in one replication and not in another (a shard that a stream was split into); where one is not there, nothing
// happened to it.

import { invariant } from '../engine/invariant.ts';
import type { RecordedMetric } from '../metrics/recorded.ts';
import { nothingRecorded } from '../metrics/recorded.ts';
import { keyOf } from './place.ts';
import type { ReplicationResult } from './replication-result.ts';

/**
 * The rows of all metrics, by `keyOf`.
 * @throws InvariantError when a replication lacks a metric of a whole component that another has, or has one twice
 */
export function rowsOf(
  replications: readonly ReplicationResult[],
): ReadonlyMap<string, readonly RecordedMetric[]> {
  const rows = new Map<string, (RecordedMetric | undefined)[]>();
  for (const [index, { metrics }] of replications.entries()) {
    for (const metric of metrics) {
      const key = keyOf(metric);
      const row = rows.get(key) ?? [];
      rows.set(key, row);
      invariant(row[index] === undefined, 'each replication records a metric once', { metric: key, index });
      row[index] = metric;
    }
  }
  return new Map([...rows].map(([key, row]) => [key, filled(key, row, replications.length)]));
}

function filled(
  key: string,
  row: readonly (RecordedMetric | undefined)[],
  replications: number,
): readonly RecordedMetric[] {
  const like = row.find((metric) => metric !== undefined)!;
  return Array.from({ length: replications }, (_, i) => {
    const metric = row[i];
    invariant(metric !== undefined || like.part !== null, 'all replications record the same metrics', {
      metric: key,
    });
    return metric ?? nothingRecorded(like);
  });
}
