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

/** Derives the kind of question from the workloads. */
export function timingOf(workloads: Readonly<Record<string, WorkloadConfig>>, durationUs: number): Timing {
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
  const kind = triggers.length > 0 ? 'terminating' : 'steady-state';
  const isWhole = periodUs === null || BigInt(durationUs) % periodUs === 0n;
  const whyNoMonth =
    withoutPeriod.length > 0
      ? `${withoutPeriod.join(', ')} follows time and gives no period`
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
