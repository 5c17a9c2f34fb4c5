// Which verdicts decide the exit code. What is not shown to hold passes no gate: an objective that is undecided fails
// like one that is missed, and one that a run too small for an interval only points at passes by request alone.

import type { Result } from '../experiment/result.ts';
import { allPass, type ReportContext } from '../report/judged.ts';
import { UsageError } from './exit.ts';

const ALL = 'all';

/**
 * The names of the designs that are looked at.
 * @param gate a design, `all`, or nothing: then the base, or every design that is run when the base is not
 * @param run the designs that are run
 * @throws UsageError when the gate is a design that is not run
 */
export function gateOf(gate: string | undefined, run: readonly string[]): readonly string[] {
  if (gate === undefined) return run.includes('base') ? ['base'] : run;
  if (gate === ALL) return run;
  if (run.includes(gate)) return [gate];
  throw new UsageError(`--gate ${gate}: no design of that name is run; ${ALL}, or one of ${run.join(', ')}`);
}

/** Whether every gated design was run and every objective of it is shown to hold. */
export function passes(result: Result, context: ReportContext): boolean {
  const run = result.designs.map(({ name }) => name);
  return context.gated.every((name) => run.includes(name)) && allPass(result, context);
}
