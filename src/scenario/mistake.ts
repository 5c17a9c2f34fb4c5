// What is wrong with a scenario, as data: where, what, and how it is written. Rendering is somebody else's job
// (excerpt.ts as plain text, the terminal with colour).

/** A text that a scenario was read from: the file, a `--set`, a trace. */
export interface Source {
  /** The file's path as the user gave it, or the option as it was written. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** A stretch of one line of a source; line and column from 1, length in characters (at least 1). */
export interface Place {
  readonly source: Source;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One mistake. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  /** How to write it, or null. */
  readonly expected: string | null;
  /** The nearest right text, or null. */
  readonly didYouMean: string | null;
  /** The whole line that holds the mistake. */
  readonly text: string;
}

/** How many mistakes are told at once. */
const TOLD = 20;

/** A scenario that is wrong: it never runs. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  /** The first twenty, in the order of the file. */
  readonly mistakes: readonly Mistake[];
  /** How many more there are. */
  readonly more: number;

  constructor(mistakes: readonly Mistake[]) {
    super(
      mistakes.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`).join('\n'),
    );
    this.mistakes = mistakes.slice(0, TOLD);
    this.more = Math.max(0, mistakes.length - TOLD);
  }
}

/** What may be said beside the message. */
export interface Hints {
  readonly expected?: string | undefined;
  readonly didYouMean?: string | undefined;
}

/** Gathers mistakes; the same one at the same place (of the base and of each variant) is kept once. */
export class Mistakes {
  private readonly found = new Map<string, { readonly mistake: Mistake; readonly source: Source }>();
  private readonly refused = new Set<string>();
  private readonly sources: Source[] = [];

  get count(): number {
    return this.found.size;
  }

  add(place: Place, message: string, { expected, didYouMean }: Hints = {}): void {
    const { source, line, column, length } = place;
    if (!this.sources.includes(source)) this.sources.push(source);
    const key = this.keyOf(place, message);
    if (this.found.has(key) || this.refused.has(this.keyOf(place, ''))) return;
    const mistake: Mistake = {
      file: source.name,
      line,
      column,
      length: Math.max(1, length),
      message,
      expected: expected ?? null,
      didYouMean: didYouMean ?? null,
      text: source.lines[line - 1] ?? '',
    };
    this.found.set(key, { mistake, source });
  }

  /** As `add`, and whatever follows from the value at that place is not told as well. */
  refuse(place: Place, message: string, hints: Hints = {}): void {
    this.add(place, message, hints);
    this.refused.add(this.keyOf(place, ''));
  }

  /** Whether this was told of this place. */
  has(place: Place, message: string): boolean {
    return this.found.has(this.keyOf(place, message));
  }

  private keyOf({ source, line, column }: Place, message: string): string {
    return JSON.stringify([this.sources.indexOf(source), line, column, message]);
  }

  /** @throws ScenarioError when there are any, in the order of the sources and their lines */
  throwIfAny(): void {
    if (this.found.size === 0) return;
    const ordered = [...this.found.values()].sort(
      (a, b) =>
        this.sources.indexOf(a.source) - this.sources.indexOf(b.source) ||
        a.mistake.line - b.mistake.line ||
        a.mistake.column - b.mistake.column,
    );
    throw new ScenarioError(ordered.map(({ mistake }) => mistake));
  }
}

/** The lines of a text, however they end. */
export function source(name: string, text: string): Source {
  return { name, lines: text.split(/\r\n|\r|\n/) };
}

/** A mistake about a source as a whole: an empty file, one that cannot be read. */
export function wholeFile(of: Source): Place {
  return { source: of, line: 1, column: 1, length: 1 };
}

/** The place of one character of the text that a source was made of. */
export function placeAt(of: Source, text: string, index: number): Place {
  const before = text.slice(0, index).split(/\r\n|\r|\n/);
  return { source: of, line: before.length, column: before.at(-1)!.length + 1, length: 1 };
}
