// What became of every record, from each source to each application: one fate a record, so the rows add up.

import type { DesignResult, Estimate, FlowResult } from '../../../experiment/result.ts';
import { FATES } from '../../../experiment/result.ts';
import { formatEstimate, UNTOLD } from '../../number.ts';
import { FATE_WORDS } from '../../words.ts';
import { html, type Markup } from '../markup.ts';
import { designTable, leftOut, type Section, tableRow } from './frame.ts';

const SHOWN = 8;

export function flowsSection(designs: readonly DesignResult[]): Section | null {
  const names = [...new Set(designs.flatMap(({ flows }) => flows.map(nameOf)))];
  if (names.length === 0) return null;
  const tables = names.slice(0, SHOWN).map((name) => {
    const flows = designs.map((design) => design.flows.find((flow) => nameOf(flow) === name));
    return html`<h3>${name}</h3>${designTable(`Fates, ${name}`, 'records', designs, rows(flows))}`;
  });
  const intro = html`<p class="note">Records created in the measured window. Every record has one fate, so the fates add up to what was produced. Fates that no record met are left out, duplicates are counted apart.</p>`;
  const body = html`${intro}${tables}${leftOut(names.length - SHOWN, 'flow')}`;
  return { id: 'flows', title: 'What became of the records', body };
}

function nameOf({ from, to }: FlowResult): string {
  return `${from} → ${to}`;
}

function rows(flows: readonly (FlowResult | undefined)[]): readonly Markup[] {
  const line = (
    head: string,
    unit: string,
    pick: (flow: FlowResult) => Estimate | undefined,
    kind = '',
  ): Markup => {
    const cells = flows.map((flow) => {
      const estimate = flow === undefined ? undefined : pick(flow);
      return estimate === undefined ? UNTOLD : formatEstimate(estimate, unit);
    });
    return tableRow(head, cells, true, kind);
  };
  const occurred = FATES.filter((fate) =>
    flows.some((flow) => flow !== undefined && flow.fates[fate].value !== 0),
  );
  const places = [...new Set(flows.flatMap((flow) => Object.keys(flow?.latencyShares ?? {})))];
  const columns = flows.length + 1;
  return [
    line('produced', 'count', ({ produced }) => produced),
    ...occurred.map((fate) => line(FATE_WORDS[fate], 'count', ({ fates }) => fates[fate])),
    line('lost in all', 'count', ({ lost }) => lost, 'total'),
    line('duplicates', 'count', ({ duplicates }) => duplicates),
    ...(places.length === 0
      ? []
      : [
          html`<tr class="group"><th scope="rowgroup" colspan="${columns}">where the delivered spent their time, mean</th></tr>`,
          ...places.map((place) => line(place, 'seconds', ({ latencyShares }) => latencyShares[place])),
        ]),
  ];
}
