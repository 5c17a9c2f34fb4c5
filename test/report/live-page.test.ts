// The page in a real browser, opened from disk, for a reader with JavaScript: charts that answer. One page is kept open,
// and each test leaves it as it was.

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/page.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';
import { ask, type DrawnChart, Reader, type Visit } from './visit.ts';

let reader: Reader;
let text: string;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  reader = await Reader.arrive();
  text = await renderHtml(hotShard());
  visit = await reader.visit(text, { width: 1280, scripts: true });
  page = visit.page;
});

afterAll(async () => {
  await reader?.leave();
});

const chart = (section: string, design: number): Locator =>
  page.locator(`#${section} figure.d-${design} .plot`).first();

/** Labels of a chart's axis of time. */
async function times(plot: Locator): Promise<readonly number[]> {
  // The axis of time is the first of a chart that has labels.
  const labels = await plot.locator('svg .role-axis-label').first().locator('text').allTextContents();
  return labels.map(Number).sort((one, other) => one - other);
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe('the page with JavaScript', () => {
  it('asks for nothing, and has every chart answer with as many marks as there are values', async () => {
    expect(visit.complaints).toEqual([]);
    expect(await page.locator('.drawn').count()).toBe(0);
    expect(await page.locator('.live svg.marks').count()).toBe(12);
    const drawn = await ask<readonly DrawnChart[]>(page, 'charts');
    for (const { width, marks } of drawn) {
      expect(width).toBeGreaterThan(250);
      expect(marks).toBeGreaterThan(5);
    }
    // 300 seconds, one value each: a line from the first to 299 others.
    const line = await chart('throughput', 0).locator('.mark-line path').first().getAttribute('d');
    expect(line?.match(/[ML]/g)?.length).toBe(300);
    // A month's bill of three designs, five lines each at most, has as many bars as lines with a price.
    const bars = hotShard().designs.reduce((sum, { cost }) => sum + cost.lines.length, 0);
    expect(await page.locator('#bill .mark-rect path').count()).toBe(bars);
  });

  it('says nothing to the reader twice: labels keep apart, 1280 and 360 pixels wide', async () => {
    expect(await ask(page, 'badLabels')).toEqual([]);
    const narrow = await reader.visit(text, { width: 360, scripts: true });
    expect(narrow.complaints).toEqual([]);
    expect(await ask(narrow.page, 'badLabels')).toEqual([]);
    expect(await ask(narrow.page, 'width')).toEqual({ wide: 360, out: [] });
    await narrow.page.close();
  });

  it('switches a design off everywhere, by keyboard, and on again', async () => {
    const box = page.getByRole('checkbox', { name: 'eight-shards' });
    const cells = page.locator('#objectives tbody tr').first().locator('td:visible');
    const bars = page.locator('#bill .mark-rect path');
    const all = await bars.count();
    const own = hotShard().designs[1]!.cost.lines.length;
    expect(await cells.count()).toBe(3);
    await box.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => bars.count()).toBe(all - own);
    expect(await cells.count()).toBe(2);
    expect(await page.locator('figure.d-1:visible, #findings .d-1:visible').count()).toBe(0);
    expect(await page.locator('#throughput figure.d-0:visible').count()).toBe(2);
    await page.keyboard.press('Space');
    await expect.poll(() => bars.count()).toBe(all);
    expect(await page.locator('#throughput figure.d-1:visible').count()).toBe(2);
  });

  it('says under the pointer what the data say of that second', async () => {
    const at = await middle(chart('throughput', 0));
    await page.mouse.move(at.x, at.y);
    const tip = page.locator('.tip');
    await tip.waitFor();
    const minutes = Number.parseFloat((await tip.locator('b').textContent())!);
    // A point stands in the middle of its second.
    const second = Math.round(minutes * 60 - 0.5);
    const rule = await chart('throughput', 0).locator('.mark-rule line').last().boundingBox();
    // Half a second is half a pixel here, and what is pointed at is the second that the pointer lies in.
    expect(Math.abs(rule!.x - at.x)).toBeLessThan(1.5);
    const { lines } = hotShard().designs[0]!.series;
    const offered = lines.find(({ metric, part }) => metric === 'OfferedRecords' && part === null)!;
    const told = await tip.locator('dt:text-is("OfferedRecords") + dd').textContent();
    expect(told).toMatch(/^[\d,]+(\.\d+)?\/s$/);
    expect(Number.parseFloat(told!.replace(',', ''))).toBeCloseTo(offered.values[second]!, 1);
    await page.mouse.move(1, 1);
    await tip.waitFor({ state: 'hidden' });
  });

  it('says what a bar stands for, to the digit', async () => {
    const at = await middle(page.locator('#bill .mark-rect path').first());
    await page.mouse.move(at.x, at.y);
    // 4 shards × 730 h × 0.015 USD.
    await expect.poll(() => page.locator('.tip dd').textContent()).toBe('43.8 USD');
    expect(await page.locator('.tip b').textContent()).toBe('base');
    await page.mouse.move(1, 1);
  });

  it('moves all charts in time together: by buttons, wheel, drag and keys, and back', async () => {
    const [first, other] = [chart('throughput', 0), chart('latency', 2)];
    const whole = [0, 1, 2, 3, 4, 5];
    expect(await times(first)).toEqual(whole);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    // Half of five minutes, about the middle.
    await expect.poll(async () => (await times(other)).every((t) => t >= 1.25 && t <= 3.75)).toBe(true);
    expect((await times(first)).every((t) => t >= 1.25 && t <= 3.75)).toBe(true);
    await page.getByRole('button', { name: 'The whole window' }).click();
    await expect.poll(() => times(first)).toEqual(whole);

    const at = await middle(first);
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(async () => Math.max(...(await times(other)))).toBeLessThan(5);
    const before = await times(other);
    await page.mouse.down();
    await page.mouse.move(at.x + 120, at.y, { steps: 4 });
    await page.mouse.up();
    // Dragged to the right: earlier.
    await expect.poll(async () => Math.min(...(await times(other)))).toBeLessThan(Math.min(...before));
    await page.mouse.dblclick(at.x, at.y);
    await expect.poll(() => times(first)).toEqual(whole);

    await page.mouse.move(1, 1);
    await first.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.tip b').textContent()).toBe('0.00833333 min');
    await page.keyboard.press('+');
    await expect.poll(async () => Math.max(...(await times(other)))).toBeLessThan(4);
    await page.keyboard.press('0');
    await expect.poll(() => times(other)).toEqual(whole);
    await page.keyboard.press('Escape');
    expect(visit.complaints).toEqual([]);
  });

  it('never obeys what a scenario calls itself, also where it is shown under the pointer', async () => {
    const evil = await reader.visit(await renderHtml(hostile()), { width: 390, scripts: true });
    const bar = evil.page.locator('#bill .mark-rect path').first();
    await bar.scrollIntoViewIfNeeded();
    await bar.hover();
    expect(await evil.page.locator('.tip').textContent()).toContain('<script>');
    await evil.page.locator('#tools input').first().uncheck();
    expect(await evil.page.title()).toContain('<script>');
    expect(await evil.page.locator('img').count()).toBe(0);
    expect(evil.complaints).toEqual([]);
    expect(await ask(evil.page, 'width')).toEqual({ wide: 390, out: [] });
    await evil.page.close();
  });
});
