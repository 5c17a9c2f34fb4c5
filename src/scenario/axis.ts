// One path of a scenario and the values that it takes: from `sweep:` in the file, from `-P path=2:16:2`, or from
// `-L path=a,b`. A value is a layer like that of a `--set`, so whatever the schema refuses there it refuses here.

import { inFlow } from './assumptions.ts';
import { type Mistakes, type Place, source, wholeFile } from './mistake.ts';
import { isPath, layerOf, settingLayer } from './parsed.ts';
import { RangeMistake, readRange } from './range.ts';
import { type Group, type Node, plain } from './tree.ts';
import type { Reader } from './yaml.ts';

/** One value of a path. */
export interface AxisValue {
  /** In one line, as a `--set` would write it. */
  readonly text: string;
  readonly layer: Group;
}

/** A path and its values, in the order in which they were given. */
export interface Axis {
  readonly path: string;
  readonly values: readonly AxisValue[];
}

/** An axis that has been read but not filled: a range of a billion values is counted, never made. */
export interface WrittenAxis {
  readonly path: string;
  readonly count: number;
  /** Where it is written, for mistakes. */
  readonly place: Place;
  fill(reader: Reader): Axis;
}

/** Reads `path=first:last:step`; undefined when it is wrong. @param option as it is called: `-P` */
export function rangeAxis(option: string, text: string, mistakes: Mistakes): WrittenAxis | undefined {
  const parts = splitSetting(option, text, 'path=first:last:step', mistakes);
  if (parts === undefined) return undefined;
  const { path, value, place } = parts;
  try {
    const range = readRange(value);
    const fill = (reader: Reader): Axis =>
      axisOf(
        option,
        path,
        Array.from({ length: range.count }, (_, i) => range.at(i)),
        reader,
      );
    return { path, count: range.count, place, fill };
  } catch (error) {
    if (!(error instanceof RangeMistake)) throw error;
    mistakes.add(place, error.message, { expected: 'as in components.clicks.shardCount=2:16:2' });
    return undefined;
  }
}

/** Reads `path=a,b,c`; undefined when it is wrong. @param option as it is called: `-L` */
export function listAxis(option: string, text: string, mistakes: Mistakes): WrittenAxis | undefined {
  const parts = splitSetting(option, text, 'path=value,value', mistakes);
  if (parts === undefined) return undefined;
  const { path, value, place } = parts;
  const values = splitList(value);
  if (values.some((one) => one === '')) {
    mistakes.add(place, 'a value of the list is empty', {
      expected: 'as in components.clicks.streamMode=PROVISIONED,ON_DEMAND',
    });
    return undefined;
  }
  return { path, count: values.length, place, fill: (reader) => axisOf(option, path, values, reader) };
}

/** An axis of values that stand in the file. */
export function nodeAxis(path: string, place: Place, values: readonly Node[]): WrittenAxis {
  const fill = (): Axis => ({
    path,
    values: values.map((node) => ({ text: inFlow(plain(node)), layer: layerOf(node.place, path, node) })),
  });
  return { path, count: values.length, place, fill };
}

function axisOf(option: string, path: string, values: readonly string[], reader: Reader): Axis {
  return {
    path,
    values: values.flatMap((value) => {
      const text = `${path}=${value}`;
      const layer = settingLayer(`${option} ${text}`, text, path, value, reader);
      return layer === undefined ? [] : [{ text: value, layer }];
    }),
  };
}

function splitSetting(
  option: string,
  text: string,
  form: string,
  mistakes: Mistakes,
): { readonly path: string; readonly value: string; readonly place: Place } | undefined {
  const place = { ...wholeFile(source(`${option} ${text}`, text)), length: Math.max(1, text.length) };
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(0, equals)).trim();
  if (equals > 0 && isPath(path)) return { path, value: text.slice(equals + 1), place };
  mistakes.add(place, 'this varies nothing', { expected: `${option} ${form}` });
  return undefined;
}

/** Splits at commas that stand in no bracket and no quotes. */
function splitList(text: string): readonly string[] {
  const items: string[] = [];
  let item = '';
  let depth = 0;
  let quote = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if ('[{'.includes(sign)) depth++;
    else if (']}'.includes(sign)) depth--;
    if (sign === ',' && depth === 0 && quote === '') {
      items.push(item.trim());
      item = '';
    } else item += sign;
  }
  return [...items, item.trim()];
}
