// The comment for a review: its tag, its length, its order, and that names are shown, never obeyed.

import { describe, expect, it } from 'vitest';
import type { Comparison, Result } from '../../src/experiment/result.ts';
import { code, escaped } from '../../src/report/markdown/escape.ts';
import { renderComment, renderStepSummary } from '../../src/report/markdown.ts';
import { hotShard } from './fixture.ts';
import { EVIL, hostile } from './hostile.ts';
import { estimate } from './measured.ts';
import { manyDesigns, nothingFinished } from './variations.ts';

const LOST = hotShard().comparisons[1]!;

function row(path: string, over: Partial<Comparison>): Comparison {
  return { ...LOST, path, group: 'metric', ...over };
}

function withRows(rows: readonly Comparison[]): Result {
  const { design, against } = rows[0]!;
  const table = { ...hotShard().tables[0]!, design, against };
  return { ...hotShard(), tables: [table], comparisons: rows };
}

describe('the comment', () => {
  it('begins with a hidden tag that a job finds again', () => {
    expect(renderComment(hotShard()).split('\n')[0]).toBe('<!-- spillway: run hot-shard -->');
    const odd = { ...hotShard(), scenario: { ...hotShard().scenario, name: 'a --> <b>' } };
    expect(renderComment(odd).split('\n')[0]).toBe('<!-- spillway: run a-b -->');
  });

  it('puts the worst rows first, and of the like the largest', () => {
    const result = withRows([
      row('a.better.rate', { verdict: 'better', base: estimate(10), value: estimate(9) }),
      row('a.small.rate', { verdict: 'worse', base: estimate(10), value: estimate(11) }),
      row('a.open.rate', { verdict: 'no difference seen', base: estimate(10), value: estimate(11) }),
      row('a.large.rate', { verdict: 'worse', base: estimate(10), value: estimate(20) }),
      row('a.equal.rate', { verdict: 'equal', base: estimate(10), value: estimate(10) }),
      row('a.asked.rate', {
        verdict: 'worse',
        group: 'objective',
        base: estimate(10),
        value: estimate(10.5),
      }),
    ]);
    const order = [...renderComment(result).matchAll(/<code>a\.(\w+)\.rate/g)].map(([, name]) => name);
    expect(order).toEqual(['asked', 'large', 'small', 'better', 'open']);
    expect(renderComment(result)).toContain('1 other figure is equal in every replication.');
  });

  it("stays within GitHub's limits, and counts what it leaves out", () => {
    const rows = Array.from({ length: 20_000 }, (_, i) =>
      row(`clicks.metric-${i}.rate`, { verdict: 'worse' }),
    );
    const comment = renderComment(withRows(rows));
    const summary = renderStepSummary(withRows(rows));
    expect(Buffer.byteLength(comment)).toBeLessThan(64 * 1024);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    for (const text of [comment, summary]) {
      const shown = [...text.matchAll(/<code>clicks\.metric-/g)].length;
      const left = Number(/(\d+) more rows left out/.exec(text)?.[1]);
      expect(shown).toBeGreaterThan(100);
      expect(shown + left).toBe(20_000);
    }
    expect(Buffer.byteLength(renderComment(manyDesigns(2_000)))).toBeLessThan(64 * 1024);
    const long = { ...hotShard().scenario, description: '<'.repeat(500_000), name: '&'.repeat(100_000) };
    expect(Buffer.byteLength(renderComment({ ...hotShard(), scenario: long }))).toBeLessThan(64 * 1024);
  });

  it('of a run that finished nothing says so', () => {
    expect(renderComment(nothingFinished())).toContain('A run was interrupted');
  });

  it('holds no markup, mention or escape code of a user', () => {
    const text = renderComment(hostile());
    expect(text).not.toMatch(/<script|<img|<\/title|onerror="/);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    // Every line of a table has the columns of its head.
    const tables = text.split('\n\n').filter((part) => part.startsWith('|'));
    expect(tables.length).toBeGreaterThan(1);
    for (const table of tables) {
      const columns = table.split('\n').map((line) => line.split('|').length);
      expect(new Set(columns).size).toBe(1);
    }
    expect(text).not.toContain(EVIL.slice(0, 10));
  });
});

describe("a user's text", () => {
  it.each([
    ['a|b', 'a&#124;b'],
    ['`x` *y* _z_', '&#96;x&#96; &#42;y&#42; &#95;z&#95;'],
    ['# head', '&#35; head'],
    ['- item', '&#45; item'],
    ['1. item', '&#49;. item'],
    ['23.5 %', '23.5 %'],
    ['one\ntwo\u0000', 'one two'],
    ['@octocat', '&#64;\u200boctocat'],
    ['see #12', 'see #\u200b12'],
    [':tada:', '&#58;tada:'],
    ['https://x.y', 'https\u200b://x.y'],
    ['<b>&', '&#60;b&#62;&#38;'],
  ])('%j is shown, not obeyed', (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it('as code holds nothing that ends it', () => {
    expect(code('a</code>`|b')).toBe('<code>a&#60;/code&#62;&#96;&#124;b</code>');
  });
});
