// Whether a design keeps up: in a steady state no backlog grows. One slope a replication, by least squares over the
// second half of the window, and a one-sided t-test at 1 % over them. A mean wait or a monthly bill of a design whose
// backlog grows would say how long the run was, and nothing of the design. What piles up where no type declares a backlog
// (in a client's hands, in a batch that is never done) shows in how late records are: that is tested where none grows. Where
// nothing at all is done by the end there is nothing to test, and no month either.

import type { Estimate } from '../metrics/estimate.ts';
import { estimateMean, LEAST_FOR_INTERVAL, mean, variance } from '../metrics/estimate.ts';
import { tBeyond } from '../metrics/student-t.ts';
import { reported } from '../metrics/unit.ts';
import { type Backlog, backlogsOf, latenessOf, type Track } from './backlog.ts';
import type { Measurements } from './measurements.ts';
import type { RecordedFlow } from './replication-result.ts';

/** A backlog that grows. */
export interface Growth {
  readonly component: string;
  readonly metric: string;
  readonly unit: string;
  /** Whether it is not the backlog that was seen but how late records are, wherever they wait. */
  readonly endToEnd: boolean;
  /** Of the metric's unit, a second. */
  readonly perSecond: Estimate;
}

/** Error of the test, all backlogs of a design together, and once more for all latencies. */
const ALPHA = 0.01;
const LEAST_POINTS = 5;
/**
 * What grows by less than a twentieth of its own mean within half a window stands still for every purpose, however
 * sure it is that it grows: equal replications (nothing is drawn) would be sure of anything.
 */
const LEAST_RISE = 0.05;

const known = new WeakMap<Measurements, readonly Growth[]>();

/** The backlogs that grow; none where the question has no steady state, or too few replications tell. Worked out once. */
export function growthsOf(measured: Measurements): readonly Growth[] {
  let found = known.get(measured);
  if (found === undefined) {
    found = growthsIn(measured);
    known.set(measured, found);
  }
  return found;
}

/** Null when the window can stand for a month; else why not. */
export function whyNoMonth(measured: Measurements): string | null {
  const { design } = measured;
  if (design.whyNoMonth !== null) return design.whyNoMonth;
  const [first] = growthsOf(measured);
  if (first !== undefined) return `the design does not keep up: ${growthInWords(first)}`;
  const begun = begunFlow(measured);
  return begun === null ? null : `nothing of ${begun} is done when the run ends: it is too short to tell`;
}

/** A flow most of which is under way at the end while nothing of it is done, in any replication; null where there is none. */
function begunFlow({ replications }: Measurements): string | null {
  const at = (replications[0]?.flows ?? []).findIndex((_, flow) =>
    replications.every(({ flows }) => isBegun(flows[flow]!)),
  );
  if (at < 0) return null;
  const { from, to } = replications[0]!.flows[at]!;
  return `${from} → ${to}`;
}

function isBegun({ produced, fates: { inFlight, delivered, stored, filtered } }: RecordedFlow): boolean {
  return delivered + stored + filtered === 0 && 2 * inFlight > produced;
}

function growthsIn(measured: Measurements): readonly Growth[] {
  const { design, replications } = measured;
  if (design.question.kind !== 'steady-state' || replications.length < LEAST_FOR_INTERVAL) return [];
  const declared = growing(backlogsOf(measured));
  return declared.length > 0 ? declared : growing(latenessOf(measured));
}

function growing(backlogs: readonly Backlog[]): readonly Growth[] {
  return backlogs.flatMap(({ component, metric, declaration, tracks }): Growth[] => {
    const halves = tracks.map(secondHalf);
    if (halves.some(({ values }) => values.length < LEAST_POINTS)) return [];
    const slopes = halves.map(slopeOf);
    const seconds = halves[0]!.seconds.at(-1)! - halves[0]!.seconds[0]!;
    const level = mean(halves.map(({ values }) => mean(values)));
    if (!isGrowing(slopes, ALPHA / backlogs.length)) return [];
    if (mean(slopes) * seconds < LEAST_RISE * level) return [];
    const { unit } = declaration;
    return [
      {
        component,
        metric,
        unit,
        endToEnd: declaration.overProduced === true,
        perSecond: estimateMean(slopes.map((slope) => reported(unit, slope))),
      },
    ];
  });
}

/** The growth in words: `backend: QueueLength grows by 20.1/s`. */
export function growthInWords({ component, metric, unit, perSecond }: Growth): string {
  const value = Number((perSecond.value ?? 0).toPrecision(3));
  const per = unit === 'count' ? `${value}/s` : `${value} ${unit} a second`;
  return `${component}: ${metric} grows by ${per}`;
}

/** Whether the mean of some slopes is above zero, by a one-sided t-test that errs with probability `alpha`. */
export function isGrowing(slopes: readonly number[], alpha: number): boolean {
  const centre = mean(slopes);
  if (!(centre > 0)) return false;
  const error = Math.sqrt(variance(slopes) / slopes.length);
  return centre > tBeyond(alpha, slopes.length - 1) * error;
}

function secondHalf({ seconds, values }: Track): Track {
  const from = Math.floor(values.length / 2);
  return { seconds: seconds.slice(from), values: values.slice(from) };
}

/** The slope of the line of least squares, a second. */
export function slopeOf({ seconds, values }: Track): number {
  const middle = mean(seconds);
  const level = mean(values);
  let along = 0;
  let spread = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = seconds[i]! - middle;
    along += distance * (values[i]! - level);
    spread += distance * distance;
  }
  return spread === 0 ? 0 : along / spread;
}
