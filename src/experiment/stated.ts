// What a result states at a path: the estimate of a metric's statistic, of the bill or of one of its lines. It reads the
// result alone, so it does not matter whether the result was just made or was saved a year ago.

import { type Estimate, UNTOLD } from '../metrics/estimate.ts';
import type { CostResult } from './cost-result.ts';
import { pathOfObjective } from './figure-path.ts';
import type { DesignResult } from './result.ts';

const COST_LINE = /^cost\[(.*)\]\.(perMonth|inWindow)$/s;
const METRIC = /^([^.[\]]+)(?:\[([^\]]*)\])?\.(.+)\.([^.]+)$/s;

/** The estimate at a path, as `Figure` writes it; untold where the result does not have it. */
export function estimateAt(result: DesignResult, path: string): Estimate {
  if (path === 'cost.perMonth') return result.cost.perMonth ?? UNTOLD;
  if (path === 'cost.inWindow') return result.cost.window;
  const [, line, item] = COST_LINE.exec(path) ?? [];
  if (line !== undefined) return lineAt(result.cost, line, item as 'perMonth' | 'inWindow');
  // A worst minute is told where it was asked for alone.
  if (path.includes('@'))
    return result.objectives.find((one) => pathOfObjective(one) === path)?.observed ?? UNTOLD;
  const [, name, part, metric, statistic] = METRIC.exec(path) ?? [];
  const component = name === undefined ? undefined : result.components[name];
  const metrics =
    part === undefined ? component?.metrics : component?.parts?.items.find(({ id }) => id === part)?.metrics;
  return metrics?.[metric ?? '']?.statistics[statistic ?? ''] ?? UNTOLD;
}

// A line that the bill does not have costs nothing.
function lineAt({ lines }: CostResult, name: string, item: 'perMonth' | 'inWindow'): Estimate {
  const line = lines.find(({ component, meter }) => `${component}.${meter}` === name);
  return line === undefined ? { value: 0, ci95: [0, 0] } : line[item];
}
