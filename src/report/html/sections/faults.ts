// What went wrong on purpose, and when each flow showed it, came through again, and had caught up.

import type { DesignResult, FaultFlowResult } from '../../../experiment/result.ts';
import { faultTime, faultTitle } from '../../fault-words.ts';
import { formatEstimate } from '../../number.ts';
import { html, type Markup } from '../markup.ts';
import { designClass, leftOut, type Section, table, tableRow } from './frame.ts';

const FAULTS = 12;
const FLOWS = 12;

export function faultsSection(designs: readonly DesignResult[]): Section | null {
  if (designs.every(({ faults = [] }) => faults.length === 0)) return null;
  const columns = ['flow', 'detected', 'throughput back', 'caught up', 'most in flight'].map((head, i) => ({
    head,
    numeric: i > 0,
  }));
  const intro = html`<p class="note">Times count from the beginning of each fault, by one look a second. Detected: the first second in which more records are in flight, fewer delivered or more lost than in the minute before. Throughput back: over ten seconds, records come through as they did before. Caught up: the records in flight are what they were before, and stay so for ten seconds.</p>`;
  const body = designs.map(({ name, faults = [] }, i) =>
    faults.length === 0
      ? null
      : html`<div class="${designClass(i)}"><h3>${name}</h3>
${faults.slice(0, FAULTS).map(
  (fault) => html`<p>${faultTitle(fault)}</p>
${table(faultTitle(fault), columns, fault.flows.slice(0, FLOWS).map(row))}
${leftOut(fault.flows.length - FLOWS, 'flow')}`,
)}
${leftOut(faults.length - FAULTS, 'fault')}</div>`,
  );
  return { id: 'faults', title: 'Faults, and what they did', body: html`${intro}${body}` };
}

function row({ from, to, noticedIn, detected, recovered, caughtUp, mostInFlight }: FaultFlowResult): Markup {
  const cells =
    noticedIn === 0
      ? ['not noticed', '', '']
      : [
          faultTime(detected, 'at once'),
          faultTime(recovered, 'never fell'),
          faultTime(caughtUp, 'no backlog'),
        ];
  return tableRow(`${from} → ${to}`, [...cells, formatEstimate(mostInFlight, 'count')]);
}
