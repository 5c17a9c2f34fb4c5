// What the reader can do with the page: switch designs off, move in time. Hidden until the script has made the charts
// answer, so that nothing is offered that does not work.

import type { DesignResult } from '../../../experiment/result.ts';
import { html, type Markup } from '../markup.ts';

const MOVES = [
  ['closer', '+', 'Zoom in'],
  ['wider', '−', 'Zoom out'],
  ['earlier', '←', 'Earlier'],
  ['later', '→', 'Later'],
  ['whole', 'whole', 'The whole window'],
] as const;

export function toolsMarkup(designs: readonly DesignResult[]): Markup {
  const boxes = designs.map(
    ({ name }, i) =>
      html`<label><input type="checkbox" data-design="${i}" checked autocomplete="off"> ${name}</label> `,
  );
  const switches = designs.length < 2 ? null : html`<fieldset><legend>Designs</legend>${boxes}</fieldset>`;
  const buttons = MOVES.map(
    ([move, sign, words]) =>
      html`<button type="button" data-move="${move}" aria-label="${words}" title="${words}">${sign}</button>`,
  );
  return html`<div id="tools" class="tools" role="group" aria-label="What the charts show" hidden>${switches}
<fieldset><legend>Time</legend>${buttons}</fieldset>
<p class="note">Point at a chart for exact values; drag it to move in time, Ctrl and the wheel to zoom, double-click for the whole. By keyboard: ← → + − 0.</p></div>`;
}
