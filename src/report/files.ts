// Every file that a run writes from its result, as text, in a fixed order. Where they go is the command's affair.

import type { Result } from '../experiment/result.ts';
import { renderAnnotations } from './annotations.ts';
import { renderCostCsv } from './csv/cost.ts';
import { renderLatencyCsv } from './csv/latency.ts';
import { renderSeriesCsv } from './csv/series.ts';
import { renderJson } from './json.ts';
import type { ReportContext } from './judged.ts';
import { renderJunit } from './junit.ts';
import { renderComment, renderStepSummary } from './markdown.ts';

/** One file of a report: its name, without a folder, and its whole text. */
export interface ReportFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files of a report. The same result and context give the same bytes.
 * @param wanted the names of those to make
 * @throws InvariantError when the result holds a number that is none
 */
export async function renderReports(
  result: Result,
  context: ReportContext,
  wanted: ReadonlySet<string>,
): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const [name, render] of RENDERERS) {
    if (wanted.has(name)) files.push({ name, text: await render(result, context) });
  }
  return files;
}

type Render = (result: Result, context: ReportContext) => string | Promise<string>;

const RENDERERS: readonly (readonly [name: string, render: Render])[] = [
  ['results.json', renderJson],
  // The chart libraries take a third of a second to load: only a run that writes its page pays for them.
  ['report.html', async (result) => (await import('./html/page.ts')).renderHtml(result)],
  ['series.csv', renderSeriesCsv],
  ['latency.csv', renderLatencyCsv],
  ['cost.csv', renderCostCsv],
  ['comment.md', renderComment],
  ['summary.md', renderStepSummary],
  ['junit.xml', renderJunit],
  ['annotations.txt', renderAnnotations],
];
