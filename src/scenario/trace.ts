// A trace: time and count per period, as CloudWatch exports a metric's sums. Lines of labels above the first time are
// passed over; periods that CloudWatch left out (it writes none without data) count as 0.

import { parse } from 'csv-parse/sync';
import { type Mistakes, source } from './mistake.ts';

/** A trace's data. */
export interface Trace {
  /** The length of one period, µs. */
  readonly binUs: number;
  /** Arrivals by period, the first at the start of the measured window. */
  readonly counts: readonly number[];
}

const MOST_PERIODS = 1_000_000;
const DATE =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?:Z|[+]00:?00)?$/;

/** Reads a trace; tells every bad row with its own line. */
export function readTrace(file: string, text: string, mistakes: Mistakes): Trace | undefined {
  const lines = source(file, text);
  const tell = (line: number, message: string, expected?: string): void => {
    const length = Math.max(1, lines.lines[line - 1]?.length ?? 1);
    mistakes.add({ source: lines, line, column: 1, length }, message, { expected });
  };
  let rows: { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    rows = parse(text, options) as unknown as typeof rows;
  } catch (error) {
    const at = (error as { readonly lines?: unknown }).lines;
    tell(typeof at === 'number' ? at : 1, 'the trace is no CSV', 'two columns: time, count');
    return undefined;
  }
  const start = rows.findIndex(({ record }) => timeOf(record[0] ?? '') !== null);
  if (start < 0) {
    tell(1, 'the trace has no row that begins with a time', 'as in 2026-01-31T00:00:00Z,1200 or 60,1200');
    return undefined;
  }
  const points: { readonly atSeconds: number; readonly count: number; readonly line: number }[] = [];
  let good = true;
  for (const { record, info } of rows.slice(start)) {
    const atSeconds = timeOf(record[0] ?? '');
    const count = /^\d+(\.\d*)?([eE][+-]?\d+)?$/.test(record[1] ?? '') ? Number(record[1]) : Number.NaN;
    if (atSeconds !== null && Number.isFinite(count)) {
      points.push({ atSeconds, count, line: info.lines });
      continue;
    }
    good = false;
    if (atSeconds === null)
      tell(info.lines, `"${record[0] ?? ''}" is not a time`, 'as in 2026-01-31T00:00:00Z, or seconds');
    else tell(info.lines, `"${record[1] ?? ''}" is not a count`, 'a number of 0 or more');
  }
  return good ? binned(points, tell) : undefined;
}

function binned(
  points: readonly { readonly atSeconds: number; readonly count: number; readonly line: number }[],
  tell: (line: number, message: string, expected?: string) => void,
): Trace | undefined {
  if (points.length < 2) {
    tell(points[0]?.line ?? 1, 'a trace has at least two rows, which show its period');
    return undefined;
  }
  const first = points[0]!.atSeconds;
  let period = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i += 1) {
    const gap = points[i]!.atSeconds - points[i - 1]!.atSeconds;
    if (gap <= 0) {
      tell(points[i]!.line, 'the row is not later than the one before it');
      return undefined;
    }
    period = Math.min(period, gap);
  }
  const last = Math.round((points.at(-1)!.atSeconds - first) / period);
  if (last >= MOST_PERIODS) {
    tell(points.at(-1)!.line, `the trace has more than ${MOST_PERIODS} periods`);
    return undefined;
  }
  const counts = new Array<number>(last + 1).fill(0);
  for (const { atSeconds, count, line } of points) {
    const place = (atSeconds - first) / period;
    const bin = Math.round(place);
    if (Math.abs(place - bin) > 1e-6) {
      tell(line, `the row is not a whole number of periods (${period} s) after the first`);
      return undefined;
    }
    counts[bin] = count;
  }
  return { binUs: Math.round(period * 1_000_000), counts };
}

/** Seconds since some moment: a date of UTC, or a number of seconds; null for what is neither. */
function timeOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) >= 1e11 ? Number(text) / 1_000 : Number(text);
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const isReal =
    month! >= 1 &&
    month! <= 12 &&
    day! >= 1 &&
    day! <= daysIn(year!, month!) &&
    hour! < 24 &&
    minute! < 60 &&
    second! < 61;
  return isReal ? daysFromCivil(year!, month!, day!) * 86_400 + hour! * 3_600 + minute! * 60 + second! : null;
}

function daysIn(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return daysFromCivil(nextYear, nextMonth, 1) - daysFromCivil(year, month, 1);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, the year begun in March so that leap days come last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}
