// One line over time as a column of values. The page carries all of them; a drawing a few hundred pixels wide takes the
// least and the largest of each pixel, in their order: never a mean, which would hide the second that broke a limit.

/** The unit that an axis of time is told in. */
export interface Clock {
  readonly unit: string;
  readonly seconds: number;
}

/** A row of data as a specification sees it. */
export type Row = Readonly<Record<string, unknown>>;

/** One line of a chart: its values, and how it is drawn and named. */
export interface Column {
  /** What the specification calls its data. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** The design that it belongs to, a place in the page's list; null when the whole chart belongs to one. */
  readonly design: number | null;
  readonly periodSeconds: number;
  /** One a period; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

interface Point extends Row {
  readonly t: number;
  readonly v: number | null;
}

/** A point stands in the middle of its period. */
export function rowsOf({ values, periodSeconds }: Column, clock: Clock): readonly Point[] {
  return values.map((v, i) => ({ t: ((i + 0.5) * periodSeconds) / clock.seconds, v }));
}

/** At most two points a bucket, the least and the largest in the order of time; gaps stay gaps. */
export function thinned(points: readonly Point[], buckets = 200): readonly Point[] {
  if (points.length <= 2 * buckets) return points;
  const perBucket = points.length / buckets;
  return Array.from({ length: buckets }, (_, i) =>
    extremes(points.slice(Math.floor(i * perBucket), Math.floor((i + 1) * perBucket))),
  ).flat();
}

function extremes(points: readonly Point[]): readonly Point[] {
  const gap = points.find(({ v }) => v === null);
  const told = points.filter(({ v }) => v !== null);
  if (told.length === 0) return gap === undefined ? [] : [gap];
  const least = told.reduce((one, other) => (other.v! < one.v! ? other : one));
  const most = told.reduce((one, other) => (other.v! > one.v! ? other : one));
  const kept = new Set([least, most, ...(gap === undefined ? [] : [gap])]);
  return points.filter((point) => kept.has(point));
}
