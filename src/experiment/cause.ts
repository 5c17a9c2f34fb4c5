// Why objectives gave way at some point: the limits that bound there, as the components' own findings have them; and
// where it was the bill, the line of it that grew the most since the last point that held.

import { pathOfObjective } from './figure-path.ts';
import type { FoldedDesign } from './fold.ts';
import type { Finding, ObjectiveResult } from './result.ts';

/** One cause. */
export interface Cause {
  readonly component: string;
  /** The limit that bound, in AWS's words; of a bill, the meter. */
  readonly limit: string;
  /** What happened, with its numbers; '' for a line of the bill, whose numbers stand beside it. */
  readonly title: string;
  readonly shareOfHarm: number | null;
  readonly advice: string;
  /** USD a month where the design still held (null when none did) and where it gave way; null for what is no bill. */
  readonly bill: { readonly held: number | null; readonly gaveWay: number } | null;
}

const MOST = 3;

/**
 * The causes, the gravest first.
 * @param over where the objectives gave way
 * @param held the last point that held, if there is one
 */
export function causesOf(
  over: FoldedDesign,
  held: FoldedDesign | null,
  gaveWay: readonly ObjectiveResult[],
): readonly Cause[] {
  const ofBill = (one: ObjectiveResult): boolean => pathOfObjective(one).startsWith('cost.');
  const bill = gaveWay.some(ofBill) ? billCauses(over, held) : [];
  return gaveWay.length > 0 && gaveWay.every(ofBill) ? bill : [...limitCauses(over), ...bill];
}

function limitCauses({ result }: FoldedDesign): readonly Cause[] {
  const named = result.findings.filter(({ limit }) => limit !== '');
  const grave = named.filter(({ severity }) => severity !== 'info');
  return (grave.length > 0 ? grave : named).slice(0, MOST).map(causeOf);
}

function causeOf({ component, limit, title, shareOfHarm, advice }: Finding): Cause {
  return { component, limit, title, shareOfHarm, advice, bill: null };
}

function billCauses(over: FoldedDesign, held: FoldedDesign | null): readonly Cause[] {
  const before = held?.result.cost.lines ?? [];
  const lines = over.result.cost.lines.map(({ component, meter, perMonth }) => {
    const line = before.find((other) => other.component === component && other.meter === meter);
    const from = held === null ? null : (line?.perMonth.value ?? 0);
    const to = perMonth.value ?? 0;
    return { component, meter, from, to, growth: to - (from ?? 0) };
  });
  const grown = lines.filter(({ growth }) => growth > 0).sort((a, b) => b.growth - a.growth);
  return grown.slice(0, 1).map(({ component, meter, from, to }) => ({
    component,
    limit: meter,
    title: '',
    shareOfHarm: null,
    advice: '',
    bill: { held: from, gaveWay: to },
  }));
}
