// The text that names a figure, as objectives write it: `dashboard.latency.p99`, `stream[shardId-000000000000].…`,
// `dashboard.latency@1min.p99`, `cost.perMonth`. Results know their figures by it.

import type { ObjectivePath } from '../scenario/design.ts';
import type { StatisticPlace } from './place.ts';

/** A path as objectives write it. */
export function pathInWords(path: ObjectivePath | StatisticPlace): string {
  if ('item' in path) return `cost.${path.item}`;
  const part = path.part === null ? '' : `[${path.part}]`;
  const minute = path.worstMinute === undefined ? '' : '@1min';
  return `${path.component}${part}.${path.metric}${minute}.${path.statistic}`;
}

/** The path that the text of an objective begins with. */
export function pathOfObjective({ text }: { readonly text: string }): string {
  return text.replace(/\s*[<>].*$/s, '').trim();
}
