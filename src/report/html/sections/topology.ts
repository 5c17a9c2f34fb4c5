// What was simulated: one picture a design, with what throttled and what was lost marked where it happened.

import type { Result } from '../../../experiment/result.ts';
import { topology } from '../charts/topology.ts';
import { html } from '../markup.ts';
import { designClass, type Section } from './frame.ts';

export function topologySection({ scenario, designs: all }: Result, shown: number): Section | null {
  const figures = all.slice(0, shown).flatMap((design, i) => {
    const drawn = topology(design, scenario.durationSeconds);
    if (drawn === null) return [];
    const { picture, wide } = drawn;
    const kind = `${designClass(i)}${wide ? ' whole' : ''}`;
    const scroll = html`<div class="scroll" role="region" tabindex="0" aria-label="Picture of ${design.name}">${picture}</div>`;
    return [
      html`<figure class="${kind}"><figcaption><b>${design.name}</b></figcaption>${wide ? scroll : picture}</figure>\n`,
    ];
  });
  if (figures.length === 0) return null;
  const body = html`<p class="note">Records go down the wires. ✗ and a thick frame mark what refuses calls, or is never reached by records that were lost on their way; a dashed wire leads into what refuses.</p>
<div class="charts">${figures}</div>`;
  return { id: 'topology', title: 'The designs', body };
}
