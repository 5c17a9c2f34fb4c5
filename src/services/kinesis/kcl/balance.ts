// Who gets which lease in the KCL 3.x: expired leases and those of nobody go to the workers with the least load; now and then
// a part of what is above the mean is moved from the workers that are furthest above it
// (coordinator/assignment/VarianceBasedLeaseAssignmentDecider.java of the Kinesis Client Library 3.5). A worker's load is what
// is read of its leases: there is no CPU here to measure, and the KCL falls back on the same where it cannot measure one.

import { DAMPENING, REBALANCE_THRESHOLD } from './kcl-limits.ts';

/** A worker that may be given leases. */
export interface Candidate {
  readonly id: number;
  /** What is read of its leases, bytes a second; grows with what it is given. */
  load: number;
  leases: number;
}

/** A lease, by its shard, and what is read of it, bytes a second. */
export interface Weighed {
  readonly shard: number;
  readonly owner: number;
  readonly throughput: number;
}

/** A lease that is to have a new owner. */
export interface Assignment {
  readonly shard: number;
  readonly to: number;
}

/** Gives leases that nobody works on to the workers with the least load; in their order. */
export function assignFree(
  free: readonly Weighed[],
  candidates: readonly Candidate[],
): readonly Assignment[] {
  if (candidates.length === 0) return [];
  return free.map((lease) => {
    const to = leastLoaded(candidates);
    give(lease, to);
    return { shard: lease.shard, to: to.id };
  });
}

/** Moves leases from workers above the mean to those with the least load. @param held those that may be moved */
export function rebalance(held: readonly Weighed[], candidates: readonly Candidate[]): readonly Assignment[] {
  if (candidates.length < 2) return [];
  const mean = candidates.reduce((sum, { load }) => sum + load, 0) / candidates.length;
  const band = REBALANCE_THRESHOLD.value / 100;
  if (candidates.every(({ load }) => load <= mean * (1 + band) && load >= mean * (1 - band))) return [];
  const above = candidates.filter(({ load }) => load >= mean * (1 + band));
  const givers = above.length > 0 ? above : [mostLoaded(candidates)];
  const moved: Assignment[] = [];
  for (const from of [...givers].sort((a, b) => b.load - a.load)) {
    const own = held.filter(({ owner }) => owner === from.id);
    for (const lease of chosen(own, ((from.load - mean) * DAMPENING.value) / 100)) {
      const to = leastLoaded(candidates.filter((one) => one !== from));
      if (to.load + lease.throughput > mean) break;
      give(lease, to);
      from.load -= lease.throughput;
      from.leases--;
      moved.push({ shard: lease.shard, to: to.id });
    }
  }
  return moved;
}

// The largest leases that fit into what is to be moved; where none does, the smallest there is. One stays.
function chosen(leases: readonly Weighed[], amount: number): readonly Weighed[] {
  const largestFirst = [...leases].sort((a, b) => b.throughput - a.throughput || a.shard - b.shard);
  const found: Weighed[] = [];
  let left = amount;
  for (const lease of largestFirst) {
    if (found.length + 1 >= leases.length) break;
    if (lease.throughput === 0 || lease.throughput > left) continue;
    found.push(lease);
    left -= lease.throughput;
  }
  const smallest = largestFirst.at(-1);
  if (found.length === 0 && leases.length > 1 && smallest !== undefined && smallest.throughput > 0) {
    return [smallest];
  }
  return found;
}

function give(lease: Weighed, to: Candidate): void {
  to.load += lease.throughput;
  to.leases++;
}

function leastLoaded(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((best, one) =>
    one.load < best.load || (one.load === best.load && one.leases < best.leases) ? one : best,
  );
}

function mostLoaded(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((best, one) => (one.load > best.load ? one : best));
}
