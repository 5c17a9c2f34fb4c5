// Whether a design has a steady state to be estimated, and whether its window can stand for a month: both follow from
// what in it changes with time.

import { timing, type WorkloadConfig } from '../workload/workload.ts';
import type { Question } from './design.ts';

export interface Timing {
  readonly question: Question;
  /** The least common period of all workloads that have one, µs; null when none has. */
  readonly periodUs: number | null;
  /** Null when the window can stand for a month. */
  readonly whyNoMonth: string | null;
}

/** Something of a component (or of the scenario) that changes in the course of a run. */
export interface ChangeInTime {
  /** Where it is written: `components.clicks.resharding`. */
  readonly path: string;
  /** Whether it happens once, and does not come again with the traffic's period. */
  readonly once: boolean;
  /** Whether the bill is the same while it changes. */
  readonly keepsBill: boolean;
}

/** Derives the kind of question from the workloads, and from what else changes with time. */
export function timingOf(
  workloads: Readonly<Record<string, WorkloadConfig>>,
  changes: readonly ChangeInTime[],
  durationUs: number,
): Timing {
  const triggers: string[] = [];
  const withoutPeriod: string[] = [];
  let periodUs: bigint | null = null;
  for (const [name, config] of Object.entries(workloads)) {
    const found = timing(config);
    if (found.trigger !== null) {
      const path = `workloads.${name}.${found.trigger}`;
      triggers.push(path);
      if (found.periodUs === null) withoutPeriod.push(path);
    }
    if (found.periodUs !== null) periodUs = common(periodUs, BigInt(found.periodUs));
  }
  const unrepeated = changes
    .filter(({ once, keepsBill }) => !keepsBill && (once || periodUs === null))
    .map(({ path }) => path);
  triggers.push(...changes.map(({ path }) => path));
  const kind = triggers.length > 0 ? 'terminating' : 'steady-state';
  const isWhole = periodUs === null || BigInt(durationUs) % periodUs === 0n;
  const whyNoMonth =
    withoutPeriod.length > 0
      ? `${withoutPeriod.join(', ')} ${withoutPeriod.length > 1 ? 'follow time and give' : 'follows time and gives'} no period`
      : unrepeated.length > 0
        ? `${unrepeated.join(', ')} ${unrepeated.length > 1 ? 'change' : 'changes'} the design within the window, and a month is not made of such windows`
        : isWhole
          ? null
          : 'the window is not a whole number of periods of the traffic';
  // A common period beyond 2^53 µs (285 years) is longer than any window.
  const known = periodUs === null ? null : Number(periodUs);
  return { question: { kind, triggers }, periodUs: known, whyNoMonth };
}

function common(a: bigint | null, b: bigint): bigint {
  if (a === null) return b;
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return (a / large) * b;
}
