// What a reader needs to trust the study and to repeat it: method, versions, seed, fingerprints.

import type { DesignResult, Result } from '../../../experiment/result.ts';
import { formatNumber, formatQuantity } from '../../number.ts';
import { counted } from '../../words.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { type Section, table } from './frame.ts';

const FINGERPRINTS = 10;

export function methodSection(result: Result, designs: readonly DesignResult[]): Section {
  const { scenario, simulator, method } = result;
  const base = result.designs[0];
  const facts: readonly (readonly [string, Content])[] = [
    ['simulator', `${simulator.name} ${simulator.version}`],
    ['scenario', html`${scenario.name}, hash <code>${scenario.hash}</code>`],
    ['region', scenario.region],
    [
      'window',
      `${formatQuantity(scenario.durationSeconds, 'seconds')} measured, after ${formatQuantity(scenario.warmupSeconds, 'seconds')} of warm-up`,
    ],
    ['seed', scenario.seed],
    ...Object.entries(scenario.environment).map(([name, value]) => [`environment ${name}`, value] as const),
    ...Object.entries(method).map(([name, value]) => [inWords(name), value] as const),
  ];
  const replay = `sim run ${scenario.name}.yaml --seed ${quoted(scenario.seed)}${base === undefined ? '' : ` --replications ${base.replications}`}`;
  const body = html`<dl class="plain">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<h3>To repeat it</h3>
<p class="note">With the scenario's file in place of ${scenario.name}.yaml. The same scenario, seed and version give the same bytes, on any machine and any number of workers.</p>
<pre>${replay}</pre>
<h3>Fingerprints</h3>
<p class="note">A hash over every event of each replication: equal fingerprints mean the same trajectory, event by event.</p>
${table(
  'Fingerprints',
  [
    { head: 'design', numeric: false },
    { head: 'events', numeric: true },
    { head: 'one a replication', numeric: false },
  ],
  designs.map(fingerprints),
)}`;
  return { id: 'method', title: 'Method, and how to repeat it', body };
}

/** `leftOut` as it is read: `left out`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function fingerprints({ name, events, fingerprints: all }: DesignResult): Markup {
  const left = all.length - FINGERPRINTS;
  const rest = left > 0 ? html` <span class="small">and ${counted(left, 'more')}</span>` : null;
  const shown = all.slice(0, FINGERPRINTS).map((one) => html`<code>${one}</code> `);
  return html`<tr><th scope="row">${name}</th><td class="num">${formatNumber(events)}</td><td class="why">${shown}${rest}</td></tr>`;
}

/** A seed as a shell takes it whole. */
function quoted(seed: string): string {
  return /^[\w./:-]+$/.test(seed) ? seed : `'${seed.replace(/'/g, "'\\''")}'`;
}
