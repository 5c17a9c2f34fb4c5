// What was seen of an objective, in the words of every report.

import type { ObjectiveResult } from '../experiment/result.ts';
import { formatEstimate } from './number.ts';

/** What was observed, never printed as equal to a limit that it does not equal. */
export function observedText({ observed, unit, limit }: ObjectiveResult): string {
  return formatEstimate(observed, unit, { limit });
}

/** The same without its interval, for a table. */
export function observedValue(objective: ObjectiveResult): string {
  return observedText({ ...objective, observed: { ...objective.observed, ci95: null } });
}
