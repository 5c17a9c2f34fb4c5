// The summary as a reader meets it: the answer first, 80 columns, marks before colour.

import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/experiment/result.ts';
import { renderSummary } from '../../src/report/terminal.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';
import {
  manyDesigns,
  manyShards,
  noMonth,
  nothingAsked,
  nothingFinished,
  oneReplication,
  singleServer,
} from './variations.ts';

const ESCAPE = '\u001b';

function plain(result: Result, width = 80): string {
  return renderSummary(result, { colour: false, width });
}

/** The first line that holds all of the words. */
function lineWith(text: string, ...words: readonly string[]): string {
  return text.split('\n').find((line) => words.every((word) => line.includes(word))) ?? '';
}

describe('the summary', () => {
  it('answers before it explains: verdict, objectives, designs, comparison, assumptions', () => {
    const text = plain(hotShard());
    const order = [
      'base misses 2 of 3 objectives. Of 2 variants, salted-key (283 USD a month)',
      'OBJECTIVES',
      'base ───',
      'web-servers → dashboard',
      '\n    throttles\n',
      '\n    findings\n',
      '\n    cost\n',
      'eight-shards ───',
      'COMPARED WITH THE BASE',
      'salted-key loses nothing where base loses 23.5 %, and costs 1.19 times as',
      '4 assumptions shaped these results',
    ].map((words) => text.indexOf(words));
    expect(order.every((place) => place >= 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });

  it('marks each objective, and says what was seen', () => {
    const text = plain(hotShard());
    expect(lineWith(text, '✗', 'dashboard.latency.p99 < 1 s')).toContain('> 412 ms');
    expect(lineWith(text, '✗', 'dashboard.lost.ratio < 0.1%')).toContain('23.5 % ± 0.094');
    expect(lineWith(text, '✓', 'cost.perMonth < 300 USD')).toContain('237 USD ± 0.19');
  });

  it('has every value in one column', () => {
    const starts = plain(hotShard())
      .split('\n')
      .flatMap((line) => (/ \.+: /.test(line) ? [line.indexOf(': ')] : []));
    expect(starts.length).toBeGreaterThan(40);
    expect(new Set(starts).size).toBe(1);
  });

  it('names the fullest shard against its limit, and what it refused', () => {
    const text = plain(hotShard());
    expect(lineWith(text, 'shard 2, the fullest shard')).toContain('OfferedRecords 1,752/s of 1,000/s');
    expect(lineWith(text, 'shard 2 ..')).toContain('76.2 %');
    expect(text).toContain('✗ clicks: shard 2 is offered 1,752 records/s, 175 % of the record limit of');
  });

  it('compares each variant: base, new, change', () => {
    const text = plain(hotShard());
    const rows = text.slice(text.indexOf('COMPARED'));
    expect(lineWith(rows, '? dashboard.latency.p99')).toMatch(/> 412 ms +> 412 ms +n\/a/);
    expect(lineWith(rows, '+ dashboard.lost.ratio', '0 %')).toMatch(/23\.5 % +0 % +-23\.5 points/);
    expect(lineWith(rows, '− cost.perMonth', '339')).toMatch(/237 USD +339 USD +\+43 %/);
  });

  it('never sets a value equal to a limit that it does not equal', () => {
    const result = hotShard();
    const base = result.designs[0]!;
    const [p99, ...others] = base.objectives;
    const observed = { value: 1.00004, ci95: null };
    const close = { ...result, designs: [{ ...base, objectives: [{ ...p99!, observed }, ...others] }] };
    expect(lineWith(plain(close), '✗', 'latency.p99')).toContain('1.00004 s');
  });
});

describe('the summary of anything else', () => {
  it.each([
    ['hot-shard', hotShard()],
    ['hostile names', hostile()],
    ['nothing asked', nothingAsked()],
    ['a single server', singleServer()],
    ['nothing finished', nothingFinished()],
    ['one replication', oneReplication()],
    ['no month', noMonth()],
    ['thirty designs', manyDesigns(30)],
    ['a hundred shards', manyShards(100)],
  ])('fits 80 columns: %s', (_, result) => {
    for (const line of plain(result).split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  it('has no escape codes without colour, and the same words with it', () => {
    const coloured = renderSummary(hotShard(), { colour: true, width: 80 });
    expect(plain(hotShard())).not.toContain(ESCAPE);
    expect(coloured).toContain(`${ESCAPE}[3`);
    const stripped = coloured
      .split(ESCAPE)
      .map((piece, i) => (i === 0 ? piece : piece.replace(/^\[\d+m/, '')));
    expect(stripped.join('')).toBe(plain(hotShard()));
  });

  it('never hands a terminal what a scenario would have it do', () => {
    const text = plain(hostile());
    expect(text).not.toContain(ESCAPE);
    expect(text).not.toContain('\u0007');
  });

  it('counts what it leaves out', () => {
    expect(plain(manyDesigns(30))).toContain('and 23 more designs in the files');
    expect(plain(manyShards(100))).toContain('and 97 more shards in the files');
  });

  it('says that one replication proves nothing, and which way it points', () => {
    const text = plain(oneReplication());
    expect(text.replace(/\s+/g, ' ')).toContain(
      'One replication: figures are indicative and have no interval, and nothing tells whether a design keeps up with its traffic.',
    );
    expect(lineWith(text, '?', 'cost.perMonth < 300 USD')).toContain('(indicative: holds)');
    expect(text).not.toMatch(/\d ± /);
  });

  it('says that a run was interrupted, even when nothing was finished', () => {
    expect(plain(nothingFinished())).toContain('No design was finished.');
    expect(plain(nothingFinished())).toContain('The run was interrupted');
  });

  it('gives the bill of the window where there is none of the month, and why', () => {
    const text = plain(noMonth());
    expect(lineWith(text, 'the measured window ..')).toContain('USD');
    expect(text).toContain('no monthly bill: a rate follows time and has no period');
  });

  it('shows what a server measured, and that nothing was refused', () => {
    const text = plain(singleServer());
    expect(lineWith(text, 'wait ..')).toContain('mean 4 s  p50 2.7 s  p90 9.1 s');
    expect(lineWith(text, 'refused ..')).toContain('nothing');
  });
});
