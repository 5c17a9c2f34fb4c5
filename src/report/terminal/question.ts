// What the summaries of limit, size, sweep and sensitivity share: the head, one line for each design that was tried,
// and what made objectives give way.

import pc from 'picocolors';
import type { Cause } from '../../experiment/cause.ts';
import type { Heading } from '../../experiment/heading.ts';
import type { ObjectiveResult } from '../../experiment/result.ts';
import type { Trial } from '../../experiment/trial.ts';
import { formatQuantity } from '../number.ts';
import { observedText } from '../objective-text.ts';
import type { SummaryOptions } from '../terminal.ts';
import { counted, VERDICT_MARKS } from '../words.ts';
import { blank, columnsOf, heading, type Line, layOut, row, type Tone, text } from './layout.ts';
import { VERDICT_TONES } from './objectives.ts';

/** A whole summary: the head, the answer in sentences, and what follows. */
export function questionSummary(
  { scenario }: Heading<string>,
  partial: boolean,
  answers: readonly { readonly words: string; readonly tone: Tone }[],
  lines: readonly Line[],
  options: SummaryOptions,
): string {
  const facts = [
    `${formatQuantity(scenario.durationSeconds, 'seconds')} measured after ${formatQuantity(scenario.warmupSeconds, 'seconds')} of warm-up`,
    scenario.region,
    `seed ${scenario.seed}`,
    ...Object.entries(scenario.environment).map(([name, value]) => `${name}=${value}`),
  ];
  const head: readonly Line[] = [
    blank,
    heading(scenario.name, scenario.description),
    text(facts.join(' · '), 'quiet', '', 2),
    ...(partial ? [text('Interrupted: only what had been finished is here.', 'open', '!', 2)] : []),
    blank,
    ...answers.map(({ words, tone }) => text(words, tone, '', 2)),
  ];
  return `${layOut([...head, ...lines], columnsOf(options), pc.createColors(options.colour))}\n`;
}

/** One design that was tried: its mark, what it was, and which objectives did not hold. */
export function trialLine(label: string, trial: Trial): Line {
  const verdict = trial.verdict ?? 'holds';
  const open = trial.objectives.filter((objective) => objective.verdict !== 'holds');
  const said = [...trial.unstable.map((words) => `unstable: ${words}`), ...open.map(objectiveWords)];
  const runs = counted(trial.replications, 'replication');
  const words = trial.verdict === null ? 'no objectives' : said.length === 0 ? 'all hold' : said.join('; ');
  return row(label, `${words}  (${runs})`, VERDICT_TONES[verdict], VERDICT_MARKS[verdict]);
}

/** `dashboard.lost.ratio < 0.1% fails: 3.2 %`. */
function objectiveWords(objective: ObjectiveResult): string {
  const verb = objective.verdict === 'fails' ? 'fails' : 'is undecided';
  return `${objective.text} ${verb}: ${observedText(objective)}`;
}

/** Why objectives gave way, a paragraph each. */
export function causeLines(causes: readonly Cause[]): readonly Line[] {
  return causes.flatMap((cause) => {
    if (cause.bill !== null) {
      const usd = (value: number): string => formatQuantity(value, 'USD');
      const from = cause.bill.held === null ? '' : `from ${usd(cause.bill.held)} `;
      const words = `the bill: ${cause.component} ${cause.limit} grows the most, ${from}to ${usd(cause.bill.gaveWay)} a month.`;
      return [text(words, 'bad', '✗', 4)];
    }
    const words = `${cause.component}: ${cause.title}. Limit: ${cause.limit}.`;
    return [
      text(words, 'bad', '✗', 4),
      ...(cause.advice === '' ? [] : [text(cause.advice, 'quiet', '→', 6)]),
    ];
  });
}

/** A cause in a few words: `clicks, 1,000 records/s per shard`. */
export function causeInShort({ component, limit, bill }: Cause): string {
  return bill === null ? `${component}, ${limit}` : `the bill (${component} ${limit})`;
}

/** USD a month, or nothing where there is no bill. */
export function monthWords({ perMonth }: Trial): string {
  return perMonth?.value === undefined || perMonth.value === null
    ? ''
    : `${formatQuantity(perMonth.value, 'USD')} a month`;
}
