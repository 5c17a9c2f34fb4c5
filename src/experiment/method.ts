// How the numbers were made, so that a reader can judge and repeat the study: definitions, kind of question, streams,
// intervals, prices and quotas with their dates, and what the models leave out. After the STRESS-DES guideline
// (Monks et al., Journal of Simulation 13, 2019).

import { US_PER_SECOND } from '../engine/time-units.ts';
import { LEAST_FOR_INTERVAL } from '../metrics/estimate.ts';
import type { Design, Scenario } from '../scenario/design.ts';
import type { FoldedDesign } from './fold.ts';
import { looksOf } from './looks.ts';

/** The method by heading, in the order in which it is read. */
export function methodOf(
  scenario: Scenario,
  folded: readonly FoldedDesign[],
): Readonly<Record<string, string>> {
  const base = folded[0]?.measured.design;
  return {
    purpose: scenario.description === '' ? scenario.name : scenario.description,
    question: base === undefined ? 'nothing was completed' : questionInWords(base.question),
    definitions:
      'Latency is end to end for each user record, from the moment the application handed it to its client until ' +
      'the consumer finished it, over all records created in the window: what is lost counts as infinite, what is ' +
      'in flight at the end with its age as a lower bound. Counters, usage and cost count when the call happens. ' +
      'A second is 1,000,000 ticks of the clock, intervals are closed on the left and open on the right, a month ' +
      'has 730 hours.',
    replications: `${folded.map(({ result }) => `${result.name}: ${result.replications}`).join(', ')}; each begins empty and drops its warm-up. ${stoppingInWords(base)}`,
    warmup: warmupInWords(base),
    stability: stabilityInWords(base),
    streams:
      "Alea, seeded by names of seed, replication, owner and purpose. A workload's draws belong to its records' " +
      'numbers, so every design sees the same records at the same times; calls, backoff and polls have streams of ' +
      'their own.',
    intervals:
      `95 %, Student's t over independent replications, from ${LEAST_FOR_INTERVAL} on. Percentiles are read by rank from the merged ` +
      "histogram (bins at most 1.6 % wide), their intervals are t over the replications' own percentiles plus half " +
      'a bin; without an interval (rough) where fewer than two effective samples a replication lie beyond, and not ' +
      "at all where fewer than ten samples do. A worst minute (@1min) is the mean of each replication's own. What happened in no replication, though chance had a part, is bounded by 3 / trials. A maximum is the " +
      'largest seen and has no interval.',
    verdicts:
      'An objective holds when its interval lies on the right side of the limit, fails when on the wrong side, and ' +
      'is undecided between. An objective on a percentile is judged as a share of the sample, counted exactly.',
    comparisons:
      'Differences replication by replication, over those that both designs have; ratios by t on logarithms; of ' +
      'percentiles half a bin wider on either side. The intervals printed are plain 95 % ones; a row is marked ' +
      "better or worse by Holm's procedure over all rows of its table, so that a table of equal designs shows a " +
      'false mark in at most 5 %. Where the designs do not see the same traffic they are not paired: the ' +
      'intervals hold, but are wider.',
    series:
      'Counters as a sum a second, levels as a time-weighted mean, averaged over replications; percentiles of the ' +
      'merged histogram by time slice. The worst second is the largest sum of one whole second in the period.',
    prices: datesInWords(pricesOf(folded)),
    quotas: datesInWords(quotasOf(folded)),
    leftOut: leftOutOf(folded),
  };
}

function stoppingInWords(base: Design | undefined): string {
  const stopping = base?.stopping;
  if (base === undefined || stopping === undefined) return 'Each design was run as often as it says.';
  const each = 'Each design stops by itself; comparisons use the replications that both have.';
  if (stopping.kind === 'precision') {
    return `Run until half of the 95 % interval of ${stopping.text} was narrow enough, and five times more, at most ${stopping.max}; decided in replication order. ${each}`;
  }
  const looks = looksOf(base)
    .map(({ replications, alpha }) => `${replications} (${Number((100 * alpha).toFixed(2))} %)`)
    .join(', ');
  return `Looked at after ${looks} replications while an objective was undecided; in brackets the one-sided error of each look, 4 % in all. ${each}`;
}

function warmupInWords(base: Design | undefined): string {
  const seconds = (base?.warmupUs ?? 0) / US_PER_SECOND;
  switch (base?.autoWarmup) {
    case 'found':
      return `${seconds} s, found by MSER-5 on pilot runs from empty (backlogs and latency, averaged over the replications), the longest of all designs`;
    case 'not found':
      return `not found: a pilot had not settled in its first half, so the ${seconds} s that were dropped are not known to be enough, and no objective is decided`;
    default:
      return `${seconds} s, as given`;
  }
}

function stabilityInWords(base: Design | undefined): string {
  if (base?.question.kind === 'terminating') return 'not tested: the question has no steady state';
  return 'One slope a replication over the second half of each backlog, one-sided t-test at 1 % for all backlogs of a design together, from three replications on; where none grows, the same test of how late records are, by when they were created. Where one grows there is no mean, no percentile of the waits behind it, and no monthly bill.';
}

function questionInWords({
  kind,
  triggers,
}: {
  readonly kind: string;
  readonly triggers: readonly string[];
}): string {
  return triggers.length === 0 ? kind : `${kind}, because of ${triggers.join(', ')}`;
}

type Dated = readonly (readonly [type: string, date: string])[];

function typesOf(folded: readonly FoldedDesign[]) {
  const types = folded.flatMap(({ measured }) =>
    Object.keys(measured.design.components).map((component) => measured.typeOf(component)),
  );
  return [...new Map(types.map((type) => [type.name, type])).values()];
}

function pricesOf(folded: readonly FoldedDesign[]): Dated {
  return typesOf(folded).flatMap(({ name, prices }) =>
    Object.values(prices).map(({ date }) => [name, date] as const),
  );
}

function quotasOf(folded: readonly FoldedDesign[]): Dated {
  return typesOf(folded).flatMap(({ name, limits }) =>
    Object.values(limits).map(({ date }) => [name, date] as const),
  );
}

// "kinesis.stream 2026-08 to 2026-09": the oldest and the newest source of each type.
function datesInWords(dated: Dated): string {
  const byType = new Map<string, string[]>();
  for (const [type, date] of dated) byType.set(type, [...(byType.get(type) ?? []), date].sort());
  const words = [...byType].map(([type, dates]) =>
    dates[0] === dates.at(-1) ? `${type} ${dates[0]}` : `${type} ${dates[0]} to ${dates.at(-1)}`,
  );
  return words.length === 0 ? 'none' : words.join(', ');
}

function leftOutOf(folded: readonly FoldedDesign[]): string {
  const notPriced = [...new Set(folded.flatMap(({ result }) => result.cost.notPriced))];
  const priced = notPriced.length === 0 ? '' : ` Not priced: ${notPriced.join('; ')}.`;
  return `What each model leaves out stands in its service's page under docs/services/; failures of hosts, zones and networks do not happen by themselves.${priced}`;
}
