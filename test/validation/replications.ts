// Independent replications of a design, and what they say of an exact value: the interval of Student's t that holds
// the true mean 999 times of 1,000.

import quantile from '@stdlib/stats-base-dists-t-quantile';
import { billsOf } from '../../src/experiment/cost.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import type { RecordedMetric } from '../../src/metrics/recorded.ts';
import { mergeSamples, percentile } from '../../src/metrics/sample.ts';
import type { Design } from '../../src/scenario/design.ts';
import { catalogue } from '../../src/services/index.ts';
import type { Bench } from './row.ts';

/** R of every row that says nothing else. */
export const REPLICATIONS = 30;
const CONFIDENCE = 0.999;

/** Runs replications 1 to `count`. @throws when one of them fails */
export async function replicate(
  { pool }: Bench,
  design: Design,
  count = REPLICATIONS,
): Promise<readonly ReplicationResult[]> {
  const outcomes = await Promise.all(
    Array.from({ length: count }, (_, i) => pool.run({ design, replication: i + 1 })),
  );
  return outcomes.map((outcome) => {
    if (outcome.kind === 'failed') throw new Error(`${outcome.failure.message}\n${outcome.failure.stack}`);
    return outcome.result;
  });
}

/** A mean over replications and half the width of its 99.9 % interval. */
export interface Interval {
  readonly mean: number;
  readonly half: number;
}

export function interval(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, half: quantile((1 + CONFIDENCE) / 2, n - 1) * Math.sqrt(variance / n) };
}

const TYPES = new Map(catalogue.map((type) => [type.name as string, type]));

/** What a replication comes to, USD a month. */
export function monthlyUsd(result: ReplicationResult, design: Design): number {
  return billsOf(new Measurements(design, TYPES, [result]))[0]?.perMonth ?? Number.NaN;
}

/** What the window of a replication comes to, USD. */
export function windowUsd(result: ReplicationResult, design: Design): number {
  return billsOf(new Measurements(design, TYPES, [result]))[0]?.inWindow ?? Number.NaN;
}

/** What a component's meter counted in the window. */
export function usageOf({ usage }: ReplicationResult, component: string, meter: string): number {
  const found = usage.find((one) => one.component === component && one.meter === meter);
  if (found === undefined) throw new Error(`${component} has no meter ${meter}`);
  return found.quantity;
}

/** Records of the window that an application finished, until the run's end. */
export function deliveredTo({ flows }: ReplicationResult, application: string): number {
  return flows.filter(({ to }) => to === application).reduce((sum, { fates }) => sum + fates.delivered, 0);
}

type Recorded<K extends RecordedMetric['kind']> = Extract<RecordedMetric, { kind: K }>;

function recorded<K extends RecordedMetric['kind']>(
  { metrics }: ReplicationResult,
  kind: K,
  component: string,
  metric: string,
  part: string | null,
): Recorded<K> {
  const found = metrics.find(
    (one) => one.component === component && one.metric === metric && one.part === part && one.kind === kind,
  );
  if (found === undefined) throw new Error(`no ${kind} ${component}.${metric} was recorded`);
  return found as Recorded<K>;
}

/** A counter's sum over the window. */
export function sumOf(result: ReplicationResult, component: string, metric: string, part?: string): number {
  return recorded(result, 'counter', component, metric, part ?? null).sum;
}

/** A level as it was recorded. */
export function levelOf(result: ReplicationResult, component: string, metric: string, part?: string) {
  return recorded(result, 'level', component, metric, part ?? null);
}

/** A distribution as it was recorded. */
export function sampleOf(result: ReplicationResult, component: string, metric: string, part?: string) {
  return recorded(result, 'distribution', component, metric, part ?? null);
}

/** A percentile of the station’s times, seconds; no number where it cannot be told. @param share from 0 to 1 */
export function secondsAt(result: ReplicationResult, metric: string, share: number): number {
  const told = percentile(mergeSamples([sampleOf(result, 'station', metric)]), share);
  return told.kind === 'told' ? told.value / 1_000_000 : Number.NaN;
}

/** The mean of a distribution of times, seconds. */
export function meanSeconds(
  result: ReplicationResult,
  component: string,
  metric: string,
  part?: string,
): number {
  const { sum, count } = sampleOf(result, component, metric, part);
  return sum / count / 1_000_000;
}
