// Why, in words: what bound, how much of the harm it explains, what the evidence is, and what would lift it.

import type { DesignResult, Finding } from '../../../experiment/result.ts';
import { formatNumber, formatQuantity } from '../../number.ts';
import { SEVERITY_MARKS } from '../../words.ts';
import { html, type Markup } from '../markup.ts';
import { designClass, leftOut, type Section } from './frame.ts';

const SHOWN = 8;

export function findingsSection(designs: readonly DesignResult[]): Section | null {
  if (designs.every(({ findings }) => findings.length === 0)) return null;
  const body = designs.map(({ name, findings }, i) =>
    findings.length === 0
      ? null
      : html`<div class="${designClass(i)}"><h3>${name}</h3>
<ul class="findings">${findings.slice(0, SHOWN).map(item)}</ul>
${leftOut(findings.length - SHOWN, 'finding')}</div>`,
  );
  return { id: 'findings', title: 'Findings: why it happened, and what lifts it', body: html`${body}` };
}

function item({ severity, component, title, limit, shareOfHarm, evidence, advice }: Finding): Markup {
  const share = shareOfHarm === null ? '' : `explains ${formatQuantity(shareOfHarm, 'ratio')} of the harm`;
  const bound = [limit === '' ? '' : `limit: ${limit}`, share].filter((words) => words !== '').join('; ');
  const facts = Object.entries(evidence).map(
    ([name, value]) =>
      html`<div><dt>${name}</dt><dd>${typeof value === 'number' ? formatNumber(value) : value}</dd></div> `,
  );
  return html`<li><span class="mark ${severity}" role="img" aria-label="${severity}">${SEVERITY_MARKS[severity]}</span>
<p class="title">${component}: ${title}</p>
${bound === '' ? null : html`<p class="note">${bound}</p>`}
${advice === '' ? null : html`<p>${advice}</p>`}
${facts.length === 0 ? null : html`<dl class="evidence">${facts}</dl>`}</li>
`;
}
