// Whether a mutation is caught: a row that holds over the program as it is looks at the mutant, in a process of its own, and
// sees something else than it expects. A row that cannot look at all catches nothing.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LookedIn } from './look.ts';
import { BUILT, makeMutant, removeMutant } from './mutant.ts';
import type { Mutation } from './mutation.ts';

/** The claim that was not met. */
interface Catch {
  readonly row: string;
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

export interface Verdict {
  readonly mutation: Mutation;
  /** Null when it was not caught. */
  readonly caught: Catch | null;
  /** Why it was not, in words. */
  readonly why: string;
}

/** A mutant that loops is given up. */
const LONGEST_MS = 120_000;

/** Judges one mutation. */
export async function judge(mutation: Mutation): Promise<Verdict> {
  let folder: string | null = null;
  try {
    folder = await makeMutant(mutation);
    const looked = await lookWithin(folder, [mutation]);
    const errors = looked.flatMap(({ row, error }) => (error === null ? [] : [`${row}: ${error}`]));
    return { mutation, caught: catchOf(mutation, looked), why: errors.join('; ') || 'every row holds' };
  } catch (error) {
    return { mutation, caught: null, why: inWords(error) };
  } finally {
    if (folder !== null) await removeMutant(folder);
  }
}

/** Looks at the rows of mutations over the program as it is. @returns the names of those that do not hold */
export async function failingUnmutated(mutations: readonly Mutation[]): Promise<readonly string[]> {
  const looked = await lookWithin(BUILT, mutations);
  return looked
    .filter(({ seen, error }) => error !== null || seen.length === 0 || !seen.every(({ holds }) => holds))
    .map(({ row }) => row);
}

async function lookWithin(folder: string, mutations: readonly Mutation[]): Promise<readonly LookedIn[]> {
  const look = join(folder, 'test/validation/mutations/look.js');
  const names = mutations.map(({ name }) => name);
  const { stdout } = await promisify(execFile)(process.execPath, [look, ...names], { timeout: LONGEST_MS });
  return JSON.parse(stdout) as readonly LookedIn[];
}

/** The first claim of a mutation's rows that was looked at and not met. */
export function catchOf({ rows }: Mutation, looked: readonly LookedIn[]): Catch | null {
  for (const { name, claims } of rows) {
    const found = looked.find(({ row, error }) => row === name && error === null);
    const at = found?.seen.findIndex(({ holds }) => !holds) ?? -1;
    const claim = claims[at];
    const seen = found?.seen[at];
    if (claim === undefined || seen === undefined) continue;
    return { row: name, what: claim.what, expected: claim.expected, seen: seen.value };
  }
  return null;
}

// Of a process that ended with an error its own message, without its trace.
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as { readonly killed?: boolean }).killed === true)
    return `it took more than ${LONGEST_MS / 1000} s`;
  const { stderr } = error as { readonly stderr?: string };
  return stderr === undefined ? error.message : (/^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'it did not run');
}
