// Everything in a result that decides an exit code, one line each: the objectives of every design, and the limits of a
// comparison. JUnit and annotations are drawn from it.

import { pathOfObjective } from '../experiment/figure-path.ts';
import type { Comparison, GateResult, ObjectiveResult, Result } from '../experiment/result.ts';
import { changeText } from './change.ts';
import { observedText } from './objective-text.ts';

/** What reports for a CI job need beside the result. */
export interface ReportContext {
  /** The scenario file as the user gave it: annotations point into it. */
  readonly file: string;
  /** The designs whose objectives decide. */
  readonly gated: readonly string[];
  /** Whether what is only indicated passes. */
  readonly allowIndicative: boolean;
}

/** One verdict. */
export interface Judged {
  /** `base`, or `b against a`. */
  readonly suite: string;
  readonly text: string;
  readonly verdict: 'passes' | 'fails' | 'undecided';
  /** What to say of it when it does not pass. */
  readonly problem: string;
  /** Whether the exit code hangs on it. */
  readonly decides: boolean;
  /** What was seen, and why. */
  readonly seen: string;
  /** Of the scenario file; null where it stands on the command line. */
  readonly line: number | null;
}

/** All verdicts, in the order of the result. A comparison is judged by its limits alone. */
export function judgedOf(result: Result, { gated, allowIndicative }: ReportContext): readonly Judged[] {
  if (result.gates.length > 0) return result.gates.map((gate) => ofGate(gate, result, allowIndicative));
  return result.designs.flatMap(({ name, objectives }) =>
    objectives.map((objective) => ofObjective(objective, name, gated.includes(name), allowIndicative)),
  );
}

/** Whether everything that decides passes: the exit code, and what CI servers are told, are the same answer. */
export function allPass(result: Result, context: ReportContext): boolean {
  return judgedOf(result, context).every(({ decides, verdict }) => !decides || verdict === 'passes');
}

function ofObjective(
  objective: ObjectiveResult,
  suite: string,
  decides: boolean,
  allowIndicative: boolean,
): Judged {
  const { text, verdict, indicative, note, line } = objective;
  const shown = allowIndicative && verdict === 'undecided' ? (indicative ?? verdict) : verdict;
  return {
    suite,
    text,
    verdict: shown === 'holds' ? 'passes' : shown,
    problem: shown === 'fails' ? `${text} does not hold` : `${text} is undecided`,
    decides,
    seen: sentence(`seen: ${observedText(objective)}`, note),
    line,
  };
}

function ofGate(gate: GateResult, result: Result, allowIndicative: boolean): Judged {
  const { text, design, against, verdict, indicative, note } = gate;
  const row = rowOf(gate, result);
  const shown = allowIndicative && verdict === 'undecided' ? (indicative ?? verdict) : verdict;
  const objective = result.designs
    .find(({ name }) => name === design)
    ?.objectives.find((one) => pathOfObjective(one) === gate.path);
  return {
    suite: `${design} against ${against}`,
    text,
    verdict: shown === 'kept' ? 'passes' : shown === 'exceeded' ? 'fails' : 'undecided',
    problem: shown === 'exceeded' ? `must not happen: ${text}` : `not shown not to happen: ${text}`,
    decides: true,
    seen: sentence(row === undefined ? '' : `seen: ${changeText(row)}`, note),
    line: objective?.line ?? null,
  };
}

/** The row that a limit looks at. */
export function rowOf(
  { design, against, path }: GateResult,
  { comparisons }: Result,
): Comparison | undefined {
  return comparisons.find((row) => row.design === design && row.against === against && row.path === path);
}

function sentence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
