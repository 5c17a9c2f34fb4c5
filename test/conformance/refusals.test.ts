// What a type does not know, or what lies outside its range, is refused with its place and the nearest right name. Every
// property that the example has once its defaults are written out is misspelt, and every value is put out of range.

import { describe, expect, it } from 'vitest';
import { isMap, isScalar, type Pair, parseDocument, type Scalar, stringify } from 'yaml';
import { type Mistake, ScenarioError } from '../../src/scenario/mistake.ts';
import { resolvedScenario } from '../../src/scenario/resolved.ts';
import type { ComponentType } from '../../src/services/component.ts';
import { catalogue } from '../../src/services/index.ts';
import { load, TYPES } from './example.ts';

/** A property in a text: where its name and its value begin, as offsets. */
interface Written {
  readonly name: string;
  readonly nameAt: number;
  /** Null for a group of properties. */
  readonly value: unknown;
  readonly valueAt: number;
  readonly valueEnd: number;
}

/** The example with every default written out, and the properties of the type's own components in it. */
async function writtenOut({ name, example }: ComponentType): Promise<{ text: string; all: Written[] }> {
  const text = stringify(resolvedScenario(await load(example), catalogue));
  const components = parseDocument(text).get('components') as unknown;
  const all: Written[] = [];
  const walk = (node: unknown): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items as Pair<Scalar<string>, unknown>[]) {
      const [valueAt, valueEnd] = (value as Scalar).range!;
      all.push({
        name: key.value,
        nameAt: key.range![0],
        value: isScalar(value) ? value.value : null,
        valueAt,
        valueEnd,
      });
      walk(value);
    }
  };
  if (isMap(components)) {
    for (const { value } of components.items) if (isMap(value) && value.get('type') === name) walk(value);
  }
  return { text, all };
}

/** The mistakes of a scenario that is wrong. */
async function mistakesOf(text: string): Promise<readonly Mistake[]> {
  const error: unknown = await load(text).catch((caught: unknown) => caught);
  expect(error, 'a wrong scenario is refused').toBeInstanceOf(ScenarioError);
  return (error as ScenarioError).mistakes;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

const TAGS = ['type', 'distribution', 'process'];
/** Text that may be anything. */
const FREE = ['keyPrefix'];
const NEGATIVE = /^(\d[\d.]*)(\s*\D*)$/;

/** A value of the same form that no range allows, or a word that is not among those known; null for free text. */
function outOfRange({ name, value }: Written): string | null {
  if (FREE.includes(name)) return null;
  if (typeof value === 'number') return '-1';
  if (typeof value === 'boolean') return 'perhaps';
  if (typeof value !== 'string') return null;
  const quantity = NEGATIVE.exec(value);
  return quantity === null ? `${value}x` : `-1${quantity[2]}`;
}

describe.each(TYPES)('%s', (_name, type) => {
  it('refuses a misspelt property at its place, and names the right one', async () => {
    const { text, all } = await writtenOut(type);
    expect(all.length).toBeGreaterThan(1);
    for (const { name, nameAt } of all.filter((one) => !TAGS.includes(one.name))) {
      const wrong = `${name}x`;
      const mistakes = await mistakesOf(text.slice(0, nameAt) + wrong + text.slice(nameAt + name.length));
      const told = mistakes.find(({ message }) => message.includes(`"${wrong}"`));
      expect(told, wrong).toMatchObject({ line: lineOf(text, nameAt), didYouMean: name });
      expect(told!.text.slice(told!.column - 1)).toMatch(new RegExp(`^${wrong}`));
    }
  });

  it('refuses a value out of its range, or a word that it does not know, at its place', async () => {
    const { text, all } = await writtenOut(type);
    let refused = 0;
    for (const one of all) {
      const wrong = outOfRange(one);
      if (wrong === null) continue;
      const mistakes = await mistakesOf(text.slice(0, one.valueAt) + wrong + text.slice(one.valueEnd));
      const told = mistakes.find(({ line }) => line === lineOf(text, one.valueAt));
      expect(told, `${one.name}: ${wrong}`).toBeDefined();
      expect(told!.expected ?? told!.didYouMean, `${one.name}: ${wrong}`).not.toBeNull();
      refused++;
    }
    expect(refused).toBeGreaterThan(0);
  });
});
