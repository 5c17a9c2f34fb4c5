// Ranges of values as the command line writes them: `2:16`, `2:16:2`, `10 ms:50 ms:10 ms`. Steps are taken in whole
// units of the last decimal, so that 0.1:0.3:0.1 has three values and each is what a person would write.

/** Values from the first on, a step apart, none beyond the last. */
export interface Range {
  readonly count: number;
  /** The value at a place, 0 for the first, as it would be written. */
  at(place: number): string;
}

/** What is wrong with a range, and how one is written. */
export class RangeMistake extends Error {
  override readonly name = 'RangeMistake';
}

const NUMBER = /^\s*([+-]?\d{1,12}(?:\.(\d{1,6}))?)\s*(%|[A-Za-zµ]+(?:\/[A-Za-z]+)?|\/\s*[A-Za-z]+)?\s*$/u;

interface Part {
  readonly digits: string;
  readonly decimals: number;
  readonly unit: string;
}

/**
 * Reads a range.
 * @throws RangeMistake when it is none, when it is empty, or when its step leads nowhere
 */
export function readRange(text: string): Range {
  const written = text.split(':');
  if (written.length < 2 || written.length > 3)
    throw new RangeMistake(`"${text}" is no range: first:last or first:last:step`);
  const parts = written.map(partOf);
  const [first, last, step = { digits: '1', decimals: 0, unit: first!.unit }] = parts as [Part, Part, Part?];
  for (const part of [last, step]) {
    if (part.unit !== first.unit)
      throw new RangeMistake(
        `"${text}" mixes units: write each with ${first.unit === '' ? 'none' : first.unit}`,
      );
  }
  const decimals = Math.max(...[first, last, step].map((part) => part.decimals));
  const [from, to, by] = [first, last, step].map((part) => scaled(part, decimals)) as [
    number,
    number,
    number,
  ];
  if (by === 0) throw new RangeMistake(`"${text}" has a step of 0: it never comes to its end`);
  const count = Math.floor((to - from) / by) + 1;
  if (count < 1)
    throw new RangeMistake(`"${text}" is empty: a step of ${shown(by, decimals)} leads away from its end`);
  const unit = /^[A-Za-z]/.test(first.unit) ? ` ${first.unit}` : first.unit;
  return { count, at: (place) => shown(from + place * by, decimals) + unit };
}

function partOf(text: string): Part {
  const [, digits, fraction = '', unit = ''] = NUMBER.exec(text) ?? [];
  if (digits === undefined) throw new RangeMistake(`"${text.trim()}" is no number`);
  return { digits, decimals: fraction.length, unit: unit.replaceAll(' ', '') };
}

function scaled({ digits, decimals }: Part, to: number): number {
  return Number(digits.replace('.', '') + '0'.repeat(to - decimals));
}

function shown(value: number, decimals: number): string {
  if (decimals === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
