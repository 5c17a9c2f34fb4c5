// Which of many comparisons may be called different. Of 40 rows that differ by chance alone, two would be marked at 95 %;
// Holm's procedure keeps the chance of any false mark in the whole table at 5 %, whatever ties the rows together
// (S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979).

/**
 * The places of the p-values that stand, the smallest against the sharpest level.
 * @param pValues one a row; null for a row that is not tested and does not count
 * @param level the chance of any false mark, as 0.05
 */
export function holm(pValues: readonly (number | null)[], level: number): ReadonlySet<number> {
  const tested = pValues
    .map((p, place) => ({ p, place }))
    .filter((row): row is { p: number; place: number } => row.p !== null)
    .sort((a, b) => a.p - b.p || a.place - b.place);
  const standing = new Set<number>();
  for (const [rank, { p, place }] of tested.entries()) {
    if (p > level / (tested.length - rank)) break;
    standing.add(place);
  }
  return standing;
}
