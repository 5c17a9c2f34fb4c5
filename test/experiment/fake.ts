// A small world for the tests of experiment/: two component types with every kind of metric, a design of them, and
// replications that are recorded by hand.

import { z } from 'zod';
import type { ComponentTypes } from '../../src/experiment/component-catalogue.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import type {
  RecordedFlow,
  RecordedUsage,
  ReplicationResult,
} from '../../src/experiment/replication-result.ts';
import type { MetricDeclarations } from '../../src/metrics/kinds.ts';
import { Recorder } from '../../src/metrics/recorder.ts';
import { planWindow } from '../../src/metrics/window.ts';
import type { Design, Objective, ObjectivePath, Operator, Scenario } from '../../src/scenario/design.ts';
import type { ComponentType, FindingDraft, Measured } from '../../src/services/component.ts';

export const SECOND = 1_000_000;
const HOUR = 3600;

const source = { source: 'by hand', date: '2026-09' };

const streamMetrics: MetricDeclarations = {
  IncomingRecords: {
    kind: 'counter',
    unit: 'count',
    description: 'Records stored.',
    perPart: true,
    series: true,
    capacity: 2000,
    partCapacity: 1000,
  },
  Attempts: { kind: 'counter', unit: 'count', description: 'Records tried.' },
  Refused: { kind: 'counter', unit: 'count', description: 'Records refused.', per: 'Attempts' },
  Backlog: { kind: 'level', unit: 'count', description: 'Records waiting.', series: true, backlog: true },
  Age: { kind: 'level', unit: 'milliseconds', description: 'Age of the oldest record.' },
};

const readerMetrics: MetricDeclarations = {
  latency: {
    kind: 'distribution',
    unit: 'seconds',
    description: 'End to end.',
    overProduced: true,
    series: true,
  },
  batch: { kind: 'distribution', unit: 'count', description: 'Records a call.' },
  produced: { kind: 'counter', unit: 'count', description: 'Records produced.' },
  lost: { kind: 'counter', unit: 'count', description: 'Records lost.', per: 'produced' },
};

/** What the fake stream has to say; a test puts its own findings here. */
export type FindingsOf = (measured: Measured) => readonly FindingDraft[];

export function fakeTypes(findings: FindingsOf = () => []): ComponentTypes {
  const stream: ComponentType = {
    name: 'test.stream',
    summary: '',
    example: '',
    schema: z.unknown(),
    limits: { records: { value: 1000, unit: '1/s', description: '', enforced: true, ...source } },
    meters: [
      { name: 'shard-hour', unit: 'shard-hour', kind: 'standing', description: '', source: '' },
      { name: 'records', unit: '1M records', kind: 'usage', perUnit: 1e6, description: '', source: '' },
      { name: 'exotic', unit: 'thing', kind: 'usage', description: '', source: '' },
    ],
    prices: {
      'shard-hour': { regions: { 'us-east-1': 0.5 }, ...source },
      records: { regions: { 'us-east-1': 2 }, ...source, date: '2026-10' },
    },
    partKind: 'shard',
    metrics: () => streamMetrics,
    parts: () => ['shard-0', 'shard-1'],
    offers: () => [],
    build: () => ({}),
    findings: (_config, measured) => findings(measured),
  };
  const reader: ComponentType = {
    name: 'test.reader',
    summary: '',
    example: '',
    schema: z.unknown(),
    limits: {},
    meters: [],
    prices: {},
    metrics: () => readerMetrics,
    offers: () => [],
    build: () => ({}),
    notPriced: () => ['compute (no hostPrice)'],
  };
  return new Map([stream, reader].map((type) => [type.name as string, type]));
}

/** Ten measured seconds after a warm-up of five: a producer-less stream and its reader. */
export function fakeDesign(over: Partial<Design> = {}): Design {
  return {
    name: 'base',
    region: 'us-east-1',
    seed: '1',
    durationUs: 10 * SECOND,
    warmupUs: 5 * SECOND,
    replications: 3,
    load: 1,
    workloads: {},
    components: {
      clicks: { type: 'test.stream', config: { to: 'nowhere' } },
      dashboard: { type: 'test.reader', config: { from: 'clicks' } },
    },
    objectives: [],
    cost: { meanLoad: null, prices: {} },
    relevant: null,
    question: { kind: 'steady-state', triggers: [] },
    assumptions: [],
    periodUs: null,
    whyNoMonth: null,
    ...over,
  };
}

export function fakeScenario(designs: readonly Design[]): Scenario {
  return {
    name: 'small world',
    description: 'A stream and its reader.',
    file: 'scenarios/small.yaml',
    environment: {},
    hash: 'abc',
    sweep: {},
    designs,
  };
}

/** `path` as the scenario's checker would have it, from `component.metric.statistic` or `cost.perMonth`. */
export function objective(text: string): Objective {
  const [words = '', operator, limit] = text.split(' ');
  const [component = '', metric = '', statistic] = words.split('.');
  const path: ObjectivePath =
    component === 'cost'
      ? { kind: 'cost', item: 'perMonth' }
      : { kind: 'metric', component, part: null, metric, statistic: statistic as 'sum' };
  const unit = statistic === 'ratio' ? 'ratio' : 'count';
  return { text, path, operator: operator as Operator, limit: Number(limit), unit, line: 1 };
}

export interface FakeReplication {
  readonly fingerprint?: string;
  readonly flows?: readonly RecordedFlow[];
  readonly usage?: readonly RecordedUsage[];
  readonly facts?: ReplicationResult['facts'];
}

/** One replication of the fake design: what `record` puts into its metrics. Its fingerprint is its number. */
export function fakeReplication(
  replication: number,
  record: (recorder: Recorder) => void,
  over: FakeReplication = {},
): ReplicationResult {
  const recorder = new Recorder(planWindow(5 * SECOND, 10 * SECOND));
  record(recorder);
  return {
    replication,
    fingerprint: String(replication),
    events: 100,
    metrics: recorder.finish(),
    flows: [],
    usage: [],
    facts: {},
    ...over,
  };
}

/** A counter's sum in the middle of the window. */
export function count(
  recorder: Recorder,
  component: string,
  metric: string,
  n: number,
  part: string | null = null,
): void {
  recorder.counter(component, metric, part, true).add(10 * SECOND, n);
}

/** Measurements of the fake design: replication i is recorded by `record(recorder, i)`, i from 0. */
export function measure(
  replications: number,
  record: (recorder: Recorder, index: number) => void,
  over: Partial<Design> = {},
  each: (index: number) => FakeReplication = () => ({}),
): Measurements {
  const results = Array.from({ length: replications }, (_, i) =>
    fakeReplication(i + 1, (recorder) => record(recorder, i), each(i)),
  );
  return new Measurements(fakeDesign(over), fakeTypes(), results);
}

/** Unit-hours of `units` held over the fake window of ten seconds. */
export function heldHours(units: number): number {
  return (units * 10) / HOUR;
}

export function usageOf(meter: string, quantity: number, usdPerUnit: number | null = null): RecordedUsage {
  return { component: 'clicks', meter, quantity, usdPerUnit };
}
