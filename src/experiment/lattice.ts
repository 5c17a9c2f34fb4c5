// A lattice of whole places, in which more of anything is taken to be no worse: whatever lies above a point that is
// enough is enough. Then all that matters are the least points that are enough, and one row after the other finds them
// by bisection: a row looks only below what rows before it have found. The assumption is the caller's to verify.

export type Places = readonly number[];

/** Whether a point is enough; null when the question cannot be answered any more, and the search ends. */
export type Ask = (places: Places) => Promise<boolean | null>;

/**
 * The least points that are enough: none of them lies above another.
 * @param sizes how many places each axis has, one axis or more
 * @returns what was found until the end or until `ask` answered null
 */
export async function leastPoints(sizes: readonly number[], ask: Ask): Promise<readonly Places[]> {
  const found: Places[] = [];
  const last = sizes.at(-1) ?? 1;
  for (const row of rowsOf(sizes.slice(0, -1))) {
    const known = found.filter((point) => isBelow(point.slice(0, -1), row)).map((point) => point.at(-1)!);
    let enough = Math.min(last, ...known);
    if (enough === 0) continue;
    const top = await ask([...row, enough - 1]);
    if (top === null) return found;
    if (!top) continue;
    enough--;
    for (let tooLittle = -1; enough - tooLittle > 1; ) {
      const middle = Math.floor((enough + tooLittle) / 2);
      const answer = await ask([...row, middle]);
      if (answer === null) return found;
      if (answer) enough = middle;
      else tooLittle = middle;
    }
    found.push([...row, enough]);
  }
  return found;
}

/** Whether one point has no more of anything than the other. */
export function isBelow(one: Places, other: Places): boolean {
  return one.every((place, i) => place <= other[i]!);
}

/** Every combination, the last axis fastest: whatever lies below a row comes before it. */
export function* rowsOf(sizes: readonly number[]): Generator<Places> {
  const [first, ...rest] = sizes;
  if (first === undefined) yield [];
  else for (let place = 0; place < first; place++) for (const row of rowsOf(rest)) yield [place, ...row];
}
