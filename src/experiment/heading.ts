// What the results of all questions begin with: which question, of which scenario, by which simulator.

import type { Scenario } from '../scenario/design.ts';
import type { Result } from './result.ts';
import { describe } from './study.ts';
import type { Patience } from './trial.ts';

/** The head of a result. */
export interface Heading<K extends string> {
  readonly schemaVersion: 1;
  readonly kind: K;
  readonly simulator: Result['simulator'];
  readonly scenario: Result['scenario'];
  /** How many replications a design got at most while an objective was undecided. */
  readonly patience: Patience;
}

export function headingOf<K extends string>(
  kind: K,
  scenario: Scenario,
  version: string,
  patience: Patience,
): Heading<K> {
  return {
    schemaVersion: 1,
    kind,
    simulator: { name: 'spillway', version },
    scenario: describe(scenario, []),
    patience,
  };
}
