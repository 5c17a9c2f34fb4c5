// The page in a real browser, opened from disk, for a reader without JavaScript: what is seen, not what the text of the
// file says.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/page.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';
import { ask, type DrawnChart, Reader } from './visit.ts';

let reader: Reader;
let text: string;

beforeAll(async () => {
  reader = await Reader.arrive();
  text = await renderHtml(hotShard());
});

afterAll(async () => {
  await reader?.leave();
});

describe('the page without JavaScript', () => {
  it('asks for nothing, complains of nothing, and offers nothing that would not work', async () => {
    const { page, complaints } = await reader.visit(text, { width: 1280, scripts: false });
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('hot-shard: spillway report');
    expect(await page.locator('#tools').isVisible()).toBe(false);
    await page.close();
  });

  it('shows its charts at a size that can be read, each with a label in words', async () => {
    const { page } = await reader.visit(text, { width: 1280, scripts: false });
    const charts = await ask<readonly DrawnChart[]>(page, 'charts');
    // A picture of each of three designs, throughput of the whole and of the fullest shard, latency of each, throttles
    // for the two designs that have any, and the bill.
    expect(charts.length).toBe(3 + 6 + 3 + 2 + 1);
    for (const chart of charts) {
      expect(chart.width).toBeGreaterThan(250);
      expect(chart.height).toBeGreaterThan(80);
      expect(chart.marks).toBeGreaterThan(5);
      expect(chart.label.length).toBeGreaterThan(40);
    }
    await page.close();
  });

  it('draws three components and two wires a design, and marks what throttled and what was lost', async () => {
    const { page } = await reader.visit(text, { width: 1280, scripts: false });
    const pictures = page.locator('#topology figure');
    expect(await pictures.count()).toBe(3);
    for (let i = 0; i < 3; i++) {
      expect(await pictures.nth(i).locator('rect').count()).toBe(3);
      expect(await pictures.nth(i).locator('path.wire').count()).toBe(2);
    }
    // 23.5 % of the base's records are lost, by throttles; the salted key loses none.
    const base = await pictures.nth(0).textContent();
    expect(base).toContain('✗ WriteProvisionedThroughputExceeded');
    expect(base).toContain('23.5 %');
    expect(await pictures.nth(0).locator('path[stroke-dasharray]').count()).toBe(1);
    expect(await pictures.nth(2).textContent()).not.toContain('✗');
    await page.close();
  });

  it.each([1280, 390])('has no label outside its chart or upon another, %d pixels wide', async (width) => {
    const { page } = await reader.visit(text, { width, scripts: false });
    expect(await ask(page, 'badLabels')).toEqual([]);
    await page.close();
  });

  it.each([1280, 360, 320])('is never wider than a screen of %d pixels', async (width) => {
    const { page } = await reader.visit(text, { width, scripts: false });
    expect(await ask(page, 'width')).toEqual({ wide: width, out: [] });
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has text that stands out from its ground, %s', async (scheme) => {
    const { page } = await reader.visit(text, { width: 1280, scheme, scripts: false });
    const lowest = await ask<{ ratio: number; text: string }>(page, 'lowestContrast');
    expect(lowest.ratio, lowest.text).toBeGreaterThanOrEqual(4.5);
    await page.close();
  });

  it('has one title, headings that skip no level, and a caption on every table', async () => {
    const { page } = await reader.visit(text, { width: 1280, scripts: false });
    const levels = await ask<readonly number[]>(page, 'headings');
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [i, level] of levels.slice(1).entries()) expect(level).toBeLessThanOrEqual(levels[i]! + 1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    await page.close();
  });

  it('shows what a scenario calls itself, and never obeys it', async () => {
    const { page, complaints } = await reader.visit(await renderHtml(hostile()), {
      width: 390,
      scripts: false,
    });
    expect(complaints).toEqual([]);
    expect(await page.title()).toContain('<script>');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('</style>');
    expect(await page.locator('section').count()).toBeGreaterThan(8);
    expect(await ask(page, 'width')).toEqual({ wide: 390, out: [] });
    await page.close();
  });
});
