// The rule for a row that is worked by hand: each claim is one short run of a whole design, whose figure follows from a
// document's example or from arithmetic that stands in the row's file. As little as can be is drawn in it.

import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import type { Design } from '../../src/scenario/design.ts';
import { replicate } from './replications.ts';
import type { Kind, Row } from './row.ts';
import { designOf } from './scenario.ts';

interface WorkedClaim {
  readonly what: string;
  readonly expected: number;
  /** As a share of what is expected; 0: to the last one. */
  readonly within: number;
  /** Where it is not a whole number. */
  readonly decimals?: number;
  readonly sets?: readonly string[];
  /** The limits, meters and prices that it reaches. */
  readonly reaches?: readonly string[];
  /** Where the scenario, or the source, is another than the row's. */
  readonly scenario?: string;
  readonly source?: string;
  seen(result: ReplicationResult, design: Design): number;
}

interface WorkedCase {
  readonly name: string;
  /** Exact unless it says otherwise: what others have seen is predicted, what a constant was fitted to is calibrated. */
  readonly kind?: Kind;
  readonly source: string;
  /** Relative to the package's folder. */
  readonly scenario: string;
  readonly claims: readonly WorkedClaim[];
}

/** A row of such claims. */
export function workedRow({ name, kind = 'exact', source, scenario, claims }: WorkedCase): Row {
  return {
    name,
    kind,
    runs: 'one run each, seed 1',
    reaches: claims.flatMap(({ reaches = [] }) => reaches),
    claims: claims.map(({ what, expected, within, decimals = 0, source: own = source }) => ({
      what,
      expected: expected.toFixed(decimals),
      source: own,
      tolerance: within === 0 ? 'none' : `± ${Number((100 * within).toPrecision(6))} %`,
    })),
    run: (bench) =>
      Promise.all(
        claims.map(async ({ expected, within, decimals = 0, sets = [], scenario: own = scenario, seen }) => {
          const design = await designOf(own, ['seed=1', ...sets]);
          const [result] = await replicate(bench, design, 1);
          const value = result === undefined ? Number.NaN : seen(result, design);
          return {
            value: value.toFixed(decimals),
            holds: Math.abs(value - expected) <= within * expected + ROUNDING,
          };
        }),
      ),
  };
}

/** What binary fractions leave of a sum. */
const ROUNDING = 1e-9;
