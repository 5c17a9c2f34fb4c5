// On which side of a limit an interval lies. Between is neither: what is not shown to hold passes no gate.

import type { Operator } from '../scenario/design.ts';

export type Verdict = 'holds' | 'fails' | 'undecided';

/** Where the truth lies, ends included; ±∞ where nothing bounds it. */
export type Interval = readonly [low: number, high: number];

/** Whether `value operator limit` holds for all of the interval, for none of it, or for a part. */
export function judge([low, high]: Interval, operator: Operator, limit: number): Verdict {
  switch (operator) {
    case '<':
      return verdict(high < limit, low >= limit);
    case '<=':
      return verdict(high <= limit, low > limit);
    case '>':
      return verdict(low > limit, high <= limit);
    case '>=':
      return verdict(low >= limit, high < limit);
  }
}

function verdict(holds: boolean, fails: boolean): Verdict {
  if (holds) return 'holds';
  return fails ? 'fails' : 'undecided';
}

/** Whether the objective asks for little (`<`, `<=`) or for much. */
export function wantsLess(operator: Operator): boolean {
  return operator === '<' || operator === '<=';
}
