// Damage to what is written in a scenario: a value becomes another, one of another kind or unit, or changes places; a
// name is misspelt or taken from elsewhere; anchors, aliases and tags come in.

import type { Chance } from './chance.ts';
import { oddName, oddValue } from './odd-values.ts';
import type { Damage } from './text-damage.ts';
import { rewritten, type Stretch, type Tokens, tokensOf } from './tokens.ts';

type Change = (text: string, tokens: Tokens, chance: Chance) => string;

/** A change of tokens; a text that has none of them stays as it is. */
function change(kind: keyof Tokens, by: Change): Damage {
  return (bytes, chance) => {
    const text = bytes.toString();
    const tokens = tokensOf(text);
    return tokens[kind].length === 0 ? bytes : Buffer.from(by(text, tokens, chance));
  };
}

function written(text: string, { from, to }: Stretch): string {
  return text.slice(from, to);
}

/** The text with two stretches changed; those that overlap are left alone. */
function both(text: string, a: Stretch, b: Stretch, forA: string, forB: string): string {
  const [first, second, one, two] = a.from <= b.from ? [a, b, forA, forB] : [b, a, forB, forA];
  if (first.to > second.from) return text;
  return rewritten(rewritten(text, second, two), first, one);
}

/** All of them, by name. */
export const VALUE_DAMAGE: Readonly<Record<string, Damage>> = {
  'a value is odd': change('scalars', (text, { scalars }, chance) =>
    rewritten(text, chance.pick(scalars), oddValue(chance)),
  ),
  'another number': change('scalars', (text, { scalars }, chance) => {
    const numbers = scalars.filter((one) => /^-?\d/.test(written(text, one)));
    if (numbers.length === 0) return text;
    const one = chance.pick(numbers);
    const number = chance.pick(['0', '-1', '0.1', '1e6', '1e12', '1e400', '3.7', '99999', '']);
    return rewritten(text, one, written(text, one).replace(/[\d.]+/, number));
  }),
  'another unit': change('scalars', (text, { scalars }, chance) => {
    const amounts = scalars.filter((one) => /\d ?[A-Za-z%/]+$/.test(written(text, one)));
    if (amounts.length === 0) return text;
    const one = chance.pick(amounts);
    const unit = chance.pick([
      '',
      ' s',
      ' ms',
      ' KiB',
      '/s',
      '%',
      ' min',
      ' MiB/s',
      ' USD',
      ' S',
      ' h/s',
      ' us',
    ]);
    return rewritten(text, one, written(text, one).replace(/ ?[A-Za-z%/]+$/, unit));
  }),
  'two values change places': change('scalars', (text, { scalars }, chance) => {
    const [a, b] = [chance.pick(scalars), chance.pick(scalars)];
    return both(text, a, b, written(text, b), written(text, a));
  }),
  'a value stands elsewhere too': change('scalars', (text, { scalars, collections }, chance) => {
    const from = chance.pick(chance.happens(0.7) ? scalars : [...scalars, ...collections]);
    return rewritten(text, chance.pick(scalars), written(text, from));
  }),
  'a name is odd': change('keys', (text, { keys }, chance) => {
    const one = chance.pick(keys);
    const known = keys.map((key) => written(text, key));
    return rewritten(text, one, oddName(chance, written(text, one), known));
  }),
  'two names change places': change('keys', (text, { keys }, chance) => {
    const [a, b] = [chance.pick(keys), chance.pick(keys)];
    return both(text, a, b, written(text, b), written(text, a));
  }),
  'a group or list is one value': change('collections', (text, { collections }, chance) =>
    rewritten(text, chance.pick(collections), `${oddValue(chance)}\n`),
  ),
  'a value is a list or a group': change('scalars', (text, { scalars }, chance) => {
    const one = chance.pick(scalars);
    const value = written(text, one);
    const nested = chance.pick([
      `[${value}]`,
      `{ ${value}: ${value} }`,
      `{ value: ${value} }`,
      `[[${value}]]`,
    ]);
    return rewritten(text, one, nested);
  }),
  'an alias': change('scalars', (text, { scalars }, chance) => {
    const [a, b] = [chance.pick(scalars), chance.pick(scalars)];
    return both(text, a, b, `&again ${written(text, a)}`, '*again');
  }),
  'an alias of a group': change('collections', (text, { collections, scalars }, chance) => {
    const flow = collections.filter(({ from }) => /[[{]/.test(text.charAt(from)));
    if (flow.length === 0 || scalars.length === 0) return text;
    const [a, b] = [chance.pick(flow), chance.pick(scalars)];
    const target = `&again ${written(text, a)}`;
    if (b.from >= a.from && b.to <= a.to)
      return rewritten(text, a, target.replace(written(text, b), '*again'));
    return both(text, a, b, target, '*again');
  }),
  'a tag': change('scalars', (text, { scalars }, chance) => {
    const one = chance.pick(scalars);
    const tag = chance.pick([
      '!!str',
      '!!int',
      '!!float',
      '!!map',
      '!!set',
      '!!timestamp',
      '!x',
      '!',
      '!<a>',
      '!!',
    ]);
    return rewritten(text, one, `${tag} ${written(text, one)}`);
  }),
  'a bomb of aliases': (bytes, chance) => {
    const depth = chance.pick([3, 6, 9, 30]);
    const each = chance.pick([2, 10]);
    const list = (name: string): string => `[${`*${name}, `.repeat(each)}]`;
    const bomb = ['x-0: &a0 [1, 2]'];
    for (let i = 1; i < depth; i++) bomb.push(`x-${i}: &a${i} ${list(`a${i - 1}`)}`);
    return Buffer.from(`${bomb.join('\n')}\n${bytes.toString()}`);
  },
};
