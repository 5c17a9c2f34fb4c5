// The summary of `sim size`: the cheapest values that hold with their room, the next smaller ones that do not, and what
// was tried.

import type { SizeResult, SizeTrial } from '../../experiment/size.ts';
import { formatQuantity } from '../number.ts';
import { observedText } from '../objective-text.ts';
import { shortPaths } from '../short-paths.ts';
import type { SummaryOptions } from '../terminal.ts';
import { counted, VERDICT_MARKS } from '../words.ts';
import { blank, heading, type Line, row, type Tone, text } from './layout.ts';
import { VERDICT_TONES } from './objectives.ts';
import { causeInShort, causeLines, monthWords, questionSummary, trialLine } from './question.ts';

const MOST_TRIED = 40;

/** The summary, with a newline at the end. */
export function renderSize(result: SizeResult, options: SummaryOptions): string {
  const { sizing } = result;
  const tone: Tone = sizing.outcome === 'found' ? 'good' : sizing.outcome === 'none' ? 'bad' : 'open';
  const answers = sentences(result).map((words, i) => ({ words, tone: i === 0 ? tone : ('plain' as Tone) }));
  const left = sizing.tried.length - MOST_TRIED;
  const lines: readonly Line[] = [
    ...answerLines(result),
    blank,
    heading('TRIED', `${sizing.tried.length} of ${counted(sizing.points, 'combination')}`),
    ...sizing.tried.slice(0, MOST_TRIED).map((trial) => trialLine(named(trial), trial)),
    ...(left > 0 ? [text(`and ${left} more in size.json`, 'quiet')] : []),
    blank,
    text(searchWords(result), 'quiet', '', 2),
  ];
  return questionSummary(result, sizing.partial, answers, lines, options);
}

function sentences({ design, sizing }: SizeResult): readonly string[] {
  const { answer, nextSmaller } = sizing;
  if (answer === null) {
    return sizing.outcome === 'none'
      ? [`${design}: none of the values tried holds all objectives.`]
      : [
          `${design}: not enough evidence. No values are shown to hold all objectives, and not all are shown to fail.`,
        ];
  }
  const month = monthWords(answer);
  const first = `${design}: ${named(answer)} is the cheapest that holds${month === '' ? '' : `, at ${month}`}.`;
  const open = nextSmaller.filter(({ verdict }) => verdict === 'undecided');
  if (nextSmaller.length === 0) return [first, 'Nothing smaller was allowed.'];
  return open.length === 0
    ? [first]
    : [
        first,
        `Not enough evidence that ${open.map(named).join(', ')} ${open.length === 1 ? 'is' : 'are'} too little.`,
      ];
}

function answerLines({ sizing }: SizeResult): readonly Line[] {
  const { answer, nextSmaller } = sizing;
  if (answer === null) return [];
  const room = answer.objectives.map((objective, i) => {
    const share = answer.headroom[i]?.share ?? null;
    const words =
      share === null ? '' : `  (${formatQuantity(share, 'ratio', { digits: 2 })} of the limit left)`;
    return row(objective.text, observedText(objective) + words, 'good', VERDICT_MARKS.holds);
  });
  return [
    blank,
    heading('HEADROOM', `of ${named(answer)}`),
    ...room,
    ...answer.nearest
      .slice(0, 1)
      .map((cause) => text(`nearest limit: ${cause.title} (${causeInShort(cause)})`, 'quiet')),
    ...(nextSmaller.length === 0 ? [] : [blank, heading('THE NEXT SMALLER VALUES', 'why not less')]),
    ...nextSmaller.flatMap((trial) => [
      trialLine(named(trial), trial),
      ...(trial.verdict === 'holds'
        ? [
            text(
              `it holds too, and costs no less${monthWords(trial) === '' ? '' : `: ${monthWords(trial)}`}`,
              VERDICT_TONES.holds,
              '',
              8,
            ),
          ]
        : causeLines(trial.causes.slice(0, 1))),
    ]),
  ];
}

function searchWords({ sizing }: SizeResult): string {
  if (sizing.partial)
    return 'The search was cut off: what would be smaller or cheaper may not have been tried.';
  if (sizing.contradiction !== null)
    return `More was not always better (${sizing.contradiction}), so every combination was tried.`;
  return sizing.search === 'every point'
    ? 'Every combination was tried.'
    : 'More is taken to be no worse; the corners, the next smaller values and all that was tried agree. --every-point tries all.';
}

function named({ values }: SizeTrial): string {
  const names = shortPaths(Object.keys(values));
  return Object.values(values)
    .map((value, at) => `${names[at]}=${value}`)
    .join(' ');
}
