// Whether an entry is reached: over the program as it is its rows hold, and over the program with the entry changed one of
// them sees something else than it expects.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BUILT } from '../mutations/mutant.ts';
import type { Kind, Row } from '../row.ts';
import { rows } from '../rows/index.ts';
import type { Entry } from './entries.ts';
import type { LookedOver } from './look.ts';
import { type Place, places } from './place.ts';

/** What became of one entry. */
export interface Judged {
  readonly entry: Entry;
  /** The row that saw the change; null when none did. */
  readonly row: string | null;
  readonly kind: Kind | null;
  readonly changedTo: string;
  /** What the row expects, and what it saw; or why there is none. */
  readonly expected: string;
  readonly seen: string;
}

/** A program that loops is given up. */
const LONGEST_MS = 180_000;
/** All rows at a time take longer. */
const LONGEST_UNCHANGED_MS = 900_000;

/** The rows that say that they reach an entry. */
export function rowsOf(entry: Entry): readonly Row[] {
  return rows.filter(({ reaches }) => reaches?.includes(entry.id) === true);
}

/**
 * Judges entries, several at a time.
 * @param told of each as soon as it and those before it are judged
 */
export async function judgeEntries(
  entries: readonly Entry[],
  lanes: number,
  told: (judged: Judged) => void,
): Promise<void> {
  const known = await places();
  const failing = await failingUnchanged(entries);
  const judged: Judged[] = [];
  let begun = 0;
  let toldOf = 0;
  const lane = async (): Promise<void> => {
    while (begun < entries.length) {
      const at = begun++;
      const entry = entries[at]!;
      judged[at] = await judge(entry, known.get(entry.declared), failing);
      for (let one = judged[toldOf]; one !== undefined; one = judged[++toldOf]) told(one);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The rows of entries that do not hold over the program as it is. */
async function failingUnchanged(entries: readonly Entry[]): Promise<readonly string[]> {
  const { looked } = await lookOver(null, [...new Set(entries.flatMap(rowsOf))]);
  return looked
    .filter(({ seen, error }) => error !== null || !seen.every(({ holds }) => holds))
    .map(({ row }) => row);
}

async function lookOver(place: Place | null, own: readonly Row[]): Promise<LookedOver> {
  const look = join(BUILT, 'test/validation/reached/look.js');
  const names = own.map(({ name }) => name);
  const { stdout } = await promisify(execFile)(process.execPath, [look, JSON.stringify(place), ...names], {
    timeout: place === null ? LONGEST_UNCHANGED_MS : LONGEST_MS,
  });
  return JSON.parse(stdout) as LookedOver;
}

async function judge(entry: Entry, place: Place | undefined, failing: readonly string[]): Promise<Judged> {
  const own = rowsOf(entry);
  const none = { entry, row: null, kind: null, changedTo: '', expected: '' };
  if (place === undefined) return { ...none, seen: 'no module exports it' };
  if (own.length === 0) return { ...none, seen: 'no row reaches it' };
  const red = own.find(({ name }) => failing.includes(name));
  if (red !== undefined) return { ...none, seen: `${red.name} fails without any change` };
  try {
    const { changedTo, looked } = await lookOver(place, own);
    for (const { name, kind, claims } of own) {
      const found = looked.find(({ row }) => row === name);
      if (found === undefined || found.error !== null) {
        return { ...none, changedTo, seen: found?.error ?? 'it was not looked at' };
      }
      const at = found.seen.findIndex(({ holds }) => !holds);
      const claim = claims[at];
      if (claim === undefined) continue;
      return { entry, row: name, kind, changedTo, expected: claim.expected, seen: found.seen[at]!.value };
    }
    return { ...none, changedTo, seen: 'every row holds' };
  } catch (error) {
    return { ...none, seen: error instanceof Error ? error.message : String(error) };
  }
}
