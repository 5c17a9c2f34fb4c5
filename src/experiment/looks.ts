// Verdicts in looks: the objectives are judged after the first replications and again after each doubling, while one is
// undecided. Looking often finds what chance puts there, so each look has a part of the error to spend: 4 % in all,
// little at first, when the spread itself is hardly known (error spending after Lan and DeMets, Biometrika 70, 1983).

import type { Design } from '../scenario/design.ts';

/** One look: after so many replications, with so much chance of a wrong verdict on each side. */
export interface Look {
  readonly replications: number;
  readonly alpha: number;
}

const FIRST_ALPHA = 0.005;
const BETWEEN_ALPHA = 0.02;
const LAST_ALPHA = 0.015;

/** The looks of a design, in order; none where the number of its replications is fixed. */
export function looksOf({ replications, stopping }: Design): readonly Look[] {
  if (stopping?.kind !== 'looks' || stopping.max <= replications) return [];
  const sizes: number[] = [];
  for (let size = replications; size < stopping.max; size *= 2) sizes.push(size);
  sizes.push(stopping.max);
  const between = sizes.length - 2;
  return sizes.map((size, i) => ({
    replications: size,
    alpha: i === 0 ? FIRST_ALPHA : i === sizes.length - 1 ? LAST_ALPHA : BETWEEN_ALPHA / between,
  }));
}
