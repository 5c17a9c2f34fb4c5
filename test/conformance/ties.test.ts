// Nothing may depend on who was inserted first into the list of events: with the order of what is due at one instant
// and in one phase drawn, the books balance and every mean stays where it was, within its interval.

import quantile from '@stdlib/stats-base-dists-t-quantile';
import { describe, expect, it } from 'vitest';
import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import type { Design } from '../../src/scenario/design.ts';
import { designOf, run, TYPES } from './example.ts';

const R = 10;

/** The design with arrivals at even distances, so that many things fall on one instant. */
function even(design: Design): Design {
  const workloads = Object.entries(design.workloads).map(([name, workload]) => {
    const { arrivals } = workload;
    return [
      name,
      arrivals.process === 'poisson'
        ? { ...workload, arrivals: { ...arrivals, process: 'constant' as const } }
        : workload,
    ];
  });
  return { ...design, workloads: Object.fromEntries(workloads) as Design['workloads'] };
}

/** Every counter's sum, level's mean and distribution's mean, by name. */
function means({ metrics }: ReplicationResult): Map<string, number> {
  return new Map(
    metrics.map((metric) => {
      const name = [metric.component, metric.part ?? '', metric.metric].join(' ');
      if (metric.kind === 'counter') return [name, metric.sum];
      if (metric.kind === 'level') return [name, metric.mean];
      return [name, metric.count === 0 ? 0 : metric.sum / metric.count];
    }),
  );
}

describe.each(TYPES)('%s', (_name, { example }) => {
  it('has the same means, within their intervals, when the order of ties is drawn', async () => {
    const design = even(await designOf(example));
    const pairs = Array.from({ length: R }, (_, i) => ({
      inserted: means(run(design, {}, i + 1)),
      drawn: means(run(design, { ties: 'drawn' }, i + 1)),
    }));
    const names = [...pairs[0]!.inserted.keys()];
    for (const name of names) {
      const differences = pairs.map(({ inserted, drawn }) => drawn.get(name)! - inserted.get(name)!);
      const mean = differences.reduce((sum, value) => sum + value, 0) / R;
      const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (R - 1);
      // 99.9 % over all metrics of the example together.
      const half = quantile(1 - 0.0005 / names.length, R - 1) * Math.sqrt(variance / R);
      expect(Math.abs(mean), name).toBeLessThanOrEqual(half);
    }
  });
});
