// The summary on the terminal: what was asked, whether it holds, then each design's own block, the designs beside each
// other, and what the numbers rest on. One column for the whole report; readable at 80 columns and without colour.

import pc from 'picocolors';
import type { DesignResult, Result } from '../experiment/result.ts';
import { formatQuantity, ROUGH, ROUGH_IN_WORDS } from './number.ts';
import { comparisonLines } from './terminal/comparison.ts';
import { designLines } from './terminal/design.ts';
import { blank, columnsOf, heading, type Line, layOut, type Tone, text } from './terminal/layout.ts';
import { objectiveLines, VERDICT_TONES } from './terminal/objectives.ts';
import { verdictSentences, worstVerdict } from './verdict.ts';
import { counted, fewReplicationsWords, unsettledWords } from './words.ts';

const DESIGNS = 8;

export interface SummaryOptions {
  /** Whether escape codes for colour may be written. */
  readonly colour: boolean;
  /** Columns of the terminal; what is below 60 is taken as 60, above 120 as 120. */
  readonly width: number;
}

/** The summary, with a newline at the end. Text that came from the scenario is stripped of control characters. */
export function renderSummary(result: Result, options: SummaryOptions): string {
  const colours = pc.createColors(options.colour);
  const width = columnsOf(options);
  const left = result.designs.length - DESIGNS;
  const comparison = comparisonLines(result, width, colours);
  const objectives = objectiveLines(result);
  const lines: Line[] = [
    blank,
    ...headLines(result),
    ...(objectives.length === 0 ? [] : [blank, ...objectives]),
    ...result.designs.slice(0, DESIGNS).flatMap((design, i) => [blank, ...designLines(design, i === 0)]),
    ...(left > 0 ? [blank, text(`and ${counted(left, 'more design')} in the files`, 'quiet')] : []),
    ...(comparison.length === 0 ? [] : [blank, ...comparison]),
  ];
  lines.push(...roughLines(lines), ...assumptionLines(result.designs));
  return `${layOut(lines, width, colours)}\n`;
}

function headLines(result: Result): readonly Line[] {
  const { scenario, designs, partial } = result;
  const runs = designs[0]?.replications ?? 0;
  const few = fewReplicationsWords(runs);
  const most = Math.max(runs, ...designs.map(({ replications }) => replications));
  const least = Math.min(runs, ...designs.map(({ replications }) => replications));
  const facts = [
    `${formatQuantity(scenario.durationSeconds, 'seconds')} measured after ${formatQuantity(scenario.warmupSeconds, 'seconds')} of warm-up${scenario.warmup === 'found' ? ' (found from the data)' : ''}`,
    least < most ? `${least} to ${most} replications` : counted(runs, 'replication'),
    scenario.region,
    `seed ${scenario.seed}`,
    ...Object.entries(scenario.environment).map(([name, value]) => `${name}=${value}`),
  ];
  const worst = designs[0] === undefined ? null : worstVerdict(designs[0]);
  const tone: Tone = worst === null ? 'plain' : VERDICT_TONES[worst];
  return [
    heading(scenario.name, scenario.description),
    text(facts.join(' · '), 'quiet', '', 2),
    ...(partial
      ? [text('The run was interrupted: only what had been finished is here.', 'open', '!', 2)]
      : []),
    ...(few === null ? [] : [text(few, 'open', '!', 2)]),
    ...unsettledWords(result).map((words) => text(words, 'bad', '!', 2)),
    blank,
    text(verdictSentences(result).join(' '), tone, '', 2),
  ];
}

// Told where a figure that is shown has the mark.
function roughLines(shown: readonly Line[]): readonly Line[] {
  const any = shown.some((line) => JSON.stringify(line).includes(ROUGH));
  return any ? [blank, text(`${ROUGH_IN_WORDS}.`, 'quiet', '', 2)] : [];
}

function assumptionLines(designs: readonly DesignResult[]): readonly Line[] {
  const places = designs.flatMap(({ assumptions }) =>
    assumptions.map(({ component, property }) => `${component}.${property}`),
  );
  const distinct = [...new Set(places)];
  if (distinct.length === 0) return [];
  const shown = distinct.slice(0, 3).join(', ');
  const rest = distinct.length > 3 ? ` and ${distinct.length - 3} more` : '';
  return [
    blank,
    text(
      `${counted(distinct.length, 'assumption')} shaped these results: ${shown}${rest}. The report and results.json give each with its range.`,
      'quiet',
      '',
      2,
    ),
  ];
}
