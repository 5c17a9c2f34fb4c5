// Reads values of a tree by schemas, and gives every mistake its place and the name of what it is a property of.

import type { z } from 'zod';
import { readBy } from '../language/reading.ts';
import type { WordIssue } from '../language/word.ts';
import type { Mistakes, Place } from './mistake.ts';

/** Where the value (or the name) of a property stands, by its path within what is read. */
export type Locate = (path: readonly PropertyKey[], mark?: 'key' | 'value') => Place;

/** One design while it is read: its mistakes say which variant they belong to, where the place does not. */
export class Context {
  private readonly mistakes: Mistakes;
  private readonly suffix: string;
  private readonly own: ReadonlySet<string>;

  /**
   * @param variant the variant's name, or null for the base
   * @param own places within the variant itself
   */
  constructor(mistakes: Mistakes, variant: string | null, own: Iterable<Place> = []) {
    this.mistakes = mistakes;
    this.suffix = variant === null ? '' : ` (in variant "${variant}")`;
    this.own = new Set([...own].map(lineOf));
  }

  add(
    place: Place,
    message: string,
    hints: { expected?: string | undefined; didYouMean?: string | undefined } = {},
  ): void {
    if (this.mistakes.has(place, message)) return;
    this.mistakes.add(place, this.own.has(lineOf(place)) ? message : `${message}${this.suffix}`, hints);
  }

  /**
   * Reads YAML's data by a schema.
   * @param owner what its properties belong to, in messages: `kinesis.stream`
   * @returns the data, or undefined when there were mistakes
   */
  read<S extends z.ZodType>(schema: S, raw: unknown, owner: string, at: Locate): z.output<S> | undefined {
    const reading = readBy(schema, raw);
    if (reading.ok) return reading.value;
    for (const issue of reading.issues) this.tell(issue, owner, at);
    return undefined;
  }

  private tell(
    { path = [], message, expected, didYouMean, unknown, absent }: WordIssue,
    owner: string,
    at: Locate,
  ): void {
    const holder = [owner, ...path.slice(0, -1)].join('.');
    const said =
      unknown === true
        ? `${message} of ${holder}`
        : absent === true
          ? `${holder} needs "${String(path.at(-1) ?? '')}"`
          : path.length > 0
            ? `${nameOf(path)}: ${message}`
            : message;
    this.add(at(path, unknown === true ? 'key' : 'value'), said, { expected, didYouMean });
  }
}

/** The property at the end of a path, and where it lies within the lists on the way: `calls.1.share`. */
function nameOf(path: readonly PropertyKey[]): string {
  const item = path.findIndex((step) => typeof step === 'number');
  return path.slice(item < 0 ? -1 : Math.max(0, item - 1)).join('.');
}

function lineOf({ source, line }: Place): string {
  return `${source.name}:${line}`;
}
