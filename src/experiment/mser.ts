// Where a series has warmed up: the cut that leaves the mean of the rest with the smallest estimated error, over means
// of five points each (MSER-5; White, Simulation 69, 1997; White, Cobb and Spratt, WSC 2000). A minimum in the second
// half says that the series has not settled: run longer.

/** Where to cut a series. */
export interface Cut {
  /** How many points to leave out. */
  readonly points: number;
  /** False when the series had not settled in its first half. */
  readonly settled: boolean;
}

/** The points of a batch in MSER-5. */
export const BATCH = 5;

/** Cuts that leave less than a quarter are not looked at: a few last points may be alike by chance. */
const LEAST_LEFT = 0.25;

/**
 * The cut of a series.
 * @param batch how many points are averaged before; what is left at the end of the series is not looked at
 */
export function mserCut(series: readonly number[], batch: number = BATCH): Cut {
  const means = batchMeans(series, batch);
  const count = means.length;
  if (count < 2) return { points: 0, settled: true };
  // From the back, the sum of squares about the mean of what is left, by Welford's recurrence.
  let mean = 0;
  let squares = 0;
  let best = Number.POSITIVE_INFINITY;
  let cut = 0;
  for (let from = count - 1; from >= 0; from--) {
    const left = count - from;
    const distance = means[from]! - mean;
    mean += distance / left;
    squares += distance * (means[from]! - mean);
    const error = squares / (left * left);
    // Of equal ones the earliest: nothing is thrown away for nothing.
    if (left >= count * LEAST_LEFT && error <= best) {
      best = error;
      cut = from;
    }
  }
  return { points: cut * batch, settled: cut <= count / 2 };
}

function batchMeans(series: readonly number[], batch: number): number[] {
  const means: number[] = [];
  for (let from = 0; from + batch <= series.length; from += batch) {
    let sum = 0;
    for (let i = from; i < from + batch; i++) sum += series[i]!;
    means.push(sum / batch);
  }
  return means;
}
