// What all sections are made of: a heading with an anchor, a table in a box of its own that scrolls, a designs' matrix,
// a line that counts what was left out.

import type { DesignResult } from '../../../experiment/result.ts';
import { counted } from '../../words.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** The most designs that stand beside each other; the rest is counted, and is in results.json. */
export const DESIGNS_SHOWN = 6;

/** What belongs to one design carries this class, by its place in the page's list; the script hides it. */
export function designClass(place: number): string {
  return `d-${place}`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export function sectionMarkup({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}

export interface Column {
  readonly head: Content;
  readonly numeric: boolean;
}

/** A table that scrolls in its own box; `name` says what it is to a reader who jumps to it. */
export function table(
  name: string,
  columns: readonly Column[],
  body: readonly Markup[],
  kind: 'designs' | 'plain' = 'plain',
): Markup {
  const heads = columns.map(({ head, numeric }) =>
    numeric ? html`<th scope="col" class="num">${head}</th>` : html`<th scope="col">${head}</th>`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table class="${kind}">
<caption class="unseen">${name}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body.map((row) => html`${row}\n`)}</tbody>
</table></div>`;
}

/** One row: the first cell heads it, numbers stand right. */
export function tableRow(head: Content, cells: readonly Content[], numeric = true, kind = ''): Markup {
  const drawn = cells.map((cell) =>
    numeric ? html`<td class="num">${cell}</td>` : html`<td class="text">${cell}</td>`,
  );
  return html`<tr class="${kind}"><th scope="row">${head}</th>${drawn}</tr>`;
}

/** A matrix whose columns are designs, in the order of the page's list. */
export function designTable(
  name: string,
  first: string,
  designs: readonly DesignResult[],
  body: readonly Markup[],
): Markup {
  const columns = [
    { head: first, numeric: false },
    ...designs.map((design) => ({ head: design.name, numeric: true })),
  ];
  return table(name, columns, body, 'designs');
}

export function leftOut(count: number, noun: string): Markup {
  return count > 0
    ? html`<p class="more">and ${counted(count, `more ${noun}`)}, in results.json</p>`
    : html``;
}
