// `warmup: auto`: a pilot of every design, measured from empty, says after how long it has settled (MSER-5 over what
// waits in it and how late its records are, averaged over the replications). Then all designs are run with one warm-up,
// the longest of theirs: so histograms, counters, levels, fates and bills all leave out the same head, because it
// was never measured. A pilot that needed no warm-up is the run itself.

import { US_PER_SECOND } from '../engine/time-units.ts';
import { mean } from '../metrics/estimate.ts';
import type { Design } from '../scenario/design.ts';
import { type Backlog, tracksOf } from './backlog.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { Course } from './course.ts';
import { Measurements } from './measurements.ts';
import { BATCH, mserCut } from './mser.ts';
import type { Pool } from './pool.ts';
import type { ReplicationResult } from './replication-result.ts';
import { runCourses, type TaskOptions } from './run-courses.ts';
import { growthsOf } from './stability.ts';

/** Designs whose warm-up is known, in their order, with the replications that are known of each already. */
export interface WarmedUp {
  readonly designs: readonly { readonly design: Design; readonly known: readonly ReplicationResult[] }[];
  /** Whether an interrupt came before the warm-up was known. */
  readonly interrupted: boolean;
}

/**
 * Finds the warm-up of the designs that leave it to the data; the others stay as they are.
 * @throws ReplicationError
 */
export async function warmUp(
  designs: readonly Design[],
  types: ComponentTypes,
  pool: Pool,
  options: TaskOptions,
): Promise<WarmedUp> {
  const open = designs.filter(({ autoWarmup }) => autoWarmup === 'wanted');
  const asTheyAre = designs.map((design) => ({ design, known: [] }));
  if (open.length === 0) return { designs: asTheyAre, interrupted: false };
  const pilots = open.map((design) => new Course(design, fixedAt(design.replications)));
  await runCourses(pilots, pool, options);
  if (pilots.some(({ done }) => !done)) return { designs: asTheyAre, interrupted: true };
  const found = new Map(pilots.map((pilot) => [pilot.design, searched(pilot, types)]));
  const warmupUs = longest([...found.values()]);
  return {
    designs: designs.map((design) => {
      const own = found.get(design);
      if (own === undefined) return { design, known: [] };
      const autoWarmup = own.settled ? 'found' : 'not found';
      return { design: { ...design, warmupUs, autoWarmup }, known: warmupUs === 0 ? own.pilot : [] };
    }),
    interrupted: false,
  };
}

interface Searched {
  readonly pilot: readonly ReplicationResult[];
  readonly warmupUs: number;
  readonly settled: boolean;
}

// A design whose backlog grows to the end has not settled, whatever its cut.
function searched(course: Course, types: ComponentTypes): Searched {
  const pilot = course.complete();
  const measured = new Measurements(course.design, types, pilot);
  const { warmupUs, settled } = settledAfter(measured);
  return { pilot, warmupUs, settled: settled && growthsOf(measured).length === 0 };
}

/** The longest of those that settled; where none did, the longest that was looked at. */
function longest(found: readonly Searched[]): number {
  const settled = found.filter((one) => one.settled);
  return Math.max(0, ...(settled.length > 0 ? settled : found).map(({ warmupUs }) => warmupUs));
}

function fixedAt(count: number) {
  return { first: count, ahead: count, wanted: () => count };
}

/** After how long a design that was measured from empty has settled: whole time slices of its window. */
function settledAfter(measured: Measurements): {
  readonly warmupUs: number;
  readonly settled: boolean;
} {
  const { durationUs } = measured.design;
  const sliceUs = durationUs / measured.window.slices;
  const tracks = tracksOf(measured, ({ backlog, overProduced }) => backlog === true || overProduced === true);
  const cuts = tracks.map((one) => cutOf(one, measured));
  const latestUs = Math.max(0, ...cuts.map(({ atUs }) => atUs));
  return {
    // A hair, so that what lies on a slice's end is not rounded up to the next.
    warmupUs: Math.ceil(Math.max(0, Math.ceil(latestUs / sliceUs - 1e-9)) * sliceUs),
    settled: cuts.every(({ settled }) => settled),
  };
}

// A slice of a sample of values is a batch already.
function cutOf({ declaration, tracks }: Backlog, measured: Measurements): { atUs: number; settled: boolean } {
  const isLevel = declaration.kind === 'level';
  const periodUs = isLevel ? measured.window.periodUs : measured.design.durationUs / measured.window.slices;
  const points = new Map<number, number[]>();
  for (const { seconds, values } of tracks) {
    for (const [i, at] of seconds.entries()) {
      const place = Math.floor((at * US_PER_SECOND) / periodUs);
      points.set(place, [...(points.get(place) ?? []), values[i]!]);
    }
  }
  const places = [...points.keys()].sort((a, b) => a - b);
  const series = places.map((place) => mean(points.get(place)!));
  const cut = mserCut(series, isLevel ? BATCH : 1);
  const first = cut.points === 0 ? 0 : (places[cut.points] ?? 0);
  return { atUs: first * periodUs, settled: cut.settled };
}
