// Damage to a text that knows nothing of YAML: bytes, characters and lines, as a bad disk, a bad merge or a slip of the
// hand leave them.

import type { Chance } from './chance.ts';

/** One way of damaging: what comes of some bytes. */
export type Damage = (bytes: Buffer, chance: Chance) => Buffer;

const ODD_CHARACTERS = '\t\0\ufeff\u2028\u00a0\u200b\r\u0007{}[]:,&*!|>%@`"\'#-?\\$~<\u{1f4a5}';
const ODD_BYTES = [0x00, 0x09, 0x0d, 0x80, 0xc0, 0xed, 0xff, 0xfe];

/** A position in the text, its end included. */
function position(bytes: Buffer, chance: Chance): number {
  return chance.integer(0, bytes.length);
}

function spliced(bytes: Buffer, at: number, away: number, into: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), into, bytes.subarray(Math.min(bytes.length, at + away))]);
}

/** Changes lines, which keep their ends. */
function ofLines(change: (lines: string[], chance: Chance) => void): Damage {
  return (bytes, chance) => {
    const lines = bytes.toString().split('\n');
    change(lines, chance);
    return Buffer.from(lines.join('\n'));
  };
}

function line(lines: readonly string[], chance: Chance): number {
  return chance.integer(0, lines.length - 1);
}

/** All of them, by name. */
export const TEXT_DAMAGE: Readonly<Record<string, Damage>> = {
  'a bit flips': (bytes, chance) => {
    const copy = Buffer.from(bytes);
    const at = chance.integer(0, Math.max(0, bytes.length - 1));
    if (at < copy.length) copy[at]! ^= 1 << chance.integer(0, 7);
    return copy;
  },
  'a byte comes in': (bytes, chance) =>
    spliced(bytes, position(bytes, chance), 0, Buffer.from([chance.pick(ODD_BYTES)])),
  'a character comes in': (bytes, chance) =>
    spliced(bytes, position(bytes, chance), 0, Buffer.from(chance.pick([...ODD_CHARACTERS]))),
  'bytes are lost': (bytes, chance) =>
    spliced(bytes, position(bytes, chance), chance.integer(1, 12), Buffer.alloc(0)),
  'a stretch comes twice': (bytes, chance) => {
    const from = position(bytes, chance);
    return spliced(bytes, from, 0, bytes.subarray(from, from + chance.integer(1, 200)));
  },
  'the end is missing': (bytes, chance) => bytes.subarray(0, position(bytes, chance)),
  'the beginning is missing': (bytes, chance) => bytes.subarray(position(bytes, chance)),
  'a byte order mark': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'UTF-16': (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le'),
  'lines end as on Windows': (bytes) => Buffer.from(bytes.toString().replaceAll('\n', '\r\n')),
  'some lines end as on Windows': ofLines((lines, chance) => {
    for (let i = 0; i < lines.length; i++) if (chance.happens(0.3)) lines[i] += '\r';
  }),
  'lines end as on old Macs': (bytes) => Buffer.from(bytes.toString().replaceAll('\n', '\r')),
  'nothing is left': () => Buffer.alloc(0),
  'a line is missing': ofLines((lines, chance) => void lines.splice(line(lines, chance), 1)),
  'a line comes twice': ofLines((lines, chance) => {
    const at = line(lines, chance);
    lines.splice(chance.happens(0.5) ? at : line(lines, chance), 0, lines[at]!);
  }),
  'two lines change places': ofLines((lines, chance) => {
    const [a, b] = [line(lines, chance), line(lines, chance)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  }),
  'a line is indented otherwise': ofLines((lines, chance) => {
    const at = line(lines, chance);
    lines[at] = chance.happens(0.5)
      ? ' '.repeat(chance.integer(1, 4)) + lines[at]!
      : lines[at]!.replace(/^ {1,2}/, '');
  }),
  'a tab indents': ofLines((lines, chance) => {
    const at = line(lines, chance);
    lines[at] = lines[at]!.replace(/^ */, '\t');
  }),
  'two lines become one': ofLines((lines, chance) => {
    const at = line(lines, chance);
    lines.splice(at, 2, lines.slice(at, at + 2).join(chance.pick(['', ' ', ': ', ', '])));
  }),
  'a conflict of a merge': ofLines((lines, chance) => {
    const at = line(lines, chance);
    lines.splice(at, 1, '<<<<<<< ours', lines[at]!, '=======', lines[at]!, '>>>>>>> theirs');
  }),
  'a second document': (bytes, chance) =>
    Buffer.concat([bytes, Buffer.from(chance.pick(['\n---\n', '\n...\n', '\n---\na: 1\n'])), bytes]),
  'a directive': (bytes, chance) =>
    Buffer.concat([
      Buffer.from(chance.pick(['%YAML 1.1\n---\n', '%YAML 9.9\n---\n', '%TAG ! x\n---\n', '%\n'])),
      bytes,
    ]),
};
