// What nobody publishes and was assumed: the value taken, the range in which the truth plausibly lies, and why.

import type { DesignResult } from '../../../experiment/result.ts';
import type { Assumption } from '../../../scenario/design.ts';
import { html, path } from '../markup.ts';
import { leftOut, type Section, table } from './frame.ts';

const SHOWN = 60;

export function assumptionsSection(designs: readonly DesignResult[]): Section | null {
  const rows = new Map<string, { assumption: Assumption; where: string[] }>();
  for (const { name, assumptions } of designs) {
    for (const assumption of assumptions) {
      const { component, property, value } = assumption;
      const key = JSON.stringify([component, property, value]);
      const seen = rows.get(key);
      if (seen === undefined) rows.set(key, { assumption, where: [name] });
      else seen.where.push(name);
    }
  }
  if (rows.size === 0) return null;
  const columns = ['property', 'value taken', 'low', 'high', 'why'].map((head) => ({ head, numeric: false }));
  const body = [...rows.values()]
    .slice(0, SHOWN)
    .map(({ assumption: { component, property, value, low, high, why }, where }) => {
      const only =
        where.length === designs.length ? null : html`<span class="small">only in ${where.join(', ')}</span>`;
      return html`<tr><th scope="row">${path(`${component}.${property}`)}${only}</th><td class="text">${value}</td><td class="text">${low}</td><td class="text">${high}</td><td class="why">${why}</td></tr>`;
    });
  const intro = html`<p class="note">AWS publishes no value for these. A result that hangs on one of them is only as good as the assumption.</p>`;
  return {
    id: 'assumptions',
    title: 'Assumptions that shaped this result',
    body: html`${intro}${table('Assumptions', columns, body)}${leftOut(rows.size - SHOWN, 'assumption')}`,
  };
}
