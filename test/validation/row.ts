// What a row of VALIDATION.md is: claims about the simulator, each with its expected value, its source and its
// tolerance written down before anything runs, and a way to look. How a claim was come by decides what it proves:
// an exact one follows from theory, from arithmetic or from a real program; a predicted one was published by others
// and nothing was fitted to it; a calibrated one was fitted, and proves nothing.

import type { Pool } from '../../src/experiment/pool.ts';

export type Kind = 'exact' | 'predicted' | 'calibrated';

/** One line of the table, as it stands before the run. */
interface Claim {
  readonly what: string;
  readonly expected: string;
  readonly source: string;
  readonly tolerance: string;
}

/** What was seen of a claim. `value` must be the same text on every machine. */
export interface Seen {
  readonly value: string;
  readonly holds: boolean;
}

/** What a row may use. */
export interface Bench {
  /** Where replications run. */
  readonly pool: Pool;
}

export interface Row {
  /** What `--only` asks for. */
  readonly name: string;
  readonly kind: Kind;
  /** Longer than CI has: plain `npm run validate` looks at it, and `--quick` does not. */
  readonly long?: true;
  /** Too long to look at after every change: only `--nightly` or its own name does. */
  readonly nightly?: true;
  /** What is run: how many replications, customers or seconds in each, and the seeds. */
  readonly runs: string;
  readonly claims: readonly Claim[];
  /** The limits, meters and prices that it reaches (see reached/entries.ts): changed by a quarter, one of its claims is not met. */
  readonly reaches?: readonly string[];
  /** Looks. @returns one for each claim, in order */
  run(bench: Bench): Promise<readonly Seen[]>;
}
