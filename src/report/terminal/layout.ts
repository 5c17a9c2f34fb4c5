// Lines of the summary before they are text. Every row of the whole report has its value in the same column, k6's way,
// so the sections say what they have and this file alone knows where it stands.

import type { Colors } from 'picocolors/types.js';

export type Tone = 'good' | 'bad' | 'open' | 'quiet' | 'strong' | 'plain';

export type Line =
  | { readonly kind: 'blank' }
  | { readonly kind: 'heading'; readonly text: string; readonly note: string }
  | { readonly kind: 'design'; readonly text: string }
  | {
      readonly kind: 'row';
      readonly mark: string;
      readonly label: string;
      readonly value: string;
      readonly tone: Tone;
    }
  | {
      readonly kind: 'text';
      readonly mark: string;
      readonly text: string;
      readonly tone: Tone;
      readonly indent: number;
    }
  /** Finished text, one line of it; it is printed as it is. */
  | { readonly kind: 'ready'; readonly text: string };

/** The columns that a summary is drawn in: those of the terminal, but from 60 to 120 of them. */
export function columnsOf({ width }: { readonly width: number }): number {
  return Math.min(Math.max(Math.floor(width), 60), 120);
}

export const blank: Line = { kind: 'blank' };

export function heading(text: string, note = ''): Line {
  return { kind: 'heading', text, note };
}

/** A label, dots, and its value; `mark` is one character that stands before the label. */
export function row(label: string, value: string, tone: Tone = 'plain', mark = ' '): Line {
  return { kind: 'row', mark, label, value, tone };
}

/** Running text, wrapped; a mark hangs in front of it. */
export function text(words: string, tone: Tone = 'plain', mark = '', indent = 4): Line {
  return { kind: 'text', mark, text: words, tone, indent };
}

const LABEL_AT = 6;
const LONGEST_LABEL = 34;
const LONGEST_TITLE = 30;

/** Text that came from a scenario, without what a terminal would obey. */
export function printable(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** What does not fit is cut, and ends with an ellipsis. */
export function shortened(words: string, room: number): string {
  return words.length <= room ? words : `${words.slice(0, Math.max(room - 1, 0))}…`;
}

/** Words in lines of at most `width`; a word that is longer is cut. */
function wrap(words: string, width: number): readonly string[] {
  return fill(
    words.split(/ +/).filter((word) => word !== ''),
    ' ',
    Math.max(width, 12),
  );
}

/** Figures that stand two blanks apart, in lines of at most `width`; a figure is kept whole where it can be. */
function wrapFigures(figures: string, width: number): readonly string[] {
  const room = Math.max(width, 12);
  const whole = figures
    .split(/ {2,}/)
    .flatMap((figure) => (figure.length > room ? wrap(figure, room) : [figure]));
  return fill(whole, '  ', room);
}

function fill(pieces: readonly string[], glue: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces.flatMap((word) => cut(word, room))) {
    if (line !== '' && line.length + glue.length + piece.length > room) {
      lines.push(line);
      line = piece;
    } else {
      line += line === '' ? piece : glue + piece;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cut(word: string, room: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += room) pieces.push(word.slice(at, at + room));
  return pieces;
}

/** All lines as text of at most `width` columns, where words allow it. */
export function layOut(lines: readonly Line[], width: number, colours: Colors): string {
  const labels = lines.flatMap((line) => (line.kind === 'row' ? [printable(line.label).length] : []));
  const longest = Math.min(Math.max(0, ...labels), LONGEST_LABEL, Math.max(width - LABEL_AT - 30, 12));
  const column = LABEL_AT + longest + 5;
  return lines.flatMap((line) => print(line, width, column, colours)).join('\n');
}

function print(line: Line, width: number, column: number, colours: Colors): readonly string[] {
  switch (line.kind) {
    case 'blank':
      return [''];
    case 'ready':
      return [line.text];
    case 'heading': {
      const title = shortened(printable(line.text), width - 4);
      const beside = title.length <= LONGEST_TITLE;
      const indent = beside ? title.length + 5 : 2;
      const notes = wrap(printable(line.note), width - indent).map((words) => colours.dim(words));
      const [first = '', ...rest] = beside ? notes : ['', ...notes];
      const head = `  ${colours.bold(title)}${first === '' ? '' : `   ${first}`}`;
      return [head, ...rest.map((more) => ' '.repeat(indent) + more)];
    }
    case 'design': {
      const name = shortened(printable(line.text), width - 8);
      return [`  ${colours.bold(name)} ${colours.dim('─'.repeat(Math.max(width - name.length - 4, 3)))}`];
    }
    case 'text': {
      const pad = ' '.repeat(line.indent);
      const hang = line.mark === '' ? '' : '  ';
      return wrap(printable(line.text), width - line.indent - hang.length).map((words, i) => {
        const mark = hang === '' ? '' : i === 0 ? `${painted(line.mark, line.tone, colours)} ` : hang;
        return (
          pad + mark + (hang === '' || line.tone === 'quiet' ? painted(words, line.tone, colours) : words)
        );
      });
    }
    case 'row':
      return printRow(line, width, column, colours);
  }
}

function printRow(
  line: Extract<Line, { kind: 'row' }>,
  width: number,
  column: number,
  colours: Colors,
): string[] {
  const label = shortened(printable(line.label), width - LABEL_AT);
  const values = wrapFigures(printable(line.value), width - column);
  const mark = painted(line.mark, line.tone, colours);
  const dots = column - LABEL_AT - label.length - 3;
  const pad = ' '.repeat(column);
  const shown = values.map((value) => painted(value, line.tone, colours));
  if (dots < 0) return [`    ${mark} ${label}`, ...shown.map((value) => pad + value)];
  const leader = colours.dim(`${'.'.repeat(dots)}:`);
  const [first = '', ...rest] = shown;
  return [`    ${mark} ${label} ${leader} ${first}`, ...rest.map((value) => pad + value)];
}

function painted(words: string, tone: Tone, colours: Colors): string {
  switch (tone) {
    case 'good':
      return colours.green(words);
    case 'bad':
      return colours.red(words);
    case 'open':
      return colours.yellow(words);
    case 'quiet':
      return colours.dim(words);
    case 'strong':
      return colours.bold(words);
    case 'plain':
      return words;
  }
}
