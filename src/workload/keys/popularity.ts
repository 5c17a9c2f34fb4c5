// How popular keys are: from one uniform number to the rank of a key, 0 the most popular. One draw a record,
// whatever the distribution, so that record n draws the same number in every design.

/** Draws ranks. */
export interface Popularity {
  /** How many ranks there are. */
  readonly keys: number;
  /** The rank, 0 ≤ rank < keys, that `u` in [0, 1) stands for. */
  rank(u: number): number;
  /** How likely a record is to have the key of that rank. */
  probability(rank: number): number;
}
