// How the hand-made result is measured: estimates with their intervals, statistics of each kind of metric, the lines
// over time. Figures are given; nothing is simulated.

import type { Estimate, MetricResult, PartResult, SeriesLine } from '../../src/experiment/result.ts';
import type { MetricUnit } from '../../src/metrics/kinds.ts';
import { MEAN_BYTES, OFFERED, type Plan, WINDOW_S } from './plans.ts';

/** An estimate with a half-width; without one, no interval. */
export function estimate(value: number | null, half?: number): Estimate {
  return { value, ci95: value === null || half === undefined ? null : [value - half, value + half] };
}

export function counter(perSecond: number, unit: MetricUnit, ratio?: number): MetricResult {
  return {
    kind: 'counter',
    unit,
    statistics: {
      sum: estimate(perSecond * WINDOW_S, perSecond * 0.6),
      rate: estimate(perSecond, perSecond * 0.002),
      ...(ratio === undefined ? {} : { ratio: estimate(ratio, ratio * 0.004) }),
    },
  };
}

export function level(mean: number, max: number, unit: MetricUnit): MetricResult {
  return {
    kind: 'level',
    unit,
    statistics: {
      mean: estimate(mean, mean * 0.03),
      max: estimate(max),
      last: estimate(mean * 0.9, mean * 0.1),
    },
  };
}

/** Quantiles in order p50, p90, p95, p99, p999; null where the percentile falls among what was lost. */
export function distribution(
  count: number,
  mean: number | null,
  quantiles: readonly (number | null)[],
  max: number | null,
  unit: MetricUnit,
  above = 0,
): MetricResult {
  const percentile = (value: number | null | undefined): Estimate =>
    value === null || value === undefined
      ? { value: null, ci95: null, above }
      : estimate(value, value * 0.02);
  return {
    kind: 'distribution',
    unit,
    statistics: {
      count: estimate(count, count * 0.001),
      mean: estimate(mean, mean === null ? undefined : mean * 0.01),
      p50: percentile(quantiles[0]),
      p90: percentile(quantiles[1]),
      p95: percentile(quantiles[2]),
      p99: percentile(quantiles[3]),
      p999: percentile(quantiles[4]),
      max: max === null ? { value: null, ci95: null, above } : estimate(max),
    },
  };
}

/** A repeatable wobble in [-1, 1] for a point of a line. */
function wobble(line: number, t: number): number {
  return (((Math.imul(line * 7919 + t + 1, 2654435761) >>> 0) / 2 ** 31) % 2) - 1;
}

const shardId = (i: number): string => `shardId-${String(i).padStart(12, '0')}`;

export function parts(plan: Plan): readonly PartResult[] {
  return plan.shards.map((shard, i) => ({
    id: shardId(i),
    metrics: {
      OfferedRecords: counter(shard.offered, 'count'),
      OfferedBytes: counter(shard.offered * MEAN_BYTES, 'bytes'),
      IncomingRecords: counter(shard.stored, 'count'),
      IncomingBytes: counter(shard.stored * MEAN_BYTES, 'bytes'),
      WriteProvisionedThroughputExceeded: counter(
        shard.refused,
        'count',
        shard.refused / (shard.refused + shard.stored),
      ),
    },
  }));
}

export function lines(plan: Plan): SeriesLine[] {
  let number = 0;
  const line = (
    component: string,
    metric: string,
    part: string | null,
    unit: string,
    statistic: SeriesLine['statistic'],
    mean: number | null,
    capacity: number | null,
    spread = 0.02,
  ): SeriesLine => {
    number++;
    const periodSeconds = statistic === 'rate' ? 1 : 10;
    const values = Array.from({ length: WINDOW_S / periodSeconds }, (_, t) =>
      mean === null ? null : Math.round(mean * (1 + spread * wobble(number, t)) * 1e6) / 1e6,
    );
    return { component, metric, part, unit, statistic, periodSeconds, values, capacity };
  };
  const shardLines = plan.shards.flatMap((shard, i) => [
    line('clicks', 'OfferedRecords', shardId(i), 'count', 'rate', shard.offered, 1000, 0.05),
    line(
      'clicks',
      'IncomingRecords',
      shardId(i),
      'count',
      'rate',
      shard.stored,
      1000,
      shard.refused > 0 ? 0 : 0.05,
    ),
    line('clicks', 'OfferedBytes', shardId(i), 'bytes', 'rate', shard.offered * MEAN_BYTES, 1048576, 0.06),
    line(
      'clicks',
      'WriteProvisionedThroughputExceeded',
      shardId(i),
      'count',
      'rate',
      shard.refused,
      null,
      0.08,
    ),
  ]);
  const count = plan.shards.length;
  const stored = OFFERED * (1 - plan.lost);
  const [p50, , , p99] = plan.quantiles;
  return [
    line('clicks', 'OfferedRecords', null, 'count', 'rate', OFFERED, 1000 * count),
    line('clicks', 'IncomingRecords', null, 'count', 'rate', stored, 1000 * count),
    line('clicks', 'OfferedBytes', null, 'bytes', 'rate', OFFERED * MEAN_BYTES, 1048576 * count),
    ...shardLines,
    line('dashboard', 'latency', null, 'seconds', 'p50', p50 ?? null, null, 0.05),
    line('dashboard', 'latency', null, 'seconds', 'p99', p99 ?? null, null, 0.1),
    line('dashboard', 'latency.delivered', null, 'seconds', 'p50', plan.delivered[0] ?? null, null, 0.05),
    line('dashboard', 'latency.delivered', null, 'seconds', 'p99', plan.delivered[3] ?? null, null, 0.1),
  ];
}
