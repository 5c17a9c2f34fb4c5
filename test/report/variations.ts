// The hand-made result bent in the ways that real results are: nothing asked, one replication, nothing finished, no
// monthly bill, many designs, many shards.

import type { Comparison, DesignResult, Estimate, Result } from '../../src/experiment/result.ts';
import { hotShard } from './fixture.ts';
import { counter, distribution, estimate } from './measured.ts';

const base = (): DesignResult => hotShard().designs[0]!;

/** One design, no objectives, nothing that needs explaining. */
export function nothingAsked(): Result {
  return {
    ...hotShard(),
    designs: [{ ...base(), objectives: [], findings: [], assumptions: [] }],
    comparisons: [],
  };
}

/** A queue with a server: no parts, no capacity, no loss, no bill to speak of. */
export function singleServer(): Result {
  const server = {
    type: 'custom.server',
    metrics: {
      wait: distribution(10_000, 4, [2.7, 9.1, 12, 20.4, 32], 41, 'seconds'),
      Arrivals: counter(0.8, 'count'),
      Rejected: counter(0, 'count', 0),
    },
  };
  const cost = {
    ...base().cost,
    perMonth: estimate(0),
    window: estimate(0),
    lines: [],
    notPriced: [],
    missingPrices: [],
  };
  const series = { periodSeconds: 10, lines: [] };
  const design: DesignResult = {
    ...base(),
    components: { server },
    wires: [],
    flows: [],
    objectives: [],
    findings: [],
    cost,
    series,
  };
  return { ...hotShard(), designs: [{ ...design, assumptions: [] }], comparisons: [] };
}

/** An interrupted run that had finished no design. */
export function nothingFinished(): Result {
  return { ...hotShard(), partial: true, designs: [], comparisons: [] };
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === 'ci95' ? null : bare(inner)]);
  return Object.fromEntries(entries);
}

/** One replication: no interval anywhere, verdicts indicative. */
export function oneReplication(): Result {
  const result = bare(hotShard()) as Result;
  const designs = result.designs.map((design) => ({
    ...design,
    replications: 1,
    objectives: design.objectives.map((objective) => ({
      ...objective,
      verdict: 'undecided' as const,
      indicative: objective.verdict === 'holds' ? ('holds' as const) : ('fails' as const),
      note: 'indicative: fewer than 3 replications',
    })),
  }));
  const comparisons = result.comparisons.map((row): Comparison => ({ ...row, verdict: 'not told' }));
  return { ...result, designs, comparisons };
}

/** A window that cannot stand for a month: the bill is the window's alone. */
export function noMonth(): Result {
  const untold: Estimate = { value: null, ci95: null };
  const design = base();
  const lines = design.cost.lines.map((line) => ({ ...line, quantityPerMonth: untold, perMonth: untold }));
  const cost = {
    ...design.cost,
    lines,
    perMonth: null,
    whyNoMonth: 'a rate follows time and has no period',
    title: 'the measured window alone',
  };
  return { ...hotShard(), designs: [{ ...design, cost }], comparisons: [] };
}

/** `count` variants that are all like the salted key. */
export function manyDesigns(count: number): Result {
  const result = hotShard();
  const [first, , salted] = result.designs;
  const names = Array.from({ length: count }, (_, i) => `variant-${i}`);
  const rows = result.comparisons.filter(({ design }) => design === 'salted-key');
  return {
    ...result,
    designs: [first!, ...names.map((name) => ({ ...salted!, name }))],
    comparisons: names.flatMap((design) => rows.map((row) => ({ ...row, design }))),
  };
}

/** A stream of `count` shards that all throttle. */
export function manyShards(count: number): Result {
  const design = base();
  const clicks = design.components.clicks!;
  const hottest = clicks.parts!.items[2]!;
  const items = Array.from({ length: count }, (_, i) => ({
    ...hottest,
    id: `shardId-${String(i).padStart(12, '0')}`,
  }));
  const components = { ...design.components, clicks: { ...clicks, parts: { kind: 'shard', items } } };
  return { ...hotShard(), designs: [{ ...design, components }], comparisons: [] };
}
