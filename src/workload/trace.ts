// A trace: a CSV file of time and count per period, as CloudWatch exports a metric with the statistic Sum. The
// first column is the time (ISO 8601, seconds or milliseconds since 1970, or seconds from the trace's start), the second
// the count. Lines before the first that begins with a time are headings. The period is the smallest distance between
// two rows; periods without a row had no data, and count 0, as CloudWatch leaves them out. What is wrong is said without
// repeating more of the file than a short cell: a path that was mistyped may lead to a file that is nobody's business.

import { CsvError, parse } from 'csv-parse/browser/esm/sync';

/** A trace as a rate wants it. */
export interface Trace {
  /** The length of a period, µs. */
  readonly binUs: number;
  /** Arrivals in each period, the first of them from t = 0 on. */
  readonly counts: readonly number[];
}

/** What is wrong with a trace file, with its line (from 1). */
interface TraceMistake {
  readonly line: number;
  readonly message: string;
  /** How it is written. */
  readonly expected: string | null;
}

const MAX_PERIODS = 1_000_000;
const MAX_MISTAKES = 20;
const LONGEST_CELL = 24;
const A_TIME = 'as in 2026-01-31T00:00:00Z, or seconds';

/**
 * Reads a trace from CSV text.
 * @returns the trace, or all mistakes (the first 20)
 */
export function parseTrace(
  text: string,
): { readonly trace: Trace } | { readonly mistakes: readonly TraceMistake[] } {
  const lines = readLines(text);
  if ('mistakes' in lines) return lines;
  const first = lines.rows.findIndex(({ cells }) => timeUs(cells[0] ?? '') !== null);
  if (first < 0)
    return mistake(
      1,
      'the trace has no row that begins with a time',
      'as in 2026-01-31T00:00:00Z,1200 or 60,1200',
    );
  const points: Point[] = [];
  const mistakes: TraceMistake[] = [];
  for (const { cells, line } of lines.rows.slice(first)) {
    const point = pointOf(cells, line);
    if ('message' in point) mistakes.push(point);
    else points.push(point);
  }
  if (mistakes.length > 0) return { mistakes: mistakes.slice(0, MAX_MISTAKES) };
  points.sort((a, b) => a.timeUs - b.timeUs);
  return binned(points);
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Point {
  readonly timeUs: number;
  readonly count: number;
  readonly line: number;
}

function readLines(text: string): { rows: Row[] } | { mistakes: TraceMistake[] } {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return { rows: parsed.map(({ record, info }) => ({ cells: record, line: info.lines })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return mistake(Number(error.lines ?? 1), 'the trace is no CSV', 'two columns: time, count');
  }
}

function pointOf(cells: readonly string[], line: number): Point | TraceMistake {
  const [time = '', text = ''] = cells;
  const at = timeUs(time);
  if (at === null) return { line, message: `${quoted(time)} is not a time`, expected: A_TIME };
  const count = /^\d+(\.\d*)?([eE][+-]?\d+)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(count))
    return { line, message: `${quoted(text)} is not a count`, expected: 'a number of 0 or more' };
  return { timeUs: at, count, line };
}

function binned(points: readonly Point[]): { trace: Trace } | { mistakes: TraceMistake[] } {
  const start = points[0]!;
  if (points.length < 2) return mistake(start.line, 'a trace has at least two rows, which show its period');
  let binUs = Infinity;
  for (let i = 1; i < points.length; i++) {
    const { timeUs, line } = points[i]!;
    const gapUs = timeUs - points[i - 1]!.timeUs;
    if (gapUs === 0) return mistake(line, 'the same time stands twice');
    binUs = Math.min(binUs, gapUs);
  }
  const periods = (points.at(-1)!.timeUs - start.timeUs) / binUs + 1;
  if (periods > MAX_PERIODS)
    return mistake(points.at(-1)!.line, `the trace has more than ${MAX_PERIODS} periods`);
  const counts = new Array<number>(Math.round(periods)).fill(0);
  const mistakes: TraceMistake[] = [];
  for (const { timeUs, count, line } of points) {
    const bin = (timeUs - start.timeUs) / binUs;
    if (Math.floor(bin) === bin) counts[bin] = count;
    else
      mistakes.push({
        line,
        message: `the row is not a whole number of periods (${binUs / 1e6} s) after the first`,
        expected: null,
      });
  }
  return mistakes.length > 0 ? { mistakes: mistakes.slice(0, MAX_MISTAKES) } : { trace: { binUs, counts } };
}

function mistake(
  line: number,
  message: string,
  expected: string | null = null,
): { mistakes: TraceMistake[] } {
  return { mistakes: [{ line, message, expected }] };
}

/** A cell, cut short. */
function quoted(cell: string): string {
  return cell.length > LONGEST_CELL ? `"${cell.slice(0, LONGEST_CELL)}…"` : `"${cell}"`;
}

const ISO =
  /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/;

/** From here on a number of seconds would lie beyond the year 5000: it is one of milliseconds. */
const MILLISECONDS_FROM = 1e11;

/** A time as µs: since 1970 (UTC where no zone is given), or as the seconds that are written. */
function timeUs(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.round(number * (number >= MILLISECONDS_FROM ? 1e3 : 1e6));
  }
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  if (+month! < 1 || +month! > 12 || +day! < 1 || +day! > daysIn(+year!, +month!)) return null;
  if (+hour > 23 || +minute > 59 || +second > 59) return null;
  const seconds = daysSince1970(+year!, +month!, +day!) * 86_400 + +hour * 3_600 + +minute * 60 + +second;
  return (seconds - zoneSeconds(zone)) * 1e6 + Number(fraction.padEnd(6, '0'));
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z' || zone === 'UTC') return 0;
  const digits = zone.replace(':', '');
  const size = Number(digits.slice(1, 3)) * 3_600 + Number(digits.slice(3)) * 60;
  return digits.startsWith('-') ? -size : size;
}

function daysIn(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return daysSince1970(nextYear, nextMonth, 1) - daysSince1970(year, month, 1);
}

/** Days of the Gregorian calendar; years are counted from March, so that leap days end them. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leap = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leap + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468;
}
