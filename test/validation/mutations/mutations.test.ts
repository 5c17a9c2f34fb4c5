// The mutations fit the program as it stands, and VALIDATION.md says that each is caught.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { rows } from '../rows/index.ts';
import { mutations } from './index.ts';
import { catchOf } from './judge.ts';
import { type Mutation, mutated } from './mutation.ts';
import { section } from './section.ts';

const FILE = readFileSync('VALIDATION.md', 'utf8');

const row: Row = {
  name: 'row',
  kind: 'exact',
  runs: 'one',
  claims: [
    { what: 'first', expected: '1', source: 'by hand', tolerance: 'none' },
    { what: 'second', expected: '2', source: 'by hand', tolerance: 'none' },
  ],
  run: () => Promise.reject(new Error('not asked')),
};

const mutation: Mutation = {
  name: 'one',
  what: 'two, not one',
  edits: [{ file: 'a.ts', text: '= 1;', becomes: '= 2;' }],
  rows: [row],
};

const seen = (first: boolean, second: boolean) => [
  { value: first ? '1' : '7', holds: first },
  { value: second ? '2' : '8', holds: second },
];

describe('every mutation', () => {
  it.each(mutations)('fits the program: $name', (one) => {
    const sources = mutated(one, (file) => readFileSync(file, 'utf8'));
    for (const [file, text] of sources) expect(text).not.toBe(readFileSync(file, 'utf8'));
    expect(sources.size).toBeGreaterThan(0);
  });

  it('has a name of its own, and rows of the table', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
    for (const one of mutations) {
      expect(one.rows.length).toBeGreaterThan(0);
      for (const each of one.rows) expect(rows).toContain(each);
    }
  });

  it('is caught, by VALIDATION.md', () => {
    const text = section(mutations, [], FILE);
    expect(FILE).toContain(text);
    expect(text).toContain(`**${mutations.length} of ${mutations.length}** mutations are caught`);
  });
});

describe('an edit', () => {
  it('replaces what is there once', () => {
    expect(mutated(mutation, () => 'const a = 1;').get('a.ts')).toBe('const a = 2;');
  });

  it('is refused where its text is not there, or twice', () => {
    expect(() => mutated(mutation, () => 'const a = 3;')).toThrow('a.ts this text is not there');
    expect(() => mutated(mutation, () => 'const a = 1; const b = 1;')).toThrow('there 2 times');
  });

  it('meets what the edits before it have made of the file', () => {
    const edits = [...mutation.edits, { file: 'a.ts', text: '= 2;', becomes: '= 3;' }];
    expect(mutated({ name: 'two', edits }, () => 'const a = 1;').get('a.ts')).toBe('const a = 3;');
  });
});

describe('a mutation', () => {
  it('is caught by the first claim that is not met', () => {
    const looked = [{ row: 'row', seen: seen(true, false), error: null }];
    expect(catchOf(mutation, looked)).toEqual({ row: 'row', what: 'second', expected: '2', seen: '8' });
  });

  it('is not caught by rows that hold, nor by one that could not look', () => {
    expect(catchOf(mutation, [{ row: 'row', seen: seen(true, true), error: null }])).toBeNull();
    expect(catchOf(mutation, [{ row: 'row', seen: [], error: 'it broke' }])).toBeNull();
  });

  it('keeps its line while it and the claim that caught it stay the same', () => {
    const caught = { row: 'row', what: 'second', expected: '2', seen: '8' };
    const before = section([mutation], [{ mutation, caught, why: '' }], '');
    expect(before).toContain('**1 of 1** mutations are caught');
    expect(section([mutation], [], before)).toBe(before);
    expect(section([{ ...mutation, what: 'three, not one' }], [], before)).toContain('**not tried**');
    const other = { ...row, claims: row.claims.slice(0, 1) };
    expect(section([{ ...mutation, rows: [other] }], [], before)).toContain('**0 of 1** mutations');
  });

  it('that is not caught is told with the reason', () => {
    const text = section([mutation], [{ mutation, caught: null, why: 'every row holds' }], '');
    expect(text).toContain('| every row holds | **not caught** |');
  });
});
