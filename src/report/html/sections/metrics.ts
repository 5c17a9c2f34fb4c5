// Every metric of every component, one column a design: what the sections before it were chosen from. Folded away, for
// most readers never need it.

import type { DesignResult, MetricResult } from '../../../experiment/result.ts';
import { formatEstimate, ROUGH_IN_WORDS, unitOf } from '../../number.ts';
import { html, type Markup, path } from '../markup.ts';
import { designTable, type Section, tableRow } from './frame.ts';

export function metricsSection(designs: readonly DesignResult[]): Section | null {
  const names = [...new Set(designs.flatMap(({ components }) => Object.keys(components)))];
  if (names.length === 0) return null;
  const folded = names.map((name) => {
    const type = designs.map(({ components }) => components[name]?.type).find((some) => some !== undefined);
    return html`<details><summary>${name} (${type ?? ''})</summary>${designTable(`Metrics of ${name}`, 'metric', designs, rows(designs, name))}</details>`;
  });
  return {
    id: 'metrics',
    title: 'Every metric',
    body: html`<p class="note">${ROUGH_IN_WORDS}.</p>${folded}`,
  };
}

function rows(designs: readonly DesignResult[], component: string): readonly Markup[] {
  const all = designs.map(({ components }) => components[component]?.metrics ?? {});
  const metrics = [...new Set(all.flatMap((metric) => Object.keys(metric)))];
  return metrics.flatMap((metric) => {
    const results = all.map((one): MetricResult | undefined => one[metric]);
    const statistics = [...new Set(results.flatMap((result) => Object.keys(result?.statistics ?? {})))];
    return statistics.map((statistic) =>
      tableRow(
        path(`${metric}.${statistic}`),
        results.map((result) => {
          const estimate = result?.statistics[statistic];
          return estimate === undefined ? '' : formatEstimate(estimate, unitOf(result!.unit, statistic));
        }),
      ),
    );
  });
}
