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
 * @throws InvariantError when the result holds a number that is none
 */
export async function renderReports(result: Result): Promise<readonly ReportFile[]> {
  const json = renderJson(result);
  // The chart libraries take a third of a second to load: only a run that writes its page pays for them.
  const { renderHtml } = await import('./html/page.ts');
  return [
    { name: 'results.json', text: json },
    { name: 'report.html', text: await renderHtml(result) },
    { name: 'series.csv', text: renderSeriesCsv(result) },
    { name: 'latency.csv', text: renderLatencyCsv(result) },
    { name: 'cost.csv', text: renderCostCsv(result) },
  ];
}
