// The figures that a point of a sweep is told by: those that its objectives look at, the monthly bill, and the loss and
// latency of every application.

import type { Estimate } from '../metrics/estimate.ts';
import type { ObjectivePath } from '../scenario/design.ts';
import { pathInWords } from './figure-path.ts';
import type { FoldedDesign } from './fold.ts';
import { observedAt } from './observed.ts';
import { unitOfStatistic } from './statistic.ts';

/** One figure. */
export interface Measure {
  /** As objectives write it: `dashboard.latency.p99`, `cost.perMonth`. */
  readonly path: string;
  /** Of the value: `seconds`, `ratio`, `count/s`, `USD`. */
  readonly unit: string;
  /** Whether it is a time that a record takes: what a sweep sets against the cost. */
  readonly isLatency: boolean;
  readonly estimate: Estimate;
}

/** The figures of a design, the objectives' first. */
export function measuresOf(folded: FoldedDesign): readonly Measure[] {
  const paths = new Map<string, ObjectivePath>();
  for (const path of pathsOf(folded)) {
    const words = pathInWords(path);
    if (!paths.has(words)) paths.set(words, path);
  }
  return [...paths].map(([words, path]) => measureAt(folded, words, path));
}

function* pathsOf({ measured }: FoldedDesign): Generator<ObjectivePath> {
  const { design } = measured;
  for (const { path } of design.objectives) yield path;
  yield { kind: 'cost', item: 'perMonth' };
  for (const component of Object.keys(design.components)) {
    for (const [metric, { overProduced, per }] of Object.entries(measured.declarations(component))) {
      const place = { kind: 'metric', component, part: null, metric } as const;
      if (overProduced === true) {
        yield { ...place, statistic: 'p50' };
        yield { ...place, statistic: 'p99' };
      }
      if (metric === 'lost' && per !== undefined) yield { ...place, statistic: 'ratio' };
    }
  }
}

function measureAt(folded: FoldedDesign, words: string, path: ObjectivePath): Measure {
  const { measured, result } = folded;
  const estimate = observedAt(measured, path, result.cost);
  if (path.kind === 'cost') return { path: words, unit: 'USD', isLatency: false, estimate };
  const declaration = measured.declaration(path);
  const isTime = declaration?.unit === 'seconds' || declaration?.unit === 'milliseconds';
  return {
    path: words,
    unit: unitOfStatistic(path.statistic, declaration?.unit ?? 'count'),
    isLatency: declaration?.kind === 'distribution' && isTime && path.statistic !== 'count',
    estimate,
  };
}
