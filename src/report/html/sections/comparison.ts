// Designs beside the base: base, new, change and verdict, and the sentence that says it in words.

import type { Comparison, Result } from '../../../experiment/result.ts';
import { changeText } from '../../change.ts';
import { formatEstimate, unitOf } from '../../number.ts';
import { comparisonMark } from '../../words.ts';
import { html, type Markup, path } from '../markup.ts';
import { leftOut, type Section, table, tableRow } from './frame.ts';

const DESIGNS = 20;
const KINDS: Readonly<Record<Comparison['verdict'], string>> = {
  better: 'better',
  worse: 'worse',
  more: 'same',
  less: 'same',
  equal: 'same',
  'same within': 'same',
  'no difference seen': 'same',
  'not told': 'same',
};

export function comparisonSection({ comparisons }: Result, sentences: readonly string[]): Section | null {
  if (comparisons.length === 0) return null;
  const names = [...new Set(comparisons.map(({ design }) => design))];
  const rows = names
    .slice(0, DESIGNS)
    .flatMap((name) => [
      html`<tr class="group"><th scope="rowgroup" colspan="5">${name}</th></tr>`,
      ...comparisons.filter(({ design, verdict }) => design === name && verdict !== 'equal').map(row),
    ]);
  const columns = [
    { head: 'figure', numeric: false },
    { head: comparisons[0]!.against, numeric: true },
    { head: 'new', numeric: true },
    { head: 'change', numeric: true },
    { head: '', numeric: true },
  ];
  const unpaired = comparisons.some(({ paired }) => !paired);
  const how = unpaired
    ? 'The designs did not see the same traffic: differences are not paired.'
    : 'All designs saw the same traffic, record by record; ≈ where the 95 % interval of the paired difference holds zero.';
  const body = html`<p class="note">${how}</p>
${table('Comparison of designs', columns, rows)}
${leftOut(names.length - DESIGNS, 'design')}
<ul>${sentences.slice(0, DESIGNS).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  return { id: 'comparison', title: 'Designs compared', body };
}

function row(comparison: Comparison): Markup {
  const { base, value, verdict } = comparison;
  const unit = unitOf(comparison.unit, comparison.path.split('.').at(-1) ?? '');
  return tableRow(path(comparison.path), [
    formatEstimate(base, unit),
    formatEstimate(value, unit),
    changeText(comparison),
    html`<span class="${KINDS[verdict]}"><span class="mark">${comparisonMark(comparison)}</span> ${verdict}</span>`,
  ]);
}
