// What several objectives come to together: the gravest of their verdicts.

import type { Verdict } from './interval.ts';
import type { ObjectiveResult } from './result.ts';

/** `fails` if one fails, else `undecided` if one is; null without objectives. */
export function verdictOf(objectives: readonly ObjectiveResult[]): Verdict | null {
  const verdicts = objectives.map(({ verdict }) => verdict);
  if (verdicts.length === 0) return null;
  if (verdicts.includes('fails')) return 'fails';
  return verdicts.includes('undecided') ? 'undecided' : 'holds';
}
