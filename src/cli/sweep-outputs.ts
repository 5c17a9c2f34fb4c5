// The files of a sweep, which `sim sweep` and `sim merge` write alike.

import type { SweepResult } from '../experiment/sweep.ts';

export const SWEEP_FILES = {
  json: 'sweep.json',
  csv: 'sweep.csv',
  html: 'sweep.html',
  provenance: 'provenance.json',
} as const;

/** Those of a sweep's files that are drawn from its result and wanted, by name. */
export async function renderSweepFiles(
  result: SweepResult,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (wanted.has(SWEEP_FILES.json)) {
    const { renderData } = await import('../report/data.ts');
    texts.set(SWEEP_FILES.json, renderData(result));
  }
  if (wanted.has(SWEEP_FILES.csv)) {
    const { renderSweepCsv } = await import('../report/csv/sweep.ts');
    texts.set(SWEEP_FILES.csv, renderSweepCsv(result));
  }
  if (wanted.has(SWEEP_FILES.html)) {
    const { renderSweepPage } = await import('../report/html/sweep-page.ts');
    texts.set(SWEEP_FILES.html, await renderSweepPage(result));
  }
  return texts;
}
