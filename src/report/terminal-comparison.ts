// What `sim compare` says on a terminal: the limits first, because they decide; then design beside design.

import pc from 'picocolors';
import type { Result } from '../experiment/result.ts';
import { comparisonLines, gateLines } from './terminal/comparison.ts';
import { blank, columnsOf, heading, type Line, layOut, text } from './terminal/layout.ts';
import type { SummaryOptions } from './terminal.ts';
import { counted, listed } from './words.ts';

/** The comparison, with a newline at the end. */
export function renderComparison(result: Result, options: SummaryOptions): string {
  const colours = pc.createColors(options.colour);
  const width = columnsOf(options);
  const gates = gateLines(result);
  const lines: Line[] = [
    blank,
    heading(result.scenario.name, result.scenario.description),
    text(facts(result), 'quiet', '', 2),
    ...(result.partial
      ? [text('A run was interrupted: only what had been finished is here.', 'open', '!', 2)]
      : []),
    ...(gates.length === 0 ? [] : [blank, ...gates]),
    blank,
    ...comparisonLines(result, width, colours),
  ];
  return `${layOut(lines, width, colours)}\n`;
}

function facts({ tables, designs }: Result): string {
  const runs = [...new Set(tables.map(({ replications }) => replications))].sort((a, b) => a - b);
  const traffic = tables.every(({ paired }) => paired) ? ' · the same traffic, record by record' : '';
  return `${listed(designs.map(({ name }) => name))} · ${listed(runs.map((count) => counted(count, 'replication')))}${traffic}`;
}
