// What keys look like. Their text decides the shard (by its MD5) and counts as bytes, so it is real: `key-` and
// the rank in eight digits, `#` and the salt. A list gives its own names.

import type { z } from 'zod';
import { optional, withDefault } from '../../language/field.ts';
import { count, text } from '../../language/words.ts';

const DIGITS = 8;
/** Characters of a partition key (Kinesis API reference, PutRecord). */
const MOST_CHARACTERS = 256;
const OWN = 'the scenario language: key-00000000';

/** The fields that every generated key has. */
export const keyTextFields = () => ({
  salt: optional(count({ min: 1, max: 1_000 }), 'Appends #0 to #n−1 to the key, drawn uniformly per record.'),
  keyPrefix: withDefault(text(), 'key-', 'What every key begins with; the digits of its rank follow.', OWN),
  keyLength: optional(
    count({ min: 1, max: MOST_CHARACTERS }),
    'Characters of a key, prefix included and salt not; without it the rank has eight digits.',
  ),
});

/** How generated keys are written. */
export interface KeyTextConfig {
  readonly keyPrefix: string;
  readonly keyLength?: number | undefined;
  readonly salt?: number | undefined;
}

/** What is said of a key that has more characters than AWS takes, salt included; null when it fits. */
export function tooLong(text: string, salt: number | undefined): string | null {
  const characters = [...text].length + (salt === undefined ? 0 : `#${salt - 1}`.length);
  if (characters <= MOST_CHARACTERS) return null;
  return `a key of ${characters} characters: a partition key has ${MOST_CHARACTERS} at most`;
}

/** A key has room for the digits of the largest rank, and AWS takes it. */
export const ranksFit: z.core.CheckFn<KeyTextConfig & { readonly keys: number }> = (context) => {
  const { keys, keyPrefix, keyLength } = context.value;
  const message = tooLong(keyText(context.value, keys - 1), context.value.salt);
  if (message !== null) {
    context.issues.push({ code: 'custom', input: keyPrefix, path: ['keyPrefix'], message });
    return;
  }
  const needed = keyPrefix.length + String(keys - 1).length;
  if (keyLength === undefined || keyLength >= needed) return;
  context.issues.push({
    code: 'custom',
    input: keyLength,
    path: ['keyLength'],
    message: `a key of ${keyLength} characters has no room for "${keyPrefix}" and ${keys - 1}: ${needed} at least`,
  });
};

/** The text of the key of a rank, without salt: `key-00000042`. */
export function keyText({ keyPrefix, keyLength }: KeyTextConfig, rank: number): string {
  const digits = keyLength === undefined ? DIGITS : keyLength - keyPrefix.length;
  return keyPrefix + String(rank).padStart(digits, '0');
}

/** The text with its salt: `key-00000042#3`. */
export function saltedText(key: string, salt: number): string {
  return `${key}#${salt}`;
}
