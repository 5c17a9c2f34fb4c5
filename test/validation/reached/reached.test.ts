// Every limit, meter and price that a component declares is reached by a row, by VALIDATION.md; and no row says that it
// reaches what there is not.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rows } from '../rows/index.ts';
import { change } from './change.ts';
import { entries } from './entries.ts';
import { rowsOf } from './judge.ts';
import { reachedSection } from './section.ts';

const FILE = readFileSync('VALIDATION.md', 'utf8');

describe('every limit, meter and price', () => {
  it('has a name of its own', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(200);
  });

  it('has a row that says that it reaches it', () => {
    expect(entries.filter((entry) => rowsOf(entry).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('is named by rows as it is declared', () => {
    const known = new Set(entries.map(({ id }) => id));
    const named = rows.flatMap(({ reaches = [] }) => reaches);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('is reached, by VALIDATION.md', () => {
    const text = reachedSection(entries, [], FILE);
    expect(FILE).toContain(text);
    expect(text).toContain(`**${entries.length} of ${entries.length}** are reached`);
  });
});

describe('a change', () => {
  const limit = (value: number) => ({
    value,
    unit: '',
    description: '',
    source: '',
    date: '',
    enforced: false,
  });

  it('makes five quarters of a limit, whole where it was whole', () => {
    expect([1000, 3, 0.5, 1, 0].map((value) => change(limit(value)))).toEqual([
      '1250',
      '4',
      '0.625',
      '2',
      '1',
    ]);
  });

  it('makes five quarters of prices, by region and tier', () => {
    const price = {
      regions: {
        'us-east-1': 0.4,
        'eu-west-1': [
          { upTo: 10, usd: 2 },
          { upTo: null, usd: 1 },
        ],
      },
      source: '',
      date: '',
    };
    expect(change(price)).toBe('1.25 times as much');
    expect(price.regions).toEqual({
      'us-east-1': 0.5,
      'eu-west-1': [
        { upTo: 10, usd: 2.5 },
        { upTo: null, usd: 1.25 },
      ],
    });
  });
});
