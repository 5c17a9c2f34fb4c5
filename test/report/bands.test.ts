// A run without a steady state is told by bands of time.

import { describe, expect, it } from 'vitest';
import type { DesignResult, SeriesLine } from '../../src/experiment/result.ts';
import { bandLines, bandsOf } from '../../src/report/terminal/bands.ts';

const line = (values: readonly (number | null)[]): SeriesLine => ({
  component: 'reader',
  metric: 'latency',
  part: null,
  unit: 'seconds',
  statistic: 'p99',
  periodSeconds: 10,
  values,
  capacity: null,
});

const design = (kind: 'terminating' | 'steady-state', values: readonly (number | null)[]): DesignResult =>
  ({
    question: { kind, triggers: [] },
    series: { periodSeconds: 10, lines: [line(values)] },
  }) as unknown as DesignResult;

const words = (lines: readonly unknown[]): string => JSON.stringify(lines);

describe('bands of time', () => {
  it('divide the window into whole periods, and lose none of them', () => {
    // 20 slices of 10 s in six bands: four each, so five bands of 40 s.
    const bands = bandsOf(line(Array.from({ length: 20 }, (_, i) => i)));
    expect(bands.map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds])).toEqual([
      [0, 40],
      [40, 80],
      [80, 120],
      [120, 160],
      [160, 200],
    ]);
    expect(bands.flatMap(({ values }) => values)).toHaveLength(20);
  });

  it('show the worst slice of each, and never a number where one of them falls among the lost', () => {
    const told = words(
      bandLines(design('terminating', [0.1, 0.4, 0.2, null, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 2])),
    );
    expect(told).toContain('400 ms');
    expect(told).toContain('not told');
    expect(told).toContain('2 s');
    expect(told).not.toContain('200 ms');
  });

  it('are not shown of a steady state', () => {
    expect(bandLines(design('steady-state', [1, 2]))).toEqual([]);
  });
});
