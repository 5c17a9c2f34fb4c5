// Sorts a list of user records by deadline. What gathers consists of a few runs that are in order already (fresh records
// in one, each answered request's in another), so neighbouring runs are merged until one is left. Equal deadlines keep
// their order.

import { NONE, type UserRecords } from './user-records.ts';

/** Whether a list is in the order of its deadlines. */
export function isByDeadline({ deadlineUs, next }: UserRecords, first: number): boolean {
  let beforeUs = Number.NEGATIVE_INFINITY;
  for (let row = first; row !== NONE; row = next[row]!) {
    const atUs = deadlineUs[row]!;
    if (atUs < beforeUs) return false;
    beforeUs = atUs;
  }
  return true;
}

/** Links the list from `first` on anew, earliest deadline first. @returns its first row */
export function sortByDeadline(store: UserRecords, first: number): number {
  const runs = runsOf(store, first);
  for (let length = runs.length; length > 1; ) {
    let kept = 0;
    for (let i = 0; i < length; i += 2) {
      runs[kept++] = i + 1 < length ? merged(store, runs[i]!, runs[i + 1]!) : runs[i]!;
    }
    length = kept;
  }
  return runs[0]!;
}

// The first rows of the runs that are in order, each cut off from the next.
function runsOf({ deadlineUs, next }: UserRecords, first: number): number[] {
  const runs = [first];
  for (let row = first; ; ) {
    const after = next[row]!;
    if (after === NONE) return runs;
    if (deadlineUs[after]! < deadlineUs[row]!) {
      next[row] = NONE;
      runs.push(after);
    }
    row = after;
  }
}

function merged({ deadlineUs, next }: UserRecords, a: number, b: number): number {
  const first = deadlineUs[b]! < deadlineUs[a]! ? b : a;
  let left = a;
  let right = b;
  let last = NONE;
  while (left !== NONE && right !== NONE) {
    let row = left;
    if (deadlineUs[right]! < deadlineUs[left]!) {
      row = right;
      right = next[right]!;
    } else {
      left = next[left]!;
    }
    if (last !== NONE) next[last] = row;
    last = row;
  }
  next[last] = left !== NONE ? left : right;
  return first;
}
