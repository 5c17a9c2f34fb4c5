// The objectives of every design, each with its verdict and what was seen.

import type { Verdict } from '../../experiment/interval.ts';
import type { DesignResult, ObjectiveResult, Result } from '../../experiment/result.ts';
import { observedText } from '../objective-text.ts';
import { VERDICT_MARKS } from '../words.ts';
import { blank, heading, type Line, row, type Tone, text } from './layout.ts';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  holds: 'good',
  fails: 'bad',
  undecided: 'open',
};

export function objectiveLines(result: Result): readonly Line[] {
  const designs = result.designs.filter(({ objectives }) => objectives.length > 0);
  if (designs.length === 0) return [];
  const undecided = designs.some(({ objectives }) =>
    objectives.some(({ verdict }) => verdict === 'undecided'),
  );
  const legend = undecided ? '✓ holds, ✗ fails, ? undecided' : '✓ holds, ✗ fails';
  return [
    heading('OBJECTIVES', `${legend}, ± half the 95 % interval, > more than`),
    ...designs.flatMap((design) => [blank, ...ofDesign(design)]),
  ];
}

function ofDesign({ name, objectives }: DesignResult): readonly Line[] {
  return [text(name, 'strong'), ...objectives.flatMap(ofObjective)];
}

function ofObjective(objective: ObjectiveResult): readonly Line[] {
  const tone = VERDICT_TONES[objective.verdict];
  const seen =
    observedText(objective) +
    (objective.indicative === null ? '' : `  (indicative: ${objective.indicative})`);
  const lines = [row(objective.text, seen, tone, VERDICT_MARKS[objective.verdict])];
  if (objective.note !== '' && objective.verdict !== 'holds')
    lines.push(text(objective.note, 'quiet', '', 8));
  return lines;
}
