// Which leases a worker takes (KCL 1.x and 2.x): its share of those that have expired; where none has, one of the worker that
// has most; and whatever has been expired for long, above its share too (leases/dynamodb/DynamoDBLeaseTaker.java).

import type { Stream } from '../../../engine/random.ts';
import { VERY_OLD } from './kcl-limits.ts';
import type { LeaseView, SeenLease } from './lease-view.ts';

/**
 * The leases to take after a scan.
 * @param own the identity of the worker that takes
 * @param most maxLeasesToStealAtOneTime
 */
export function leasesToTake(
  view: LeaseView,
  own: number,
  failoverUs: number,
  most: number,
  stream: Stream,
): readonly SeenLease[] {
  const { all } = view;
  const available = all.filter((lease) => view.isAvailable(lease));
  const counts = new Map<number, number>([[own, 0]]);
  for (const lease of all) {
    if (!view.isAvailable(lease)) counts.set(lease.owner, (counts.get(lease.owner) ?? 0) + 1);
  }
  const veryOld = all.filter((lease) => view.expiredFor(lease) > VERY_OLD.value * failoverUs);
  if (veryOld.length > 0) return shuffled(veryOld, stream);
  const target = Math.max(1, Math.ceil(all.length / counts.size));
  const needed = target - counts.get(own)!;
  if (needed <= 0 || all.length === 0) return [];
  if (available.length > 0) return shuffled(available, stream).slice(0, needed);
  const [victim, load] = mostLoaded(counts);
  if (load < target) return [];
  const above = Math.min(needed, load - target);
  const stolen = Math.min(most, above === 0 && needed > 1 ? 1 : above);
  return shuffled(
    all.filter(({ owner }) => owner === victim),
    stream,
  ).slice(0, stolen);
}

function mostLoaded(counts: ReadonlyMap<number, number>): readonly [number, number] {
  let most: readonly [number, number] = [-1, -1];
  for (const [id, count] of counts) if (count > most[1]) most = [id, count];
  return most;
}

function shuffled(leases: readonly SeenLease[], stream: Stream): SeenLease[] {
  const all = [...leases];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(stream.double() * (i + 1));
    const moved = all[i]!;
    all[i] = all[j]!;
    all[j] = moved;
  }
  return all;
}
