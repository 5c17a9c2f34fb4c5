// VALIDATION.md is what the README promises: every row that there is, with its verdict.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf } from './file.ts';
import type { Kind, Row } from './row.ts';
import { rows } from './rows/index.ts';
import { holds, table } from './table.ts';

const FILE = readFileSync('VALIDATION.md', 'utf8');
/** Without the section of mutations, of which some are named as rows are. */
const TABLES = FILE.slice(0, FILE.indexOf('## Limits, meters and prices'));

/** A row of one claim. */
function row(name: string, kind: Kind, over: Partial<Row> = {}): Row {
  return {
    name,
    kind,
    runs: '30 × 10 customers, seed a',
    claims: [{ what: `what ${name} | says`, expected: '1', source: 'by hand', tolerance: 'none' }],
    run: () => Promise.reject(new Error('not asked')),
    ...over,
  };
}

const looked = (one: Row, value: string, met = true) => ({
  row: one,
  seen: [{ value, holds: met }],
  error: null,
});

/** The lines of the table of a row. */
const linesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`| ${name} |`));

describe('VALIDATION.md', () => {
  it('lists every claim of every row, in their order, and nothing else', () => {
    // A row that nobody has looked at, or whose claim has changed since, would be told as not run.
    expect(textOf({}, FILE)).toBe(FILE);
    for (const { name, claims } of rows) expect(linesOf(TABLES, name), name).toHaveLength(claims.length);
    const names = TABLES.split('\n').flatMap((line) => /^\| (\S+) \|/.exec(line)?.[1] ?? []);
    expect([...new Set(names)].filter((name) => name !== 'name').sort()).toEqual(
      rows.map(({ name }) => name).sort(),
    );
  });

  it('has a verdict for each, and none that fails', () => {
    for (const { name } of rows) {
      for (const line of linesOf(TABLES, name)) expect(line).toContain(' | holds | ');
    }
  });

  it('is linked from the README', () => {
    expect(readFileSync('README.md', 'utf8')).toContain('](VALIDATION.md)');
  });
});

describe('the table', () => {
  const a = row('a', 'exact');
  const b = row('b', 'predicted');
  const c = row('c', 'calibrated');
  const d = row('d', 'exact', { nightly: true });

  it('counts what holds by kind, calibrated claims apart', () => {
    const text = table([a, b, c], [looked(a, '1'), looked(b, '2', false), looked(c, '1')], '');
    expect(text).toContain('**1 of 1 exact**');
    expect(text).toContain('**0 of 1 predicted**');
    expect(text).toContain('**1 of 1 calibrated**');
    expect(linesOf(text, 'b')[0]).toContain('| **fails** |');
  });

  it('says of a row that nobody has looked at that it was not run, and does not count it', () => {
    const text = table([a, b], [looked(a, '1')], '');
    expect(linesOf(text, 'b')[0]).toContain('| **not run** |');
    expect(text).toContain('**0 of 1 predicted**');
  });

  it('keeps the lines of rows that were not looked at, unless what they claim has changed', () => {
    const before = table([a, b], [looked(a, '1.1'), looked(b, '2')], '');
    const after = table([a, b], [looked(a, '1.2')], before);
    expect(linesOf(after, 'a')[0]).toContain('| 1.2 |');
    expect(linesOf(after, 'b')).toEqual(linesOf(before, 'b'));
    const stricter = row('b', 'predicted', { runs: '30 × 20 customers, seed a' });
    expect(linesOf(table([a, stricter], [], after), 'b')[0]).toContain('| **not run** |');
    expect(linesOf(table([a], [], after), 'b')).toEqual([]);
  });

  it('sets the rows that CI has no time for apart', () => {
    const e = row('e', 'exact', { long: true });
    const text = table([e, a], [looked(a, '1'), looked(e, '1')], '');
    expect(text.indexOf('| e |')).toBeGreaterThan(text.indexOf('## Longer'));
    expect(text.indexOf('| a |')).toBeLessThan(text.indexOf('## Longer'));
  });

  it('sets the rows that run nightly apart', () => {
    const text = table([a, d], [looked(a, '1'), looked(d, '1')], '');
    expect(text.indexOf('| d |')).toBeGreaterThan(text.indexOf('## Nightly'));
    expect(text.indexOf('| a |')).toBeLessThan(text.indexOf('## Nightly'));
    expect(text).toContain('**2 of 2 exact**');
  });
});

describe('a row', () => {
  it('holds when every one of its claims was met, and not when looking failed', () => {
    const a = row('a', 'exact');
    expect(holds(looked(a, '1'))).toBe(true);
    expect(holds(looked(a, '1', false))).toBe(false);
    expect(holds({ row: a, seen: [], error: null })).toBe(false);
    expect(holds({ row: a, seen: [], error: 'no server' })).toBe(false);
  });

  it('has a name of its own', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });
});
