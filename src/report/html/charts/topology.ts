// The design as a picture: components as boxes, from the sources down to the last reader, wires between them. What
// throttles or loses is marked on its box, and the wire that leads into it, by form as well as by colour.

import type { DesignResult } from '../../../experiment/result.ts';
import { listed } from '../../words.ts';
import { escapeText, type Markup, raw } from '../markup.ts';
import { light } from '../palette.ts';
import { type Graph, graphOf, type Node, type Words } from './graph.ts';
import { textWidth } from './text-width.ts';

const NARROWEST = 340;
const BOX = 160;
const GAP = 16;
const RISE = 38;
const LINE = 17;
const PADDING = 9;
const SIZE = 13;
const SMALL = 12;
/** Bold letters are wider than plain ones by about this. */
const BOLDER = 1.08;
/** The most lines that one text may take. */
const LINES = 5;

interface Box {
  readonly lines: readonly Words[];
  readonly trouble: Node['trouble'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The picture, and whether it needs the page's whole width. */
export interface Topology {
  readonly picture: Markup;
  readonly wide: boolean;
}

/** One design; null when it has no components. */
export function topology(design: DesignResult, windowSeconds: number): Topology | null {
  const graph = graphOf(design, windowSeconds);
  if (graph.rows.length === 0) return null;
  const widest = Math.max(...graph.rows.map(({ length }) => length));
  const width = Math.max(NARROWEST, widest * BOX + (widest - 1) * GAP + 2);
  const boxes = new Map<Node, Box>();
  let y = 1;
  for (const nodes of graph.rows) {
    const boxWidth = Math.min(300, (width - 2 - (nodes.length - 1) * GAP) / nodes.length);
    const left = (width - nodes.length * boxWidth - (nodes.length - 1) * GAP) / 2;
    const lines = nodes.map(({ words }) => words.flatMap((line) => wrapped(line, boxWidth - 2 * PADDING)));
    const height = Math.max(...lines.map(({ length }) => length)) * LINE + 2 * PADDING - 3;
    for (const [i, node] of nodes.entries()) {
      const x = left + i * (boxWidth + GAP);
      boxes.set(node, { lines: lines[i]!, trouble: node.trouble, x, y, width: boxWidth, height });
    }
    y += height + RISE;
  }
  const wires = graph.wires.map(({ from, to }) => wire(boxes.get(from)!, boxes.get(to)!));
  const drawn = [...wires, ...[...boxes.values()].map(drawBox)].join('');
  const label = escapeText(inWords(design.name, graph));
  const wide = width > NARROWEST;
  const least = wide ? ` style="min-width:${width}px"` : '';
  const picture = raw(
    `<svg class="chart topology" role="img" aria-label="${label}" viewBox="0 0 ${width} ${y - RISE + 1}" font-family="Helvetica, Arial, &quot;Liberation Sans&quot;, sans-serif"${least}>${drawn}</svg>`,
  );
  return { picture, wide };
}

/** Lines that fit, broken at spaces; a word that alone does not fit ends with an ellipsis. */
function wrapped(words: Words, room: number): readonly Words[] {
  const size = words.bold === true ? SIZE * BOLDER : SMALL;
  const lines: string[] = [];
  for (const word of words.text.replace(/\p{Cc}/gu, ' ').split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= room) lines[lines.length - 1] = longer;
    else lines.push(shortened(word, room, size));
  }
  const shown = lines.length > LINES ? [...lines.slice(0, LINES - 1), '…'] : lines;
  return shown.map((text) => ({ ...words, text }));
}

function shortened(word: string, room: number, size: number): string {
  if (textWidth(word, size) <= room) return word;
  const letters = [...word];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('')}…`;
}

function drawBox({ lines, trouble, x, y, width, height }: Box): string {
  const stroke = trouble === 'none' ? light('muted') : light('red');
  const thickness = trouble === 'none' ? 1 : 2;
  const texts = lines.map(
    ({ text, colour, bold }, i) =>
      `<text x="${hundredths(x + PADDING)}" y="${hundredths(y + PADDING + 11 + i * LINE)}" font-size="${bold === true ? SIZE : SMALL}"${bold === true ? ' font-weight="bold"' : ''} fill="${light(colour)}">${escapeText(text)}</text>`,
  );
  return `<rect x="${hundredths(x)}" y="${hundredths(y)}" width="${hundredths(width)}" height="${hundredths(height)}" rx="5" fill="none" stroke="${stroke}" stroke-width="${thickness}"/>${texts.join('')}`;
}

/** From the foot of one box to the head of another; thick and dashed where the other refuses. */
function wire(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = [to.x + to.width / 2, to.y];
  const refused = to.trouble === 'refuses';
  const stroke = light(refused ? 'red' : 'muted');
  const dash = refused ? ' stroke-dasharray="6 4" stroke-width="2"' : ' stroke-width="1.4"';
  const bend = (y2 - y1) / 2;
  const line = `M${hundredths(x1)},${hundredths(y1)} C${hundredths(x1)},${hundredths(y1 + bend)} ${hundredths(x2)},${hundredths(y2 - bend)} ${hundredths(x2)},${hundredths(y2 - 7)}`;
  const head = `M${hundredths(x2 - 5)},${hundredths(y2 - 9)} L${hundredths(x2)},${hundredths(y2 - 1)} L${hundredths(x2 + 5)},${hundredths(y2 - 9)}Z`;
  return `<path class="wire" d="${line}" fill="none" stroke="${stroke}"${dash}/><path d="${head}" fill="${stroke}"/>`;
}

function hundredths(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function inWords(name: string, { rows, wires }: Graph): string {
  const nodes = rows.flat();
  const ways = wires.map(({ from, to }) => `${from.title} to ${to.title}`);
  const told = nodes.map(
    ({ title, words }) =>
      `${title}: ${words
        .slice(1)
        .map(({ text }) => text)
        .join('; ')}.`,
  );
  const going = ways.length === 0 ? '' : ` Records go from ${listed(ways)}.`;
  return `${name}.${going} ${told.join(' ')}`;
}
