// What a stream tells of each shard at the end of a run beside its metrics, and how findings read it back: a shard that a
// resharding made or closed was open for a part of the window, and may be another one in each replication.

import type { Measured } from '../../component.ts';
import type { OfferedKey, OfferedShard } from '../writing/offered-keys.ts';

/** One shard in one run. */
export interface ShardFacts extends OfferedShard {
  /** Seconds of the window in which it was open. */
  readonly openSeconds: number;
  /** Its share of the hash keys. */
  readonly hashShare: number;
  /** What its write buckets hold at the end of the run. */
  readonly balance: { readonly records: number; readonly bytes: number };
}

/** A shard's facts, one for each replication that has the shard. */
export function factsOf({ facts }: Measured, id: string): readonly ShardFacts[] {
  return facts.flatMap((run) => (run.shards as Readonly<Record<string, ShardFacts>>)[id] ?? []);
}

/** The mean of a figure of a shard over the replications that have it; 0 where none has. */
export function meanOf(shards: readonly ShardFacts[], figure: (shard: ShardFacts) => number): number {
  return shards.length === 0 ? 0 : shards.reduce((sum, shard) => sum + figure(shard), 0) / shards.length;
}

/** The share of the window in which a shard was open. */
export function openShare(measured: Measured, id: string): number {
  return meanOf(factsOf(measured, id), ({ openSeconds }) => openSeconds) / measured.windowSeconds;
}

/** The rates of a shard's counters while it was open, per second. */
export function openRates(measured: Measured, id: string): (metric: string) => number {
  const share = openShare(measured, id);
  const scale = share > 0 ? 1 / share : 0;
  return (metric) => (measured.statistic(metric, 'rate', id) ?? 0) * scale;
}

/** A key and what it brought a second of the window; null when there was none. */
export function hottestKey(measured: Measured, id: string, by: 'hottest' | 'heaviest'): OfferedKey | null {
  const found = factsOf(measured, id).map((shard) => shard[by]);
  const first = found.find((hot) => hot !== null) ?? null;
  if (first === null) return null;
  const same = found.filter((hot) => hot?.key === first.key);
  const perSecond = (amount: (hot: OfferedKey) => number): number =>
    same.reduce((sum, hot) => sum + amount(hot!), 0) / found.length / measured.windowSeconds;
  return {
    key: first.key,
    userRecords: perSecond((hot) => hot.userRecords),
    records: perSecond((hot) => hot.records),
    bytes: perSecond((hot) => hot.bytes),
  };
}
