// Objectives by design: one row an objective, one column a design, the verdict as mark and word.

import type { DesignResult, ObjectiveResult } from '../../../experiment/result.ts';
import { observedText } from '../../objective-text.ts';
import { VERDICT_MARKS } from '../../words.ts';
import { html, type Markup, path } from '../markup.ts';
import { designTable, type Section, tableRow } from './frame.ts';

export function objectivesSection(designs: readonly DesignResult[]): Section | null {
  const texts = [...new Set(designs.flatMap(({ objectives }) => objectives.map(({ text }) => text)))];
  if (texts.length === 0) return null;
  const rows = texts.map((text) =>
    tableRow(
      path(text),
      designs.map(({ objectives }) => cell(objectives.find((objective) => objective.text === text))),
    ),
  );
  const notes = designs.flatMap(({ name, objectives }) =>
    objectives
      .filter(({ note }) => note !== '')
      .map(({ text, note }) => html`<li>${name}, <code>${text}</code>: ${note}</li>`),
  );
  const body = html`<p class="note">✓ shown to hold, ✗ shown to fail, ? neither. ± is half of the 95 % interval; &gt; x means more than x: the figure falls among records that were lost or still in flight.</p>
${designTable('Objectives by design', 'objective', designs, rows)}
${notes.length === 0 ? null : html`<details><summary>How these were judged</summary><ul class="note">${notes}</ul></details>`}`;
  return { id: 'objectives', title: 'Objectives by design', body };
}

function cell(objective: ObjectiveResult | undefined): Markup {
  if (objective === undefined) return html`<span class="small">not asked</span>`;
  const { verdict, indicative } = objective;
  const seen = observedText(objective);
  return html`<span class="${verdict}"><span class="mark">${VERDICT_MARKS[verdict]}</span> ${seen}</span><span class="small">${verdict}${indicative === null ? null : ` (indicative: ${indicative})`}</span>`;
}
