// The Pareto frontier of two figures of which less is better: the points that no other point beats in both (or in one,
// and equals in the other).

/** A point's two figures; null where one cannot be told: such a point is never on the frontier. */
export interface Figures {
  readonly x: number | null;
  readonly y: number | null;
}

/** The places of the frontier's points in the list, from the smallest x on; equal ones are on it together. */
export function frontier(points: readonly Figures[]): readonly number[] {
  const told = points.flatMap(({ x, y }, place) => (x === null || y === null ? [] : [{ x, y, place }]));
  told.sort((a, b) => a.x - b.x || a.y - b.y || a.place - b.place);
  const kept: typeof told = [];
  for (const point of told) {
    const last = kept.at(-1);
    const equal = last !== undefined && last.x === point.x && last.y === point.y;
    if (last === undefined || point.y < last.y || equal) kept.push(point);
  }
  return kept.map(({ place }) => place);
}
