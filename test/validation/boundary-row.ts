// The rule for a row of what a scenario may say: the last figure that AWS takes passes, and the next one is refused before the
// run. Both stand in the row's file, from AWS's documents, and are put into a scenario as `--set` would.

import { ScenarioError } from '../../src/scenario/mistake.ts';
import type { Row } from './row.ts';
import { designOf } from './scenario.ts';

interface Boundary {
  /** Of what: `messages of a SendMessageBatch`. */
  readonly what: string;
  /** The last that is taken, and the first that is not, as a person says them. */
  readonly taken: string;
  readonly refused: string;
  /** The settings that make a scenario of each. */
  readonly sets: (figure: string) => readonly string[];
  /** Where the scenario is another than the row's. */
  readonly scenario?: string;
  readonly source: string;
  /** The entries that it reaches. */
  readonly reaches: readonly string[];
}

/** A row of such boundaries. @param scenario relative to the package's folder */
export function boundaryRow(name: string, scenario: string, boundaries: readonly Boundary[]): Row {
  return {
    name,
    kind: 'exact',
    runs: 'none: each scenario is checked',
    reaches: boundaries.flatMap(({ reaches }) => reaches),
    claims: boundaries.map(({ what, taken, refused, source }) => ({
      what,
      expected: `${taken}: taken; ${refused}: refused`,
      source,
      tolerance: 'none',
    })),
    run: () =>
      Promise.all(
        boundaries.map(async ({ taken, refused, sets, scenario: own = scenario }) => {
          const [first, second] = [await answer(own, sets(taken)), await answer(own, sets(refused))];
          return {
            value: `${taken}: ${first}; ${refused}: ${second}`,
            holds: first === 'taken' && second === 'refused',
          };
        }),
      ),
  };
}

async function answer(scenario: string, sets: readonly string[]): Promise<'taken' | 'refused'> {
  try {
    await designOf(scenario, sets);
    return 'taken';
  } catch (error) {
    if (error instanceof ScenarioError) return 'refused';
    throw error;
  }
}
