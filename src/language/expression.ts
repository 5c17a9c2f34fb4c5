// From text to a tree of our own. mathjs parses (its bundled build, loaded only when a text is more than a number
// and a unit), an allow-list of its nodes is taken over, and nothing is ever evaluated by it: there `min` is a
// function, `sec` the secant, `x + 10%` is x × 1.1, and `200000 / 60 s` is 3333.3 s. Here juxtaposition binds
// tighter than division, as engineers read it.

import type { MathNode } from 'mathjs/lib/browser/math.js';
import { nearest } from './nearest.ts';
import { QuantityError } from './quantity-error.ts';
import { shown } from './shown.ts';
import { lookAlike, type Unit, unitNamed, unitNames } from './unit.ts';

/** Arithmetic over quantities; `time` is the variable t, seconds since the start of the measured window. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'unit'; readonly unit: Unit }
  | { readonly kind: 'time' }
  | { readonly kind: 'percent'; readonly of: Expression }
  | { readonly kind: 'negated'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^';

/** The functions that an expression may call, with the number of their arguments (null: one or more). */
const FUNCTIONS = {
  sin: 1,
  cos: 1,
  exp: 1,
  log: 1,
  sqrt: 1,
  abs: 1,
  floor: 1,
  ceil: 1,
  pow: 2,
  min: null,
  max: null,
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

const LONGEST_TEXT = 1_000;
/** Parentheses within parentheses; how many the parser's stack would bear differs between machines. */
const DEEPEST = 50;
const PLAIN_QUANTITY =
  /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:(%)|([A-Za-zµμ]+))?\s*(?:\/\s*([A-Za-zµμ]+))?\s*$/u;
const ALLOWED_CHARACTERS = /^[\w\s.+\-*/^%(),µμ]*$/u;
const GROUPED_DIGITS = /\d[_,]\d{3}/;
const TWO_QUANTITIES = /\d\s*[A-Za-z]+\s*\d/;

type Parse = (text: string) => MathNode;
let parse: Parse | null = null;

/** Whether a text needs more than the table of units: then mathjs must have been loaded before it is read. */
function isArithmetic(text: string): boolean {
  return (
    text.length <= LONGEST_TEXT && ALLOWED_CHARACTERS.test(text) && /\S/.test(text) && plain(text) === null
  );
}

/**
 * Loads the parser if any of the texts needs it. Reading a quantity is synchronous, loading is not: whoever reads
 * texts of unknown form (the scenario's loader, a worker with expressions of t) awaits this first.
 */
export async function prepareExpressions(texts: Iterable<string>): Promise<void> {
  if (parse !== null) return;
  for (const text of texts) {
    if (!isArithmetic(text)) continue;
    const { default: math } = await import('mathjs/lib/browser/math.js');
    parse = (expression) => math.parse(expression);
    return;
  }
}

/**
 * The tree of a text.
 * @param text for instance `4 * 800/s`
 * @param withTime whether `t` may occur
 * @throws QuantityError when it is not arithmetic over numbers and units
 */
export function parseExpression(text: string, withTime: boolean): Expression {
  if (text.length > LONGEST_TEXT) {
    throw new QuantityError(`the expression has ${text.length} characters; ${LONGEST_TEXT} is the most`);
  }
  const simple = plain(text);
  if (simple !== null) return simple;
  if (!/\S/.test(text)) throw new QuantityError('the text is empty');
  const stray = [...text].find((character) => !ALLOWED_CHARACTERS.test(character));
  if (stray === '$')
    throw new QuantityError(`${shown(text)} is not a quantity`, { expected: 'prices are in USD: write USD' });
  if (stray !== undefined) {
    throw new QuantityError(`${stray === '"' ? `'"'` : `"${stray}"`} has no place in a quantity`, {
      expected: 'numbers, units and + - * / ^ ( )',
    });
  }
  if (depthOf(text) > DEEPEST) throw new QuantityError(`parentheses are nested more than ${DEEPEST} deep`);
  if (/\b0[xob]/i.test(text)) throw new QuantityError('numbers are written in decimal');
  if (parse === null) throw new Error('prepareExpressions() must be awaited before an expression is read');
  let tree: MathNode;
  try {
    tree = parse(text.replace(/\s/g, ' ').replace(/[µμ]s/gu, 'us'));
  } catch (error) {
    throw unreadable(text, error);
  }
  return convert(tree, withTime);
}

/** A number with at most one unit above and one below the line; null when the text is anything else. */
function plain(text: string): Expression | null {
  const match = PLAIN_QUANTITY.exec(text);
  if (match === null) return null;
  const [, digits, percent, above, below] = match;
  if ([above, below].some((name) => name === 't' || name === 'pi')) return null;
  let tree: Expression = { kind: 'number', value: Number(digits) };
  if (percent !== undefined) tree = { kind: 'percent', of: tree };
  if (above !== undefined) tree = binary('*', tree, unit(above));
  if (below !== undefined) tree = binary('/', tree, unit(below));
  return tree;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth -= 1;
  }
  return deepest;
}

function unreadable(text: string, error: unknown): QuantityError {
  if (TWO_QUANTITIES.test(text)) return twoQuantities();
  const message = error instanceof Error ? error.message : '';
  const at = /\(char (\d+)\)/.exec(message)?.[1];
  const place = at === undefined ? '' : `, at character ${at}`;
  return new QuantityError(`${shown(text)} is not a quantity${place}`, {
    expected: GROUPED_DIGITS.test(text)
      ? 'digits stand together, as in 1000'
      : 'as in 10 min, 2 KiB, 4 * 800/s',
  });
}

function twoQuantities(): QuantityError {
  return new QuantityError('two quantities stand side by side', {
    expected: 'write the sum, as in 2 h + 30 min',
  });
}

function binary(op: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', op, left, right };
}

function unit(name: string): Expression {
  const found = unitNamed(name.replace(/^[µμ]s$/u, 'us'));
  if (found !== undefined) return { kind: 'unit', unit: found };
  const hint = lookAlike(name);
  if (hint !== undefined) throw new QuantityError(`"${name}" is not a unit`, { expected: hint });
  if (/^_\d/.test(name))
    throw new QuantityError(`"${name}" is not a unit`, { expected: 'digits stand together, as in 1000' });
  const near = nearest(name, unitNames);
  throw new QuantityError(`unknown unit "${name}"`, near === undefined ? {} : { didYouMean: near });
}

function convert(node: MathNode, withTime: boolean): Expression {
  switch (node.type) {
    case 'ConstantNode':
      if (typeof node.value !== 'number' || !Number.isFinite(node.value)) {
        throw new QuantityError(`"${String(node.value)}" is not a number`);
      }
      return { kind: 'number', value: node.value };
    case 'ParenthesisNode':
      return convert(node.content!, withTime);
    case 'SymbolNode':
      return symbol(node.name!, withTime);
    case 'OperatorNode':
      return operator(node, withTime);
    case 'FunctionNode':
      return call(node, withTime);
    default:
      throw new QuantityError('only arithmetic with numbers and units is understood here');
  }
}

function symbol(name: string, withTime: boolean): Expression {
  if (name === 'pi') return { kind: 'number', value: Math.PI };
  if (name === 't') {
    if (withTime) return { kind: 'time' };
    throw new QuantityError('"t" (time) is understood only in the rate of arrivals');
  }
  if (TWO_QUANTITIES.test(`1${name}`)) throw twoQuantities();
  if (Object.hasOwn(FUNCTIONS, name) && name !== 'min')
    throw new QuantityError(`"${name}" needs its arguments`);
  return unit(name);
}

function operator(node: MathNode, withTime: boolean): Expression {
  const [first, second] = node.args ?? [];
  if (first === undefined) throw new QuantityError('only + - * / ^ are understood here');
  if (second === undefined) {
    if (node.op === '-') return { kind: 'negated', of: convert(first, withTime) };
    if (node.op === '+') return convert(first, withTime);
    throw new QuantityError(`"${node.op}" is not understood here`, { expected: '+ - * / ^' });
  }
  if (isPercent(node)) return { kind: 'percent', of: convert(first, withTime) };
  switch (node.op) {
    case '+':
    case '-':
      refusePercentOf(node.op, first, second);
      return binary(node.op, convert(first, withTime), convert(second, withTime));
    case '*':
    case '/':
      return product(node, withTime);
    case '^':
      return binary('^', convert(first, withTime), convert(second, withTime));
    case '%':
      throw new QuantityError('"%" between two values is not understood', {
        expected: 'write 0.9 * x for 90 % of x',
      });
    default:
      throw new QuantityError(`"${node.op}" is not understood here`, { expected: '+ - * / ^' });
  }
}

/** mathjs writes `40%` as a division by 100 that remembers the sign. */
function isPercent(node: MathNode): boolean {
  return node.isPercentage === true;
}

/** mathjs reads `x + 10%` as `x + x × 10%`, with the very same node for both x. */
function refusePercentOf(op: string, first: MathNode, second: MathNode): void {
  const [factor, percent] = second.args ?? [];
  if (second.op !== '*' || factor !== first || percent === undefined || !isPercent(percent)) return;
  const share = Number(percent.args?.[0]?.value);
  const whole = op === '+' ? 100 + share : 100 - share;
  const write = Number.isFinite(whole) ? `write ${whole / 100} * x` : 'write 1.1 * x';
  throw new QuantityError(`"x ${op} ${Number.isFinite(share) ? share : 10}%" can be read in two ways`, {
    expected: write,
  });
}

/** Products and quotients, left to right, where what stands side by side was bound first. */
function product(node: MathNode, withTime: boolean): Expression {
  const [head, ...rest] = factors(node);
  let tree = convertFactor(head!.nodes, withTime);
  for (const { op, nodes } of rest) tree = binary(op, tree, convertFactor(nodes, withTime));
  return tree;
}

interface Factor {
  readonly op: '*' | '/';
  /** What stands side by side: `60 s` is two nodes. */
  readonly nodes: readonly MathNode[];
}

function factors(node: MathNode): Factor[] {
  const isProduct = node.type === 'OperatorNode' && (node.op === '*' || node.op === '/') && !isPercent(node);
  if (!isProduct) return [{ op: '*', nodes: [node] }];
  const left = factors(node.args![0]!);
  const [first, ...more] = factors(node.args![1]!);
  if (node.implicit === true) {
    const last = left.pop()!;
    return [...left, { op: last.op, nodes: [...last.nodes, ...first!.nodes] }, ...more];
  }
  return [...left, { op: node.op === '/' ? '/' : '*', nodes: first!.nodes }, ...more];
}

function convertFactor(nodes: readonly MathNode[], withTime: boolean): Expression {
  const [head, ...rest] = nodes;
  let tree = convert(head!, withTime);
  for (const node of rest) {
    if (node.type === 'ConstantNode') throw twoQuantities();
    tree = binary('*', tree, convert(node, withTime));
  }
  return tree;
}

function call(node: MathNode, withTime: boolean): Expression {
  const name = typeof node.fn === 'string' ? node.fn : node.fn?.name;
  if (name === undefined || !Object.hasOwn(FUNCTIONS, name)) {
    const near = name === undefined ? undefined : nearest(name, Object.keys(FUNCTIONS));
    throw new QuantityError(`unknown function "${name ?? ''}"`, {
      expected: `one of ${Object.keys(FUNCTIONS).join(', ')}`,
      ...(near === undefined ? {} : { didYouMean: near }),
    });
  }
  const args = (node.args ?? []).map((argument) => convert(argument, withTime));
  const wanted = FUNCTIONS[name as FunctionName];
  if (wanted === null ? args.length === 0 : args.length !== wanted) {
    throw new QuantityError(`${name}() takes ${wanted ?? 'one or more'} argument${wanted === 1 ? '' : 's'}`);
  }
  return { kind: 'call', name: name as FunctionName, args };
}
