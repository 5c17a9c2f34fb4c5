// The summary of `sim sensitivity`: which assumptions a verdict hangs on, then every assumption by how far it moves an
// objective, at both ends of its range.

import type {
  AssumptionEffect,
  DesignSensitivity,
  SensitivityEnd,
  SensitivityResult,
  SensitivityRow,
} from '../../experiment/sensitivity.ts';
import { formatQuantity } from '../number.ts';
import type { SummaryOptions } from '../terminal.ts';
import { counted, listed, VERDICT_MARKS } from '../words.ts';
import { blank, heading, type Line, row, type Tone, text } from './layout.ts';
import { VERDICT_TONES } from './objectives.ts';
import { questionSummary } from './question.ts';

/** The summary, with a newline at the end. */
export function renderSensitivity(result: SensitivityResult, options: SummaryOptions): string {
  const answers = result.designs.map((design) => ({ words: answerOf(design), tone: toneOf(design) }));
  const lines = result.designs.flatMap(designLines);
  return questionSummary(result, result.partial, answers, lines, options);
}

function answerOf({ name, assumptions, partial }: DesignSensitivity): string {
  const flips = assumptions.filter((one) => one.flips);
  if (partial && flips.length === 0)
    return `${name}: not told; ${counted(assumptions.length, 'assumption')} ${assumptions.length === 1 ? 'was' : 'were'} tried at both ends, and no verdict flipped.`;
  if (assumptions.length === 0) return `${name} rests on no assumption.`;
  if (flips.length === 0)
    return `${name}: no verdict hangs on one of its ${counted(assumptions.length, 'assumption')}.`;
  return `${name}: a verdict hangs on ${listed(flips.map(({ path }) => path))}.`;
}

function toneOf({ assumptions, partial }: DesignSensitivity): Tone {
  if (assumptions.some(({ flips }) => flips)) return 'bad';
  return partial ? 'open' : 'good';
}

function designLines({ name, assumptions }: DesignSensitivity): readonly Line[] {
  if (assumptions.length === 0) return [];
  return [
    blank,
    heading(`ASSUMPTIONS OF ${name}`, 'the largest effect first, as a share of an objective’s limit'),
    ...assumptions.flatMap(assumptionLines),
  ];
}

function assumptionLines({ path, value, low, high, effect }: AssumptionEffect): readonly Line[] {
  const size = effect === null ? 'not told' : formatQuantity(effect, 'ratio', { digits: 2 });
  return [
    blank,
    text(`${path}: ${value}. Effect: ${size}`, 'strong'),
    ...endLines('low', low),
    ...endLines('high', high),
  ];
}

function endLines(which: string, { value, notRun, rows }: SensitivityEnd): readonly Line[] {
  if (notRun !== null) return [row(`${which} ${value}`, `not run: ${notRun}`, 'quiet')];
  const telling = rows.filter((one) => one.flips);
  if (telling.length > 0)
    return telling.map((one) =>
      row(
        `${which} ${value}`,
        `flips ${one.objective}: ${one.verdict}`,
        VERDICT_TONES[one.verdict],
        VERDICT_MARKS[one.verdict],
      ),
    );
  return [row(`${which} ${value}`, `no verdict flips${largest(rows)}`, 'good', VERDICT_MARKS.holds)];
}

function largest(rows: readonly SensitivityRow[]): string {
  const told = rows.filter(({ effect }) => effect !== null && effect > 0);
  told.sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0));
  const [most] = told;
  if (most === undefined) return '';
  const sign = (most.difference.value ?? 0) > 0 ? '+' : '-';
  const share = formatQuantity(most.effect ?? 0, 'ratio', { digits: 2 });
  return `  (${most.objective}: ${sign}${share} of its limit)`;
}
