// What may be written where something else is expected: numbers that no range allows, words that YAML has its own ideas
// about, units of other things, values of other kinds, names that JavaScript has a use for.

import type { Chance } from './chance.ts';

const NUMBERS = [
  '0',
  '-1',
  '-0',
  '0.5',
  '1e-9',
  '1e9',
  '1e15',
  '1e308',
  '1e999',
  '-1e999',
  '9007199254740993',
  '123456789012345678901234567890',
  '.inf',
  '-.inf',
  '.nan',
  'NaN',
  'Infinity',
  '0x1F',
  '0o17',
  '010',
  '1:30',
  '1_000',
  '1,000',
  '+5',
  '.5',
  '5.',
];
const WORDS = [
  '~',
  'null',
  'true',
  'False',
  'yes',
  'on',
  "''",
  '""',
  '" "',
  'x',
  '-',
  '?',
  ':',
  '@',
  '`',
  '%',
  '|',
  '>',
  '"\\0"',
  '"\\u202e"',
  '"\\ud800"',
  '"a\\nb"',
  '2026-01-01',
  'äöü',
  '💥',
  'none',
  'auto',
  'unlimited',
  'base',
  'cost',
  'x-own',
];
const OTHER_KINDS = [
  '[]',
  '{}',
  '[1]',
  '[[]]',
  '[~]',
  '{ a: 1 }',
  '{ ? : }',
  '{ 0: 1 }',
  '[1, 2, 3]',
  '{ distribution: constant }',
  '{ distribution: exponential, mean: 1 s }',
  '{ type: kpl }',
  '!!str 5',
  '!!binary aGk=',
  '!!js/function "x"',
  '!own 5',
  '&a 5',
  '*a',
  '*nothing',
  '<<',
];
const EXPRESSIONS = [
  '1/0',
  '0/0',
  '10/s * t',
  '10/s * sin(',
  'sqrt(-1)',
  '2^9999',
  '(1 s)',
  '1 s + 1 KiB',
  '1 s - 2 s',
  '5 * (1 + 1) s',
  'exp(1000)',
  'cot(0)',
  'import("x")',
  'f(x) = x',
  'a.b.c',
  '[1,2]',
  '10!',
  '170!',
  '1 s to min',
  `${'('.repeat(300)}1${')'.repeat(300)}`,
  `1${' + 1'.repeat(2000)}`,
];
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the language's own form
const ENVIRONMENT = ['${X}', '${X:-1}', '${X:?no}', '${', '${}', '$${X}', '${X:-${Y}}', '${HOME:-[1]}'];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
const UNITS = [
  '',
  ' s',
  ' ms',
  ' us',
  ' min',
  ' h',
  ' d',
  ' y',
  ' B',
  ' KiB',
  ' MB',
  ' TiB',
  '/s',
  ' KiB/s',
  '%',
];
const MORE_UNITS = [' USD', ' USD/h', ' EUR', ' parsecs', ' s^2', '/s/s', ' m', ' degC', ' S', ' KIB', ' %%'];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  'then',
  'length',
  'a.b',
  '.',
  '..',
  'a..b',
  '0',
  '-1',
  '01',
  '1.5',
  '<<',
  'x-',
  "''",
  '" "',
  'type',
  'count',
  'base',
  'cost',
  'true',
  '~',
  '? [a]',
  '"a\\nb"',
  'ünïcode',
];

/** A quantity with another number or another unit than what it may have had. */
function oddQuantity(chance: Chance): string {
  return chance.pick(NUMBERS) + chance.pick(chance.happens(0.7) ? UNITS : MORE_UNITS);
}

/** Text that is very long, or very deep. */
function oddSize(chance: Chance): string {
  const deep = chance.pick([20, 99, 101, 300, 3_000, 20_000]);
  return chance.pick([
    `${'['.repeat(deep)}1${']'.repeat(deep)}`,
    `${'{ a: '.repeat(deep)}1${' }'.repeat(deep)}`,
    '['.repeat(deep),
    'x'.repeat(chance.pick([200, 20_000])),
    '9'.repeat(chance.pick([30, 400, 20_000])),
    `[${'1, '.repeat(deep)}]`,
  ]);
}

/** A value, as YAML writes it. */
export function oddValue(chance: Chance): string {
  const kind = chance.integer(0, 99);
  if (kind < 20) return chance.pick(NUMBERS);
  if (kind < 50) return oddQuantity(chance);
  if (kind < 65) return chance.pick(WORDS);
  if (kind < 80) return chance.pick(OTHER_KINDS);
  if (kind < 88) return chance.pick(EXPRESSIONS);
  if (kind < 93) return chance.pick(ENVIRONMENT);
  if (kind < 96) return oddSize(chance);
  return chance.pick(NAMES);
}

/** A name of a property, as YAML writes it. @param known that there are elsewhere in the text */
export function oddName(chance: Chance, name: string, known: readonly string[]): string {
  const at = chance.integer(0, Math.max(0, name.length - 1));
  return chance.pick([
    () => chance.pick(NAMES),
    () => chance.pick(known),
    () => name.slice(0, at) + name.slice(at + 1) || 'x',
    () => name.slice(0, at) + name.charAt(at) + name.slice(at),
    () => name.toUpperCase(),
    () => `${name}.${chance.pick(known)}`,
    () => `${name}s`,
    () => `x-${name}`,
  ])();
}
