// report.html: one file that opens from disk and asks nothing of any network. The answer stands at the top, then why,
// then the drawings, then what the numbers rest on. It reads without JavaScript; with it, the drawings answer.

import type { Verdict } from '../../experiment/interval.ts';
import type { Result } from '../../experiment/result.ts';
import { closingSentences } from '../closing.ts';
import { formatQuantity } from '../number.ts';
import { precisionInWords } from '../precision.ts';
import { verdictSentences, worstVerdict } from '../verdict.ts';
import { counted, fewReplicationsWords, unsettledWords, VERDICT_MARKS } from '../words.ts';
import { pageScripts } from './live/scripts.ts';
import { html, type Markup, raw } from './markup.ts';
import { assumptionsSection } from './sections/assumptions.ts';
import { billSection } from './sections/bill.ts';
import { backlogSection, latencySection, refusalSection, throughputSection } from './sections/charts.ts';
import { comparisonSection } from './sections/comparison.ts';
import { faultsSection } from './sections/faults.ts';
import { findingsSection } from './sections/findings.ts';
import { flowsSection } from './sections/flows.ts';
import { DESIGNS_SHOWN, leftOut, type Section, sectionMarkup } from './sections/frame.ts';
import { methodSection } from './sections/method.ts';
import { metricsSection } from './sections/metrics.ts';
import { objectivesSection } from './sections/objectives.ts';
import { toolsMarkup } from './sections/tools.ts';
import { topologySection } from './sections/topology.ts';
import { styleSheet } from './style.ts';

const BANNERS: Readonly<Record<Verdict, string>> = {
  holds: 'Every objective of the base holds.',
  fails: 'Not every objective of the base holds.',
  undecided: 'Not every objective of the base is decided.',
};

/** The whole page as text. The same result gives the same bytes. */
export async function renderHtml(result: Result): Promise<string> {
  const designs = result.designs.slice(0, DESIGNS_SHOWN);
  const sections = [
    objectivesSection(designs),
    faultsSection(designs),
    findingsSection(designs),
    topologySection(result, DESIGNS_SHOWN),
    await throughputSection(designs),
    await latencySection(designs),
    await refusalSection(designs),
    await backlogSection(designs),
    comparisonSection(result, closingSentences(result)),
    await billSection(designs),
    flowsSection(designs),
    assumptionsSection(designs),
    metricsSection(designs),
    methodSection(result, designs),
  ].filter((section): section is Section => section !== null);
  const { scenario, simulator } = result;
  const { policy, markup: scripts } = pageScripts();
  const page = html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<title>${scenario.name}: ${simulator.name} report</title>
<style>
${raw(styleSheet())}</style>
</head>
<body>
<header>
<h1>${scenario.name}</h1>
${scenario.description === '' ? null : html`<p class="question">${scenario.description}</p>`}
<p class="facts">${facts(result)}</p>
${banner(result)}
${leftOut(result.designs.length - DESIGNS_SHOWN, 'design')}
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
</header>
${toolsMarkup(designs)}
<main>
${sections.map(sectionMarkup)}</main>
<footer><p>Made by ${simulator.name} ${simulator.version} from results.json alone. Figures are simulated, ± where there is an interval; money is priced from the book that is named; what was assumed is listed; all else was configured. Times count from the start of the measured window.</p></footer>
${scripts}</body>
</html>
`;
  return page.text;
}

function facts({ scenario, designs }: Result): string {
  return [
    `${formatQuantity(scenario.durationSeconds, 'seconds')} measured after ${formatQuantity(scenario.warmupSeconds, 'seconds')} of warm-up`,
    counted(designs[0]?.replications ?? 0, 'replication'),
    counted(designs.length, 'design'),
    scenario.region,
    `seed ${scenario.seed}`,
  ].join(' · ');
}

function banner(result: Result): Markup {
  const base = result.designs[0];
  const verdict = base === undefined ? null : worstVerdict(base);
  const [first = '', ...rest] = verdictSentences(result);
  const mark =
    verdict === null
      ? null
      : html`<span class="mark ${verdict}" role="img" aria-label="${BANNERS[verdict]}">${VERDICT_MARKS[verdict]}</span> `;
  const partial = result.partial
    ? html`<p>The run was interrupted: only what had been finished is here.</p>`
    : null;
  const few = fewReplicationsWords(base?.replications ?? 0);
  const single = few === null ? null : html`<p>${few}</p>`;
  const unsettled = unsettledWords(result).map((words) => html`<p>${words}</p>`);
  const precise = result.designs.flatMap(({ name, precision, replications }) =>
    precision === undefined ? [] : [html`<p>${name}: ${precisionInWords(precision, replications)}.</p>`],
  );
  const unstable = result.designs.flatMap(({ name, unstable: what }) =>
    what.map((words) => html`<p>${name} is unstable: ${words}</p>`),
  );
  return html`<div class="banner ${verdict ?? ''}"><p>${mark}<strong>${first}</strong></p>${rest.map((sentence) => html`<p>${sentence}</p>`)}${unstable}${precise}${unsettled}${partial}${single}</div>`;
}
