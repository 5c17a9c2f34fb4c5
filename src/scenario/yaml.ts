// From YAML text to a tree of values with their places. YAML 1.2 alone, no tags, no second document; aliases are
// shared, never copied, so that a bomb of them is counted, not exploded; and what YAML would silently make of a value
// (010, 1:30) is told.

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLMap,
  type Node as YamlNode,
  type Scalar as YamlScalar,
} from 'yaml';
import { interpolate } from './environment.ts';
import type { Mistakes, Place, Source } from './mistake.ts';
import { type Entry, group, list, type Node, scalar } from './tree.ts';

const MOST_VALUES = 100_000;
const DEEPEST = 100;
const OCTAL_OF_OLD = /^[-+]?0\d+$/;
const SEXAGESIMAL = /^\d+(?::[0-5]?\d)+$/;
/** Texts that are the user's own words, whatever they look like. */
const FREE_TEXT: ReadonlySet<string> = new Set(['name', 'description']);

/** What reading takes from outside, and what it notes. */
export interface Reader {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Variables that were used. */
  readonly taken: Map<string, string>;
  readonly mistakes: Mistakes;
}

/** The tree of a YAML text; undefined when there is nothing to go on with (the mistakes say why). */
export function readYaml(text: string, source: Source, offset: number, reader: Reader): Node | undefined {
  const places = new Places(source, text, offset);
  let document: ReturnType<typeof parseDocument>;
  try {
    const options = {
      version: '1.2',
      strict: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    } as const;
    document = parseDocument(text, options);
  } catch {
    reader.mistakes.add(places.at([0, 1]), 'the YAML cannot be read: it is nested too deeply');
    return undefined;
  }
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    reader.mistakes.add(places.at([0, 5]), `YAML ${document.directives.yaml.version} is not read`, {
      expected: 'YAML 1.2: leave the %YAML line out',
    });
    return undefined;
  }
  const overflow = document.errors.find(({ message }) => message.includes('call stack'));
  if (overflow !== undefined) {
    reader.mistakes.add(places.at(overflow.pos), 'the YAML cannot be read: it is nested too deeply', {
      expected: `at most ${DEEPEST} deep`,
    });
    return undefined;
  }
  for (const { code, message, pos } of document.errors) {
    reader.mistakes.add(places.at(pos), YAML_ERRORS.get(code) ?? `YAML: ${firstLine(message)}`);
  }
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) return scalar(places.at([0, 1]), null);
  const root = new Conversion(places, reader).node(document.contents as YamlNode, [], 0);
  return root;
}

const YAML_ERRORS: ReadonlyMap<string, string> = new Map([
  ['MULTIPLE_DOCS', 'a second document begins here; a scenario is one'],
  ['TAB_AS_INDENT', 'a tab indents here; YAML takes only spaces'],
  ['BLOCK_AS_IMPLICIT_KEY', 'two colons in one line: quote the text, or begin a new line'],
]);

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

/** Stretches of the text as places in the source. */
class Places {
  readonly source: Source;
  /** Where each line begins, in characters of the text. The parser's own count loses lines in what is no YAML. */
  private readonly starts: readonly number[];
  /** Characters of the source's first line that stand before the text (`--set path=`). */
  private readonly offset: number;

  constructor(source: Source, text: string, offset: number) {
    this.source = source;
    this.starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
    this.offset = offset;
  }

  /** The stretch [start, end), or what of it lies in its first line. */
  at([start, end]: readonly [number, number, ...number[]]): Place {
    const number = this.lineOf(start);
    const column = start - this.starts[number - 1]! + 1 + (number === 1 ? this.offset : 0);
    const room = (this.source.lines[number - 1]?.length ?? 0) - column + 1;
    return { source: this.source, line: number, column, length: Math.max(1, Math.min(end - start, room)) };
  }

  /** From 1 on: the last line that begins at the character or before it. */
  private lineOf(at: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

class Conversion {
  private readonly places: Places;
  private readonly reader: Reader;
  private readonly anchors = new Map<string, Node | 'open'>();
  private values = 0;

  constructor(places: Places, reader: Reader) {
    this.places = places;
    this.reader = reader;
  }

  node(yaml: YamlNode | null, path: readonly string[], depth: number): Node {
    const place = this.placeOf(yaml);
    if (depth > DEEPEST) return this.refused(place, `values are nested more than ${DEEPEST} deep`);
    if (yaml === null) return scalar(place, null);
    if (isAlias(yaml)) return this.alias(yaml, place);
    if (yaml.tag !== undefined) {
      return this.refused(
        place,
        `tags are not read here ("${yaml.tag.replace('tag:yaml.org,2002:', '!!')}")`,
        'leave the tag out',
      );
    }
    const anchor = 'anchor' in yaml ? yaml.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    const node = this.value(yaml, place, path, depth);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private value(yaml: YamlNode, place: Place, path: readonly string[], depth: number): Node {
    if (isMap(yaml)) return this.map(yaml, place, path, depth);
    if (isSeq(yaml)) {
      return this.counted(
        list(
          place,
          yaml.items.map((item) => this.node(item as YamlNode, [...path, '-'], depth + 1)),
        ),
      );
    }
    if (isScalar(yaml)) return this.scalar(yaml, place, path);
    return this.refused(place, 'this is no value');
  }

  private map(yaml: YAMLMap, place: Place, path: readonly string[], depth: number): Node {
    const entries = new Map<string, Entry>();
    const merged: Node[] = [];
    for (const { key, value } of yaml.items) {
      const keyPlace = this.placeOf(key as YamlNode | null);
      // NULL is a name where it is written as one (the type of an attribute in DynamoDB's JSON).
      const isNameless = isScalar(key) && key.value === null && !/\w/.test(key.source ?? '');
      if (!isScalar(key) || isNameless) {
        this.mistake(keyPlace, 'a property has a name of one word', 'write it as name: value');
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const node = this.node(value as YamlNode | null, [...path, name], depth + 1);
      if (name === '<<' && key.type === 'PLAIN') {
        merged.push(...(node.kind === 'list' ? node.items : [node]));
      } else if (name in Object.prototype) {
        this.mistake(keyPlace, `"${name}" cannot be used as a name`);
      } else if (entries.has(name)) {
        const first = entries.get(name)!.key;
        this.mistake(keyPlace, `"${name}" is given twice`, `the first is in line ${first.line}`);
      } else {
        entries.set(name, { key: keyPlace, node });
      }
    }
    for (const node of merged) {
      if (node.kind !== 'group') {
        this.mistake(node.place, '"<<" takes groups of properties', 'as in <<: *name');
        continue;
      }
      for (const [name, entry] of node.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return this.counted(group(place, entries));
  }

  private scalar(yaml: YamlScalar, place: Place, path: readonly string[]): Node {
    const { source = '', type } = yaml;
    const own = path.some((name) => FREE_TEXT.has(name) || name.startsWith('x-'));
    if (type === 'PLAIN' && !own) this.tellSilent(source, place);
    if (typeof yaml.value !== 'string') return this.counted(scalar(place, typed(yaml.value)));
    if (!yaml.value.includes('${')) return this.counted(scalar(place, yaml.value));
    const { environment, taken } = this.reader;
    const replaced = interpolate(yaml.value, environment, taken);
    if (!replaced.ok) return this.refused(place, replaced.message, replaced.expected);
    return this.counted(scalar(place, type === 'PLAIN' ? plainScalar(replaced.text) : replaced.text));
  }

  private tellSilent(source: string, place: Place): void {
    if (OCTAL_OF_OLD.test(source)) {
      const decimal = source.replace(/^([-+]?)0+(?=\d)/, '$1');
      this.mistake(
        place,
        `YAML 1.2 reads ${source} as ${decimal}, YAML 1.1 as octal`,
        `write ${decimal}, or quote it`,
      );
    } else if (SEXAGESIMAL.test(source)) {
      const total = source.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      this.mistake(
        place,
        `YAML 1.2 reads ${source} as text, YAML 1.1 as ${total}`,
        `write ${inUnits(total)}, or quote it`,
      );
    }
  }

  private alias(yaml: Alias, place: Place): Node {
    const target = this.anchors.get(yaml.source);
    if (target === undefined) return this.refused(place, `no anchor "&${yaml.source}" stands before this`);
    if (target === 'open') return this.refused(place, `"*${yaml.source}" holds itself`);
    if (this.values > MOST_VALUES) return scalar(place, null);
    this.values += target.size;
    return this.values > MOST_VALUES
      ? this.refused(place, `aliases make more than ${MOST_VALUES} values of this`, 'fewer aliases')
      : target;
  }

  private counted(node: Node): Node {
    this.values += 1;
    return node;
  }

  private placeOf(yaml: YamlNode | null | undefined): Place {
    const range = yaml?.range;
    return this.places.at(range ? [range[0], Math.max(range[0] + 1, range[1])] : [0, 1]);
  }

  private refused(place: Place, message: string, expected?: string): Node {
    this.mistake(place, message, expected);
    return scalar(place, null);
  }

  private mistake(place: Place, message: string, expected?: string): void {
    this.reader.mistakes.refuse(place, message, { expected });
  }
}

/** Seconds as a sum of quantities: 90 is `1 min + 30 s`. */
function inUnits(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const written = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`);
  return written.length === 0 ? '0 s' : written.join(' + ');
}

function typed(value: unknown): string | number | boolean | null {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}

/** What a plain scalar of that text means in YAML's core schema. */
function plainScalar(text: string): string | number | boolean | null {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^[-+]?(?:\d+|(?:\.\d+|\d+\.\d*|\d+)(?:[eE][-+]?\d+)?)$/.test(text) ? Number(text) : text;
}
