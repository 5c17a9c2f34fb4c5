// The page's text, without a browser: stable bytes, nothing from outside, what is left out counted.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderReports } from '../../src/report/files.ts';
import { escapeText, html } from '../../src/report/html/markup.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { hotShard } from './fixture.ts';
import { EVIL, hostile } from './hostile.ts';
import {
  manyDesigns,
  manyShards,
  noMonth,
  nothingAsked,
  nothingFinished,
  oneReplication,
  singleServer,
} from './variations.ts';

/** The page without its scripts: the published libraries name addresses and say `undefined`. */
function told(text: string): string {
  return text.replace(/<script>[\s\S]*?<\/script>/g, '');
}

/** Drawn once: most claims are about this one. */
let drawn: Promise<string> | undefined;
function hotShardPage(): Promise<string> {
  drawn ??= renderHtml(hotShard());
  return drawn;
}

describe('report.html', () => {
  it('is the same bytes each time, whatever was drawn before', async () => {
    const first = await hotShardPage();
    await renderHtml(manyShards(20));
    expect(await renderHtml(hotShard())).toBe(first);
  });

  it('names no address but that of its own sections, and forbids all others', async () => {
    const text = told(await hotShardPage());
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/\b(?:src|xlink:href)=|url\(|@import|https?:/);
    for (const [, target] of text.matchAll(/href="#([^"]*)"/g))
      expect(text).toContain(`<section id="${target}"`);
  });

  it('asks the questions in the order of a reader in a hurry', async () => {
    const text = await hotShardPage();
    const titles = [...text.matchAll(/<h2 [^>]*>([^<]*)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Objectives by design',
      'Findings: why it happened, and what lifts it',
      'The designs',
      'Throughput against capacity',
      'Latency percentiles over time',
      'Throttles, part by part',
      'Designs compared',
      'The month&#39;s bill',
      'What became of the records',
      'Assumptions that shaped this result',
      'Every metric',
      'Method, and how to repeat it',
    ]);
  });

  it('gives the bill to the cent, line by line, with what has no price', async () => {
    const text = await hotShardPage();
    // 4 shards × 730 h × 0.015 USD, and 8.
    expect(text).toContain('43.80');
    expect(text).toContain('87.60');
    expect(text).toContain('Not priced, and not in these sums: web-servers: compute (no hostPrice)');
  });

  it('says how to repeat the run, with a seed that a shell takes whole', async () => {
    expect(await hotShardPage()).toContain('sim run hot-shard.yaml --seed 1 --replications 5');
    const odd = hotShard();
    const seeded = await renderHtml({ ...odd, scenario: { ...odd.scenario, seed: "it's; rm" } });
    expect(seeded).toContain(`--seed ${escapeText("'it'\\''s; rm'")}`);
  });

  it('lets no text of a scenario become markup', async () => {
    const whole = await renderHtml(hostile());
    const text = told(whole);
    // Vega, Vega-Lite, Vega-Embed and the page's own two, and none of the scenario's.
    expect(whole.match(/<script>/g)?.length).toBe(5);
    expect(text.match(/<script/g)?.length).toBe(text.match(/<div class="plot">/g)?.length);
    expect(text).not.toContain('<img');
    expect(text.match(/<\/style>/g)?.length).toBe(1);
    expect(text).toContain(escapeText(EVIL));
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it.each([
    ['nothing asked', nothingAsked()],
    ['a single server', singleServer()],
    ['nothing finished', nothingFinished()],
    ['one replication', oneReplication()],
    ['no month', noMonth()],
  ])('can be drawn of %s', async (_, result) => {
    const text = told(await renderHtml(result));
    expect(text).toContain('<h2 id="method-title">');
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('lets only the scripts run that it brings, each by its hash', async () => {
    const text = await renderHtml(nothingFinished());
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script!);
    const hashes = scripts.map(
      (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
    expect(hashes).toHaveLength(5);
    expect(text).toContain(`script-src ${hashes.join(' ')} 'unsafe-eval'"`);
  });

  it('counts the designs and the shards that it leaves out', async () => {
    expect(await renderHtml(manyDesigns(30))).toContain('and 25 more designs, in results.json');
    expect(await renderHtml(manyShards(100))).toContain('and 84 more parts, none of which refused more');
  });
});

describe('the template', () => {
  it('escapes text, keeps markup, joins lists, drops null', () => {
    const inner = html`<b>${'<&>"\''}</b>`;
    expect(html`<p>${inner}${[1, 'x']}${null}</p>`.text).toBe('<p><b>&lt;&amp;&gt;&quot;&#39;</b>1x</p>');
  });
});

const FILES =
  'results.json report.html series.csv latency.csv cost.csv comment.md summary.md junit.xml annotations.txt';

describe('the files of a run', () => {
  it('are five, and four for CI jobs, in one order', async () => {
    const context = { file: 'hot-shard.yaml', gated: ['base'], allowIndicative: false };
    const names = FILES.split(' ');
    const files = await renderReports(hotShard(), context, new Set(names));
    expect(files.map(({ name }) => name)).toEqual(names);
    for (const { text } of files) expect(text.endsWith('\n')).toBe(true);
  });
});
