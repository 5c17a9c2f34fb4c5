// Every file that a run writes from its result, as text, in a fixed order. Where they go is the command's affair.

import type { Result } from '../experiment/result.ts';
import { renderCostCsv } from './csv/cost.ts';
import { renderLatencyCsv } from './csv/latency.ts';
import { renderSeriesCsv } from './csv/series.ts';
import { renderJson } from './json.ts';

/** One file of a report: its name, without a folder, and its whole text. */
export interface ReportFile {
  readonly name: string;
  readonly text: string;
}

/**
 * results.json, report.html, series.csv, latency.csv and cost.csv. The same result gives the same bytes.
 * @param wanted the names of those to make; all when left out
 * @throws InvariantError when the result holds a number that is none
 */
export async function renderReports(
  result: Result,
  wanted?: ReadonlySet<string>,
): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const [name, render] of RENDERERS) {
    if (wanted?.has(name) ?? true) files.push({ name, text: await render(result) });
  }
  return files;
}

const RENDERERS: readonly (readonly [name: string, render: (result: Result) => string | Promise<string>])[] =
  [
    ['results.json', renderJson],
    // The chart libraries take a third of a second to load: only a run that writes its page pays for them.
    ['report.html', async (result) => (await import('./html/page.ts')).renderHtml(result)],
    ['series.csv', renderSeriesCsv],
    ['latency.csv', renderLatencyCsv],
    ['cost.csv', renderCostCsv],
  ];
