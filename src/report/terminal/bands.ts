// A design without a steady state has no one latency: what it was is told by bands of time. Each band shows the worst
// p99 among the time slices in it, as the series has them; where that falls among records that were lost, it says so.

import type { DesignResult, SeriesLine } from '../../experiment/result.ts';
import { formatQuantity } from '../number.ts';
import { blank, type Line, row, text } from './layout.ts';

const BANDS = 6;
const METRIC = 'latency';

/** A band of time: [fromSeconds, toSeconds) of the window, and the slices in it. */
export interface TimeBand {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly values: readonly (number | null)[];
}

/** Divides a line over time into at most `most` bands of whole periods, all but the last equally long. */
export function bandsOf({ periodSeconds, values }: SeriesLine, most = BANDS): readonly TimeBand[] {
  const each = Math.ceil(values.length / most);
  const bands: TimeBand[] = [];
  for (let from = 0; from < values.length; from += each) {
    const to = Math.min(values.length, from + each);
    bands.push({
      fromSeconds: from * periodSeconds,
      toSeconds: to * periodSeconds,
      values: values.slice(from, to),
    });
  }
  return bands;
}

/** The bands of every application of a design whose question is terminating; nothing for a steady state. */
export function bandLines({ question, series }: DesignResult): readonly Line[] {
  if (question.kind !== 'terminating') return [];
  const lines = series.lines.filter(
    ({ metric, statistic, part }) => metric === METRIC && statistic === 'p99' && part === null,
  );
  return lines.flatMap((line) => [
    blank,
    text(`${line.component} by time: worst p99 of ${METRIC} in each band`, 'strong'),
    ...bandsOf(line).map((band) => {
      const worst = worstOf(band, line.unit);
      return row(spanInWords(band), worst, worst === LOST ? 'bad' : 'plain');
    }),
  ]);
}

const LOST = 'not told: among lost or unfinished records, or none came';

function worstOf({ values }: TimeBand, unit: string): string {
  if (values.some((value) => value === null)) return LOST;
  return formatQuantity(Math.max(...values.map((value) => value ?? 0)), unit);
}

function spanInWords({ fromSeconds, toSeconds }: TimeBand): string {
  return `${formatQuantity(fromSeconds, 'seconds')} to ${formatQuantity(toSeconds, 'seconds')}`;
}
