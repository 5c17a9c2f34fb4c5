// Designs for tests, written as in a scenario file and read by the types' own schemas; and what one replication of
// such a design says of a metric, a flow or a meter.

import { z } from 'zod';
import { runReplication } from '../../src/experiment/replication.ts';
import type { RecordedFlow, ReplicationResult } from '../../src/experiment/replication-result.ts';
import type { Grain, Probe } from '../../src/experiment/site.ts';
import type { RecordedCounter, RecordedDistribution, RecordedLevel } from '../../src/metrics/recorded.ts';
import type { Design, FaultDesign } from '../../src/scenario/design.ts';
import { fault } from '../../src/services/fault.ts';
import { catalogue } from '../../src/services/index.ts';
import { workloadSchema } from '../../src/workload/workload.ts';

export interface Plan {
  readonly workloads: Readonly<Record<string, unknown>>;
  readonly components: Readonly<
    Record<string, { readonly type: string; readonly [property: string]: unknown }>
  >;
  readonly seconds: number;
  /** As a scenario has them; each names its component or workload. */
  readonly faults?: readonly ({ readonly kind: string } & Record<string, unknown>)[];
  readonly warmupSeconds?: number;
  readonly seed?: string;
  /** As a scenario has it. */
  readonly account?: Readonly<Record<string, unknown>>;
}

const types = new Map(catalogue.map((type) => [type.name as string, type]));

/** The checked design of a plan. */
export function designOf({
  workloads,
  components,
  seconds,
  faults = [],
  warmupSeconds = 0,
  seed = '1',
  account,
}: Plan): Design {
  return {
    name: 'base',
    region: 'us-east-1',
    seed,
    durationUs: seconds * 1e6,
    warmupUs: warmupSeconds * 1e6,
    replications: 1,
    load: 1,
    workloads: mapped(workloads, (workload) => workloadSchema.parse(workload)),
    components: withImplied(components),
    objectives: [],
    ...(faults.length > 0 ? { faults: faults.map(faultOf) } : {}),
    ...(account === undefined ? {} : { account }),
    cost: { meanLoad: null, prices: {} },
    relevant: null,
    question: { kind: 'steady-state', triggers: [] },
    assumptions: [],
    periodUs: null,
    whyNoMonth: null,
  };
}

// Each followed by those that AWS makes for it.
function withImplied(components: Plan['components']): Design['components'] {
  const all = Object.entries(components).flatMap(([name, { type, ...input }]) => {
    const { schema, implies } = types.get(type)!;
    const config = schema.parse(input);
    return [[name, { type, config }] as const, ...Object.entries(withImplied(implies?.(name, config) ?? {}))];
  });
  return Object.fromEntries(all);
}

function faultOf(written: unknown): FaultDesign {
  const one = z.parse(fault(), written);
  if (one.kind === 'hot-key') return { fault: one, components: [], workload: one.workload };
  return { fault: one, components: one.component === undefined ? [] : [one.component], workload: null };
}

function mapped<A, B>(from: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value)]));
}

/** Runs one replication of a plan. */
export function run(plan: Plan, replication = 1, grain?: Grain, probe: Probe = {}): Seen {
  return new Seen(runReplication(designOf(plan), replication, { ...probe, grain }));
}

/** One replication's result, to be asked. */
export class Seen {
  readonly result: ReplicationResult;

  constructor(result: ReplicationResult) {
    this.result = result;
  }

  private metric(component: string, metric: string, part: string | null): unknown {
    const found = this.result.metrics.find(
      (one) => one.component === component && one.metric === metric && one.part === part,
    );
    if (found === undefined) throw new Error(`nothing measured ${component}.${metric}`);
    return found;
  }

  /** A counter's sum over the window. */
  sum(component: string, metric: string, part: string | null = null): number {
    return (this.metric(component, metric, part) as RecordedCounter).sum;
  }

  distribution(component: string, metric: string): RecordedDistribution {
    return this.metric(component, metric, null) as RecordedDistribution;
  }

  /** The mean of a distribution in µs. */
  mean(component: string, metric: string): number {
    const { sum, count } = this.distribution(component, metric);
    return sum / count;
  }

  /** The time-weighted mean of a level. */
  level(component: string, metric: string): number {
    return (this.metric(component, metric, null) as { readonly mean: number }).mean;
  }

  /** A level's mean by period of the series. */
  series(component: string, metric: string): readonly number[] {
    return Array.from((this.metric(component, metric, null) as RecordedLevel).series!.mean);
  }

  /** The flow to an application; the first when there are several sources. */
  flow(to: string): RecordedFlow {
    const found = this.result.flows.find((flow) => flow.to === to);
    if (found === undefined) throw new Error(`no flow leads to ${to}`);
    return found;
  }

  usage(component: string, meter: string): number {
    return this.result.usage
      .filter((used) => used.component === component && used.meter === meter)
      .reduce((sum, used) => sum + used.quantity, 0);
  }
}

/** Arrivals at even distances, each of `size` with one of `keys` keys. */
export function even(
  rate: string,
  size: string,
  partitionKey: unknown = { distribution: 'uniform', keys: 1000 },
) {
  return { arrivals: { process: 'constant', rate }, size, partitionKey };
}

/** Random arrivals, each of `size` with one of `keys` keys. */
export function poisson(
  rate: string,
  size: string,
  partitionKey: unknown = { distribution: 'uniform', keys: 1000 },
) {
  return { arrivals: { process: 'poisson', rate }, size, partitionKey };
}

/** The n-th shard's name. */
export function shard(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}
