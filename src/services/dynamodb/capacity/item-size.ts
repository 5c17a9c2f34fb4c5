// How large an item is, attribute by attribute ("DynamoDB item sizes and formats"): names and strings by their UTF-8, numbers by their
// significant digits, lists and maps by 3 B and 1 B for each element.

/** An attribute's value as DynamoDB's JSON writes it: `{ S: text }`, `{ N: '12' }`, `{ M: { … } }`. */
type AttributeValue = Readonly<Record<string, unknown>>;

/** What makes a value none of DynamoDB's, and where. */
export class AttributeError extends Error {
  readonly path: readonly (string | number)[];

  constructor(path: readonly (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

const encoder = new TextEncoder();
const COLLECTION_BYTES = 3;
const ELEMENT_BYTES = 1;

type Path = readonly (string | number)[];

/**
 * Bytes of an item: the names of its attributes and their values.
 * @param item attribute values by name
 * @throws AttributeError where a value is none of DynamoDB's
 */
export function itemBytes(item: unknown, path: Path = []): number {
  return Object.entries(groupAt(item, path, 'a group of attributes by name')).reduce(
    (sum, [name, value]) => sum + utf8Bytes(name) + valueBytes(value, [...path, name]),
    0,
  );
}

function valueBytes(value: unknown, path: Path): number {
  const entries = Object.entries(groupAt(value, path, 'a value with its type: { S: text }'));
  const [type, content] = entries[0] ?? ['', undefined];
  if (entries.length !== 1) throw new AttributeError(path, 'a value has one type: { S: text }');
  const at = [...path, type];
  switch (type) {
    case 'S':
      return utf8Bytes(textAt(content, at));
    case 'N':
      return numberBytes(textAt(content, at), at);
    case 'B':
      return binaryBytes(textAt(content, at), at);
    case 'BOOL':
      if (typeof content !== 'boolean') throw new AttributeError(at, 'BOOL is true or false');
      return 1;
    case 'NULL':
      if (content !== true) throw new AttributeError(at, 'NULL is true');
      return 1;
    case 'SS':
      return setBytes(content, at, (text) => utf8Bytes(text));
    case 'NS':
      return setBytes(content, at, numberBytes);
    case 'BS':
      return setBytes(content, at, binaryBytes);
    case 'L':
      return listAt(content, at).reduce<number>(
        (sum, each, i) => sum + ELEMENT_BYTES + valueBytes(each, [...at, i]),
        COLLECTION_BYTES,
      );
    case 'M': {
      const elements = Object.keys(groupAt(content, at, 'a group of attributes by name')).length;
      return COLLECTION_BYTES + ELEMENT_BYTES * elements + itemBytes(content, at);
    }
    default:
      throw new AttributeError(
        at,
        `"${type}" is no type of DynamoDB’s: S, N, B, BOOL, NULL, SS, NS, BS, L or M`,
      );
  }
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const MOST_DIGITS = 38;
const LARGEST_EXPONENT = 125;
const LEAST_EXPONENT = -130;

/**
 * Bytes of a number: one, one more where it is negative, and one for each pair of digits, counted from the decimal point, between
 * its first and its last that is not zero; zero has one byte. As measured on DynamoDB: what the guide says is too little for
 * numbers with digits on both sides of the point.
 */
export function numberBytes(text: string, path: Path = []): number {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') throw new AttributeError(path, `"${text}" is no number`);
  const digits = whole + fraction;
  const first = digits.search(/[1-9]/);
  if (first < 0) return 1;
  const last = digits.length - 1 - [...digits].reverse().findIndex((digit) => digit !== '0');
  // The power of ten of a digit at a place of the text.
  const powerOf = (place: number): number => whole.length - 1 - place + Number(exponent);
  if (last - first + 1 > MOST_DIGITS)
    throw new AttributeError(path, `a number has ${MOST_DIGITS} digits at most`);
  if (powerOf(first) > LARGEST_EXPONENT || powerOf(first) < LEAST_EXPONENT)
    throw new AttributeError(path, `"${text}" is beyond DynamoDB’s numbers`);
  const pairs = Math.floor(powerOf(first) / 2) - Math.floor(powerOf(last) / 2) + 1;
  return 1 + pairs + (sign === '-' ? 1 : 0);
}

function binaryBytes(text: string, path: Path): number {
  const bare = text.replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1)
    throw new AttributeError(path, 'binary data is written in base64');
  return Math.floor((bare.length * 3) / 4);
}

function setBytes(value: unknown, path: Path, bytesOf: (text: string, path: Path) => number): number {
  const members = listAt(value, path);
  if (members.length === 0) throw new AttributeError(path, 'a set is never empty');
  return members.reduce<number>(
    (sum, member, i) => sum + bytesOf(textAt(member, [...path, i]), [...path, i]),
    0,
  );
}

function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

function textAt(value: unknown, path: Path): string {
  if (typeof value === 'string') return value;
  throw new AttributeError(path, 'the value is written as text, in quotes');
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new AttributeError(path, 'the value is a list');
}

function groupAt(value: unknown, path: Path, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as AttributeValue;
  throw new AttributeError(path, `this is not ${what}`);
}
