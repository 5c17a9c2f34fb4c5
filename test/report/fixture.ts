// A result as hot-shard gives it, made by hand: four shards, eight shards, and a key salted sixteen ways, with the
// figures that the arithmetic of the scenario gives. The reports are drawn from this, so no simulation is needed here.

import {
  type Comparison,
  type ComparisonTable,
  type DesignResult,
  type Estimate,
  FATES,
  type Fate,
  type ObjectiveResult,
  type Result,
} from '../../src/experiment/result.ts';
import { costLines, total } from './costs.ts';
import { counter, distribution, estimate, level, lines, parts } from './measured.ts';
import { BASE, EIGHT, MEAN_BYTES, MONTH_S, OFFERED, type Plan, SALTED, WINDOW_S } from './plans.ts';

function objectives(plan: Plan): ObjectiveResult[] {
  const p99 = plan.quantiles[3] ?? null;
  const observed: readonly Estimate[] = [
    p99 === null ? { value: null, ci95: null, above: 0.412 } : estimate(p99, p99 * 0.02),
    estimate(plan.lost, plan.lost * 0.004),
    estimate(total(plan), 0.19),
  ];
  const texts = ['dashboard.latency.p99 < 1 s', 'dashboard.lost.ratio < 0.1%', 'cost.perMonth < 300 USD'];
  const limits = [1, 0.001, 300];
  const units = ['seconds', 'ratio', 'USD'];
  const within = plan.lost > 0 ? `${Math.round((1 - plan.lost) * 1000) / 10} %` : '100 %';
  const note = `${within} below the limit, where 99 % decides`;
  return texts.map((text, i) => ({
    text,
    verdict: plan.verdicts[i]!,
    indicative: null,
    observed: observed[i]!,
    operator: '<' as const,
    limit: limits[i]!,
    unit: units[i]!,
    note: i === 0 ? note : '',
    line: 40 + i,
  }));
}

function design(plan: Plan): DesignResult {
  const produced = OFFERED * WINDOW_S;
  const lost = produced * plan.lost;
  const fates = Object.fromEntries(FATES.map((fate) => [fate, estimate(0, 0)])) as Record<Fate, Estimate>;
  fates.throttledOut = estimate(lost, lost * 0.004);
  fates.delivered = estimate(produced - lost, 900);
  const refused = plan.shards.reduce((sum, shard) => sum + shard.refused, 0);
  const stored = OFFERED * (1 - plan.lost);
  return {
    name: plan.name,
    replications: 5,
    question: { kind: 'steady-state', triggers: [] },
    unstable: [],
    components: {
      'web-servers': {
        type: 'kinesis.producer',
        metrics: {
          UserRecordsPut: counter(stored, 'count'),
          BufferedRecords: level(420.4, 2210, 'count'),
          'PutRecords.Latency': distribution(
            produced / 160,
            0.0131,
            [0.012, 0.02, 0.0232, 0.0304, 0.0413],
            0.061,
            'seconds',
          ),
        },
      },
      clicks: {
        type: 'kinesis.stream',
        metrics: {
          OfferedRecords: counter(OFFERED, 'count'),
          OfferedBytes: counter(OFFERED * MEAN_BYTES, 'bytes'),
          IncomingRecords: counter(stored, 'count'),
          IncomingBytes: counter(stored * MEAN_BYTES, 'bytes'),
          OutgoingRecords: counter(stored, 'count'),
          OutgoingBytes: counter(stored * MEAN_BYTES, 'bytes'),
          WriteProvisionedThroughputExceeded: counter(refused, 'count', refused / (refused + stored)),
          'WriteProvisionedThroughputExceeded.Records': counter(
            refused,
            'count',
            refused / (refused + stored),
          ),
          'WriteProvisionedThroughputExceeded.Bytes': counter(0, 'count', 0),
          'PutRecords.ThrottledRecords': counter(refused, 'count', refused / (refused + stored)),
          ReadProvisionedThroughputExceeded: counter(0, 'count', 0),
          'SubscribeToShardEvent.MillisBehindLatest': level(21.4, 310, 'milliseconds'),
        },
        parts: { kind: 'shard', items: parts(plan) },
      },
      dashboard: {
        type: 'kinesis.consumer',
        metrics: {
          latency: distribution(
            produced,
            plan.lost > 0 ? null : 0.121,
            plan.quantiles,
            plan.lost > 0 ? null : 0.481,
            'seconds',
            0.412,
          ),
          'latency.delivered': distribution(produced - lost, 0.142, plan.delivered, 0.812, 'seconds'),
          lost: counter(OFFERED * plan.lost, 'count', plan.lost),
          propagation: distribution(
            produced - lost,
            0.0414,
            [0.0381, 0.063, 0.073, 0.097, 0.131],
            0.18,
            'seconds',
          ),
        },
      },
    },
    wires: [
      { from: 'web-servers', to: 'clicks' },
      { from: 'clicks', to: 'dashboard' },
    ],
    flows: [
      {
        from: 'web-servers',
        to: 'dashboard',
        produced: estimate(produced, 812),
        fates,
        lost: estimate(lost, lost * 0.004),
        duplicates: estimate(0, 0),
        latencyShares: {
          buffered: estimate(0.0631, 0.0004),
          throttled: estimate(plan.lost > 0 ? 0.0312 : 0, plan.lost > 0 ? 0.0009 : 0),
          stored: estimate(0.0414, 0.0002),
          processing: estimate(0.0023, 0.0001),
        },
      },
    ],
    cost: {
      currency: 'USD',
      priceBook: 'us-east-1 2026-09',
      perMonth: estimate(total(plan), 0.19),
      whyNoMonth: null,
      window: estimate((total(plan) * WINDOW_S) / MONTH_S, 0.00002),
      meanLoad: 1,
      title: 'if this window lasted all month',
      lines: costLines(plan),
      notPriced: ['web-servers: compute (no hostPrice)', 'dashboard: compute (no hostPrice)'],
      missingPrices: [],
    },
    objectives: objectives(plan),
    findings: plan.findings,
    assumptions: [
      {
        component: 'web-servers',
        property: 'client.requestLatency',
        value: 'lognormal, median 12 ms',
        low: 'median 5 ms',
        high: 'median 30 ms',
        why: 'AWS publishes no latency of PutRecords; 12 ms is the middle of published measurements',
      },
      {
        component: 'web-servers',
        property: 'client.batch.linger',
        value: '100 ms',
        low: '10 ms',
        high: '1 s',
        why: 'how long an application gathers records before it calls is its own choice',
      },
      {
        component: 'clicks',
        property: 'writeBurst',
        value: '1 s',
        low: '0 s',
        high: '5 s',
        why: 'the limits are given per second; what a shard admits within one is not published',
      },
      {
        component: 'dashboard',
        property: 'client.requestLatency',
        value: 'lognormal, median 38 ms',
        low: 'median 20 ms',
        high: 'median 70 ms',
        why: 'calibrated on published propagation delays of enhanced fan-out',
      },
    ],
    fingerprints: [
      '8d1f0c2a77b3e901',
      '01b2c4d5e6f70819',
      '5a5b5c5d5e5f6061',
      '7071727374757677',
      '9091929394959697',
    ],
    events: 4_812_337,
    comparable: comparable(plan),
    series: { periodSeconds: 1, lines: lines(plan) },
  };
}

/** Five replications, each a little apart from the others. */
function comparable(plan: Plan): DesignResult['comparable'] {
  const p99 = plan.quantiles[3] ?? null;
  const around = (value: number, step: number): number[] => [-2, -1, 0, 1, 2].map((n) => value + n * step);
  const figure = { group: 'objective', better: 'less' } as const;
  return {
    traffic: {
      seed: '1',
      load: 1,
      warmupSeconds: 60,
      durationSeconds: 300,
      arrivals: { 'page-views': '0123456789abcdef' },
    },
    relevant: null,
    figures: [
      {
        ...figure,
        path: 'dashboard.latency.p99',
        unit: 'seconds',
        values: p99 === null ? around(0, 0).map(() => 'lost' as const) : around(p99, 0.001),
      },
      { ...figure, path: 'dashboard.lost.ratio', unit: 'ratio', values: around(plan.lost, plan.lost / 1000) },
      { ...figure, path: 'cost.perMonth', unit: 'USD', values: around(total(plan), 0.1) },
    ],
  };
}

function table(plan: Plan): ComparisonTable {
  return {
    design: plan.name,
    against: 'base',
    replications: 5,
    paired: true,
    unlike: [],
    relevant: null,
    onlyInBase: [],
    onlyInDesign: [],
  };
}

function comparison(plan: Plan, index: number): Comparison {
  const path = ['dashboard.latency.p99', 'dashboard.lost.ratio', 'cost.perMonth'][index]!;
  const unit = ['seconds', 'ratio', 'USD'][index]!;
  const of = (which: Plan): number | null =>
    [which.quantiles[3] ?? null, which.lost, total(which)][index] as number | null;
  const [base, value] = [of(BASE), of(plan)];
  const told = base !== null && value !== null;
  const seen = (number: number | null): Estimate =>
    number === null ? { value: null, ci95: null, above: 0.412 } : estimate(number, number * 0.002);
  return {
    design: plan.name,
    against: 'base',
    path,
    group: 'objective',
    unit,
    base: seen(base),
    value: seen(value),
    difference: told ? estimate(value - base, Math.abs(value - base) * 0.01) : estimate(null),
    ratio: told && base !== 0 ? estimate(value / base, 0.004) : estimate(null),
    correlation: null,
    varianceRatio: null,
    verdict: value === null ? 'not told' : value < (base ?? Infinity) ? 'better' : 'worse',
    paired: true,
  };
}

/** The whole result of hot-shard. */
export function hotShard(): Result {
  return {
    schemaVersion: 2,
    simulator: { name: 'spillway', version: '0.1.0' },
    scenario: {
      name: 'hot-shard',
      description:
        'One viral story takes 40 % of a clickstream. Four shards have room for the whole, but not for one key.',
      region: 'us-east-1',
      seed: '1',
      durationSeconds: 300,
      warmupSeconds: 60,
      environment: {},
      hash: '3b1f7c0d9e2a4b586c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3',
    },
    method: {
      intervals: "95 %, Student's t over replications",
      percentiles: 'of the merged histogram of all replications, interpolated by rank',
      streams: 'alea, named seed/replication/owner/purpose; traffic by record number',
    },
    partial: false,
    designs: [BASE, EIGHT, SALTED].map(design),
    tables: [EIGHT, SALTED].map(table),
    gates: [],
    comparisons: [EIGHT, SALTED].flatMap((plan) => [0, 1, 2].map((index) => comparison(plan, index))),
  };
}
