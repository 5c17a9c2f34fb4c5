// The summary of `sim limit`: how much load a design is shown to bear, what gives way beyond, and every load tried.

import type { DesignLimit, LimitResult } from '../../experiment/limit.ts';
import { formatNumber, formatQuantity } from '../number.ts';
import type { SummaryOptions } from '../terminal.ts';
import { listed } from '../words.ts';
import { blank, heading, type Line, type Tone, text } from './layout.ts';
import { causeInShort, causeLines, questionSummary, trialLine } from './question.ts';

/** The summary, with a newline at the end. */
export function renderLimit(result: LimitResult, options: SummaryOptions): string {
  const answers = result.designs.map((design) => ({ words: answerOf(design), tone: toneOf(design) }));
  const lines = result.designs.flatMap((design) => [blank, ...designLines(design)]);
  const note = text(
    `A load is reported when every objective is shown to hold there; it comes to within ${formatQuantity(result.within, 'ratio')} of one that is not. A load that is undecided gets more replications first.`,
    'quiet',
    '',
    2,
  );
  return questionSummary(result, result.partial, answers, [...lines, blank, note], options);
}

function toneOf({ load, partial }: DesignLimit): Tone {
  if (load !== null) return 'good';
  return partial ? 'open' : 'bad';
}

function answerOf({ name, load, ownLoad, givesWayAt, gaveWay, causes, tried, partial }: DesignLimit): string {
  if (load === null && tried.length === 0) return `${name}: no load was tried to its end.`;
  if (load === null) {
    const lowest = tried[0]?.load;
    const down = lowest === undefined ? '' : `, down to ${share(lowest)}`;
    return `${name}: at no load that was tried${down} do all objectives hold.`;
  }
  const times = load === ownLoad ? 'its own' : `${formatNumber(load / ownLoad)} times its own`;
  const held = `${name} bears ${share(load)} load, ${times}`;
  if (givesWayAt === null) return `${held}, the largest ${partial ? 'so far' : 'that was asked for'}.`;
  const failed = gaveWay.filter(({ verdict }) => verdict === 'fails').map((one) => one.text);
  const open = gaveWay.filter(({ verdict }) => verdict === 'undecided').map((one) => one.text);
  const clauses = [
    ...(failed.length > 0 ? [`${listed(failed)} ${failed.length === 1 ? 'fails' : 'fail'}`] : []),
    ...(open.length > 0
      ? [`${listed(open)} ${open.length === 1 ? 'is' : 'are'} no longer shown to hold`]
      : []),
  ];
  const [cause] = causes;
  const by = cause === undefined ? '' : `, by ${causeInShort(cause)}`;
  return `${held}. At ${share(givesWayAt)} ${clauses.join(', and ')}${by}.`;
}

function designLines(design: DesignLimit): readonly Line[] {
  const why = causeLines(design.causes);
  return [
    heading(`LOADS OF ${design.name}`, '✓ all objectives hold, ✗ one fails, ? one is undecided'),
    ...design.tried.map((trial) => trialLine(share(trial.load), trial)),
    ...(why.length === 0
      ? []
      : [blank, text(`what gives way at ${share(design.givesWayAt ?? 0)}`, 'strong'), ...why]),
  ];
}

function share(load: number): string {
  return formatQuantity(load, 'ratio', { digits: 4 });
}
