// One design's own block: what became of the records, how late they came, what each component did, what was refused,
// why, and the bill. The first design is told in full, the others by what decides between designs. What counted
// nothing is left out, and what does not fit is counted.

import type { CostResult } from '../../experiment/cost-result.ts';
import type {
  ComponentResult,
  DesignResult,
  Finding,
  FlowResult,
  MetricResult,
} from '../../experiment/result.ts';
import { FATES } from '../../experiment/result.ts';
import { fullestPart } from '../fullest-part.ts';
import { formatEstimate, formatQuantity, unitOf } from '../number.ts';
import { partLabels } from '../part-label.ts';
import { precisionInWords } from '../precision.ts';
import { isRefusal, type Refusal, tellingRefusals } from '../refusals.ts';
import { counted, FATE_WORDS, SEVERITY_MARKS } from '../words.ts';
import { bandLines } from './bands.ts';
import { faultLines } from './faults.ts';
import { blank, type Line, row, type Tone, text } from './layout.ts';

const METRICS = 6;
const PARTS = 3;
const FLOWS = 4;
const FINDINGS = 5;
const COST_LINES = 6;
const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'open', info: 'quiet' };

/** @param full every component's own figures and the lines of the bill too */
export function designLines(design: DesignResult, full: boolean): readonly Line[] {
  return [
    { kind: 'design', text: design.name },
    ...design.unstable.map((what) => text(`unstable: ${what}`, 'bad', '!')),
    ...precisionLines(design),
    ...design.flows.slice(0, FLOWS).flatMap(flowLines),
    ...more(design.flows.length - FLOWS, 'flow'),
    ...faultLines(design.faults ?? []),
    ...bandLines(design),
    ...Object.entries(design.components).flatMap(([name, component]) =>
      componentLines(design, name, component, full),
    ),
    ...refusalLines(design),
    ...findingLines(design.findings),
    ...costLines(design.cost, full),
  ];
}

function precisionLines({ precision, replications }: DesignResult): readonly Line[] {
  if (precision === undefined) return [];
  const words = precisionInWords(precision, replications);
  return [precision.met ? text(words, 'quiet') : text(words, 'open', '?')];
}

function more(count: number, noun: string): readonly Line[] {
  return count > 0 ? [text(`and ${counted(count, `more ${noun}`)} in the files`, 'quiet', '', 6)] : [];
}

function flowLines({
  from,
  to,
  produced,
  fates,
  lost,
  duplicates,
  latencyShares,
}: FlowResult): readonly Line[] {
  const lines: Line[] = [
    blank,
    text(`${from} → ${to}`, 'strong'),
    row('produced', formatEstimate(produced, 'count')),
  ];
  for (const fate of FATES) {
    if (fates[fate].value === 0) continue;
    const tone: Tone = fate === 'delivered' || fate === 'stored' || fate === 'filtered' ? 'plain' : 'bad';
    lines.push(row(FATE_WORDS[fate], formatEstimate(fates[fate], 'count'), tone));
  }
  if (lost.value === 0) lines.push(row('lost', 'nothing', 'good'));
  if (duplicates.value !== 0) lines.push(row('duplicates', formatEstimate(duplicates, 'count')));
  const shares = Object.entries(latencyShares).filter(
    ([, share]) => share.value !== 0 && share.value !== null,
  );
  if (shares.length > 0) {
    const spent = shares.map(([place, share]) => `${place} ${formatQuantity(share.value ?? 0, 'seconds')}`);
    lines.push(row('mean latency of the delivered', spent.join('  ')));
  }
  return lines;
}

function componentLines(
  design: DesignResult,
  name: string,
  component: ComponentResult,
  full: boolean,
): readonly Line[] {
  const metrics = Object.entries(component.metrics).filter(
    ([metric, result]) => !isRefusal(metric, result) && !isNothing(result) && (full || isLatency(metric)),
  );
  metrics.sort(([, a], [, b]) => order(a) - order(b));
  const fullest = fullestPart(design, name);
  if (metrics.length === 0 && fullest === null) return [];
  const lines = metrics.slice(0, METRICS).map(([metric, result]) => row(metric, metricText(result)));
  if (fullest !== null) {
    const { kind, id, metric, unit, observed, capacity, inPart } = fullest;
    const seen = formatEstimate({ ...observed, ci95: null }, unit, { limit: capacity });
    const tone = (observed.value ?? 0) > capacity ? 'bad' : 'plain';
    const label = partLabels(component).get(id) ?? id;
    const fact = `${metric} ${seen} of ${formatQuantity(capacity, unit)}${inPart ? ' while open' : ''}`;
    lines.push(row(parts(component) > 1 ? `${label}, the fullest ${kind}` : label, fact, tone));
  }
  const rest = more(metrics.length - METRICS, 'metric');
  return [blank, text(`${name}  (${component.type})`, 'strong'), ...lines, ...rest];
}

function parts({ parts: some }: ComponentResult): number {
  return some?.items.length ?? 0;
}

function isLatency(metric: string): boolean {
  return metric === 'latency' || metric.startsWith('latency.');
}

/** Times first: what a reader looks for. */
function order({ kind, unit }: MetricResult): number {
  if (kind === 'distribution') return 0;
  if (unit === 'bytes') return 3;
  return kind === 'counter' ? 1 : 2;
}

function isNothing({ kind, statistics }: MetricResult): boolean {
  const told = kind === 'counter' ? statistics.sum : statistics.max;
  if (told === undefined || told.value === 0 || statistics.count?.value === 0) return true;
  // A level that nothing in this design holds.
  return kind === 'level' && told.value === null;
}

const SHOWN: Readonly<Record<MetricResult['kind'], readonly string[]>> = {
  counter: ['rate', 'ratio'],
  level: ['mean', 'max'],
  distribution: ['mean', 'p50', 'p90', 'p99', 'max'],
};

function metricText({ kind, unit, statistics }: MetricResult): string {
  const texts: string[] = [];
  for (const statistic of SHOWN[kind]) {
    const estimate = statistics[statistic];
    if (estimate === undefined || (estimate.value === null && estimate.above === undefined)) continue;
    const bare = kind === 'distribution' ? { ...estimate, ci95: null } : estimate;
    const shown = formatEstimate(bare, unitOf(unit, statistic));
    if (estimate.value === null) {
      texts.push(`${statistic} and up ${shown}`);
      break;
    }
    texts.push(kind === 'counter' ? shown : `${statistic} ${shown}`);
  }
  return texts.join('  ');
}

function refusalLines(design: DesignResult): readonly Line[] {
  const components = Object.entries(design.components);
  const counts = components.some(([, { metrics }]) =>
    Object.entries(metrics).some(([name, one]) => isRefusal(name, one)),
  );
  if (!counts) return [];
  const refusals = components.flatMap(([name, component]) =>
    tellingRefusals(component).map((refusal) => ({ name, refusal, labels: partLabels(component) })),
  );
  const lines = refusals.length === 0 ? [row('refused', 'nothing', 'good')] : refusals.flatMap(ofRefusal);
  return [blank, text('throttles', 'strong'), ...lines];
}

interface NamedRefusal {
  readonly name: string;
  readonly refusal: Refusal;
  readonly labels: ReadonlyMap<string, string>;
}

function ofRefusal({ name, refusal, labels }: NamedRefusal): readonly Line[] {
  const { metric, total, causes, partKind, parts } = refusal;
  return [
    text(`${name}.${metric}`, 'plain', '', 6),
    row('refused', metricText(total), 'bad'),
    ...causes.map((cause) => row(`of these, ${cause.name}`, metricText(cause.result), 'bad')),
    ...parts.slice(0, PARTS).map(({ id, result }) => row(labels.get(id) ?? id, metricText(result), 'bad')),
    ...more(parts.length - PARTS, partKind),
  ];
}

function findingLines(findings: readonly Finding[]): readonly Line[] {
  if (findings.length === 0) return [];
  const lines = findings
    .slice(0, FINDINGS)
    .flatMap(({ severity, component, title, limit, shareOfHarm, advice }) => {
      const share =
        shareOfHarm === null ? '' : ` It explains ${formatQuantity(shareOfHarm, 'ratio')} of the harm.`;
      const bound = limit === '' ? '' : ` Limit: ${limit}.`;
      return [
        text(`${component}: ${sentence(title)}${bound}${share}`, TONES[severity], SEVERITY_MARKS[severity]),
        ...(advice === '' ? [] : [text(advice, 'plain', '→', 6)]),
      ];
    });
  return [blank, text('findings', 'strong'), ...lines, ...more(findings.length - FINDINGS, 'finding')];
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function costLines(cost: CostResult, full: boolean): readonly Line[] {
  const { perMonth, whyNoMonth, title, lines, notPriced } = cost;
  const out: Line[] = [blank, text('cost', 'strong')];
  if (perMonth === null) {
    out.push(row('the measured window', formatEstimate(cost.window, 'USD')));
    out.push(text(`no monthly bill: ${whyNoMonth ?? 'the window cannot stand for a month'}`, 'quiet', '', 6));
  } else {
    out.push(
      row('a month', formatEstimate(perMonth, 'USD'), 'strong'),
      text(full ? `${title}; prices: ${cost.priceBook}` : title, 'quiet', '', 6),
    );
    if (!full) return out;
    const dear = [...lines].sort((a, b) => (b.perMonth.value ?? 0) - (a.perMonth.value ?? 0));
    for (const { component, meter, perMonth: part } of dear.slice(0, COST_LINES)) {
      const shared = lines.some((line) => line.meter === meter && line.component !== component);
      out.push(row(shared ? `${component} ${meter}` : meter, formatEstimate(part, 'USD')));
    }
    out.push(...more(lines.length - COST_LINES, 'line'));
  }
  if (notPriced.length > 0) out.push(text(`not priced: ${notPriced.join('; ')}`, 'quiet', '', 6));
  return out;
}
