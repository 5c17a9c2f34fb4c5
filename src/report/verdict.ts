// The answer in one or two sentences: what the base misses, and which designs miss nothing. Only what the objectives'
// own verdicts say; the cheapest comes first.

import type { Verdict } from '../experiment/interval.ts';
import type { DesignResult, Result } from '../experiment/result.ts';
import { verdictOf } from '../experiment/verdict.ts';
import { formatQuantity } from './number.ts';
import { counted, listed } from './words.ts';

const NAMED = 3;

/** The worst verdict of a design; null without objectives. */
export function worstVerdict({ objectives }: DesignResult): Verdict | null {
  return verdictOf(objectives);
}

/** "base misses 2 of 3 objectives." and "Of 2 variants, salted-key (283 USD a month) meets them all." */
export function verdictSentences(result: Result): readonly string[] {
  const [base, ...variants] = result.designs;
  if (base === undefined) return ['No design was finished.'];
  const sentences = [ownVerdict(base)];
  const judged = variants.filter((design) => design.objectives.length > 0);
  if (judged.length === 0) return sentences;
  const winners = judged.filter((design) => worstVerdict(design) === 'holds');
  winners.sort((a, b) => bill(a) - bill(b));
  const named = winners.slice(0, NAMED).map(withBill);
  const more = winners.length - named.length;
  if (more > 0) named.push(`${more} more`);
  const of = judged.length === 1 ? '' : `Of ${counted(judged.length, 'variant')}, `;
  const all =
    judged.length === 1
      ? `The variant ${judged[0]!.name} does not meet them all.`
      : `${of}none meets them all.`;
  if (winners.length === 0) sentences.push(all);
  else sentences.push(`${of}${listed(named)} ${winners.length === 1 ? 'meets' : 'meet'} them all.`);
  return sentences;
}

function ownVerdict({ name, objectives }: DesignResult): string {
  const total = objectives.length;
  if (total === 0) return `${name} has no objectives.`;
  const count = (verdict: Verdict): number =>
    objectives.filter((objective) => objective.verdict === verdict).length;
  const [failed, undecided] = [count('fails'), count('undecided')];
  const open = undecided === 0 ? '' : `${undecided === total ? '' : `${undecided} `}undecided`;
  const all = total === 1 ? 'its only objective' : `all ${total} objectives`;
  if (failed === total) return `${name} misses ${all}.`;
  if (failed > 0) return `${name} misses ${failed} of ${total} objectives${open === '' ? '' : `, ${open}`}.`;
  if (undecided === total)
    return total === 1
      ? `${name}: the objective is undecided.`
      : `${name}: all ${total} objectives are undecided.`;
  return undecided > 0
    ? `${name} meets ${total - undecided} of ${total} objectives, ${open}.`
    : `${name} meets ${all}.`;
}

function bill({ cost }: DesignResult): number {
  if (cost.missingPrices.length > 0) return Number.POSITIVE_INFINITY;
  return cost.perMonth?.value ?? Number.POSITIVE_INFINITY;
}

function withBill(design: DesignResult): string {
  const month = design.cost.perMonth?.value ?? null;
  return month === null || design.cost.missingPrices.length > 0
    ? design.name
    : `${design.name} (${formatQuantity(month, 'USD')} a month)`;
}
