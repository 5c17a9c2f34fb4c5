// A sweep: every point of a grid run, each by itself. What a point comes to is a pure function of its design, so it
// does not matter which points ran here, which on another machine, and which before the sweep was killed: the result is
// drawn from the plan and the points alone, in their order.

import { type Grid, settingsOf } from '../scenario/grid.ts';
import { abreast } from './abreast.ts';
import { causesOf } from './cause.ts';
import { pathOfObjective } from './figure-path.ts';
import { frontier } from './frontier.ts';
import { type Heading, headingOf } from './heading.ts';
import { type Measure, measuresOf } from './measures.ts';
import { type Bench, type Patience, type Trial, tryDesign } from './trial.ts';

/** What a sweep is to run, known before it begins: whoever has the same plan runs the same sweep. */
export interface SweepPlan extends Heading<'sweep-plan'> {
  /** Of the grid: the scenario, its axes and the designs that are swept. */
  readonly hash: string;
  readonly axes: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly designs: readonly string[];
  readonly points: number;
}

/** What one point came to. */
export interface SweepPoint extends Trial {
  /** From 0, in the order of the grid. */
  readonly index: number;
  readonly design: string;
  readonly values: Readonly<Record<string, string>>;
  readonly measures: readonly Measure[];
  /** The gravest limit that bound, in words; '' when none did. */
  readonly bound: string;
  readonly fingerprints: readonly string[];
}

/** The result of a sweep. */
export interface SweepResult extends Heading<'sweep'> {
  readonly hash: string;
  readonly axes: SweepPlan['axes'];
  readonly designs: readonly string[];
  /** Points that were asked for; fewer are there when the sweep was interrupted. */
  readonly size: number;
  readonly partial: boolean;
  /** Cost against latency: the paths, and the numbers of the points that no other beats. Null without both. */
  readonly frontier: { readonly x: string; readonly y: string; readonly points: readonly number[] } | null;
  readonly points: readonly SweepPoint[];
}

/** The plan of a grid. */
export function planSweep(grid: Grid, version: string, patience: Patience): SweepPlan {
  return {
    ...headingOf('sweep-plan', grid.scenario, version, patience),
    hash: grid.hash,
    axes: grid.axes.map(({ path, values }) => ({ path, values: values.map(({ text }) => text) })),
    designs: grid.designs,
    points: grid.size,
  };
}

/**
 * Runs points, several at a time so that no thread waits for a point to end.
 * @param indices the numbers of the points, in the order in which they are begun
 * @param keep told of every point as it finishes, in whatever order that is
 * @throws TrialError when a replication failed: of the points that failed, the first
 */
export async function runPoints(
  grid: Grid,
  indices: readonly number[],
  bench: Bench,
  keep: (point: SweepPoint) => Promise<void>,
): Promise<void> {
  const { replications } = grid.scenario.designs[0]!;
  await abreast(indices.length, replications, bench, async (place) => {
    const point = await runPoint(grid, indices[place]!, bench);
    if (point !== null) await keep(point);
  });
}

async function runPoint(grid: Grid, index: number, bench: Bench): Promise<SweepPoint | null> {
  const point = await grid.point(index);
  const tried = await tryDesign(point.design, settingsOf(point), bench);
  if (tried === null) return null;
  const { trial, folded } = tried;
  const notHeld = trial.objectives.filter(({ verdict }) => verdict !== 'holds');
  const [cause] = notHeld.length === 0 ? [] : causesOf(folded, null, notHeld);
  return {
    index,
    design: point.design.name,
    values: point.values,
    ...trial,
    measures: measuresOf(folded),
    bound: cause === undefined ? '' : `${cause.component}: ${cause.limit}`,
    fingerprints: folded.result.fingerprints,
  };
}

/** The result of a plan's points. @param points all that there are, in any order */
export function sweepResult(plan: SweepPlan, points: readonly SweepPoint[]): SweepResult {
  const ordered = [...points].sort((a, b) => a.index - b.index);
  return {
    schemaVersion: 1,
    kind: 'sweep',
    simulator: plan.simulator,
    scenario: plan.scenario,
    patience: plan.patience,
    hash: plan.hash,
    axes: plan.axes,
    designs: plan.designs,
    size: plan.points,
    partial: ordered.length < plan.points,
    frontier: frontierOf(ordered),
    points: ordered,
  };
}

const COST = 'cost.perMonth';

function frontierOf(points: readonly SweepPoint[]): SweepResult['frontier'] {
  const y = pathAgainstCost(points);
  if (y === null || !points.some((point) => (valueAt(point, COST) ?? 0) > 0)) return null;
  const places = frontier(points.map((point) => ({ x: valueAt(point, COST), y: valueAt(point, y) })));
  return { x: COST, y, points: places.map((place) => points[place]!.index) };
}

/** The first latency that an objective looks at, else the p99 of the first application. */
function pathAgainstCost(points: readonly SweepPoint[]): string | null {
  const latencies = (points[0]?.measures ?? []).filter(({ isLatency }) => isLatency);
  const asked = points[0]?.objectives.map(pathOfObjective) ?? [];
  const judged = latencies.find(({ path }) => asked.includes(path));
  return (judged ?? latencies.find(({ path }) => path.endsWith('.p99')) ?? latencies[0])?.path ?? null;
}

/** What a point came to in a figure; null when it cannot be told. */
export function valueAt({ measures }: SweepPoint, path: string): number | null {
  return measures.find((measure) => measure.path === path)?.estimate.value ?? null;
}
