// Why a stream refused puts, and what would lift it: which shard, which of its two limits, by how much, and
// whether one key is behind it (then more shards do not help). Shards that are short of the same and have no hot key are told
// of together. A limit per second breaks in a second: where the busiest one is far above the mean, it is that second, not the
// mean, which says how many shards there would have to be.

import { mebibytes, percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';
import { ON_DEMAND_SPLIT_WITHIN } from '../resharding/scaling-limits.ts';
import type { OfferedKey } from '../writing/offered-keys.ts';
import { WRITE_BYTES, WRITE_RECORDS } from './limit-words.ts';
import { rejectedShareOfLoss } from './rejection-findings.ts';
import type { ShardDemand } from './shard-demand.ts';
import { hottestKey } from './shard-facts.ts';

const RECORDS = SHARD_WRITE_RECORDS.value;
const BYTES = SHARD_WRITE_BYTES.value;
const NEAR = 0.8;
const WORTH_TELLING = 0.01;
/** So many shards that are alike are told of together. */
const TOGETHER = 3;
/** From so many times the mean on, the busiest second is a burst and not the luck of even traffic. */
const BURST = 1.25;
/** From so many user records in each record on, records are packed. */
const PACKED = 1.5;
/** Ranges are even but for a rounding: that adds no shard. */
const ROUNDING = 1e-9;

interface Mode {
  readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
}

/** Findings on refused puts; there are some. */
export function refusalFindings(
  mode: Mode,
  shards: readonly ShardDemand[],
  measured: Measured,
): readonly FindingDraft[] {
  const refusing = shards.filter(({ refusedInWindow }) => refusedInWindow > 0);
  const refused = refusing.reduce((sum, shard) => sum + shard.refusedInWindow, 0);
  const alone = new Set(refusing);
  const found: FindingDraft[] = [];
  for (const byRecords of [true, false]) {
    const alike = refusing.filter(
      (shard) => boundByRecords(shard) === byRecords && !hasHotKey(shard, byRecords, measured),
    );
    if (alike.length < TOGETHER) continue;
    for (const shard of alike) alone.delete(shard);
    const open = shards.filter(({ openShare }) => openShare > 0).length;
    found.push(together(mode, alike, byRecords, refused, open, measured));
  }
  for (const shard of alone) {
    if (shard.refusedInWindow / refused >= WORTH_TELLING) found.push(refusal(mode, shard, refused, measured));
  }
  return found;
}

function boundByRecords({ refused, refusedByRecords }: ShardDemand): boolean {
  return refusedByRecords * 2 >= refused;
}

function hasHotKey(shard: ShardDemand, byRecords: boolean, measured: Measured): boolean {
  return use(hottestKey(measured, shard.id, byRecords ? 'hottest' : 'heaviest'), byRecords) > NEAR;
}

/** What one key brings, of what one shard takes. */
function use(key: OfferedKey | null, byRecords: boolean): number {
  if (key === null) return 0;
  return byRecords ? key.records / RECORDS : key.bytes / BYTES;
}

function together(
  mode: Mode,
  alike: readonly ShardDemand[],
  byRecords: boolean,
  refused: number,
  of: number,
  measured: Measured,
): FindingDraft {
  const useOf = ({ records, bytes }: ShardDemand): number => (byRecords ? records / RECORDS : bytes / BYTES);
  const uses = alike.map(useOf);
  const fullest = alike[uses.indexOf(Math.max(...uses))]!;
  // Shards that were open for a while count for so long: a share of them all is one of all records, not of all shards.
  const inWindow = (amount: (shard: ShardDemand) => number): number =>
    alike.reduce((sum, shard) => sum + amount(shard) * shard.openShare, 0);
  const mean = inWindow(useOf) / inWindow(() => 1);
  const attempts = inWindow((shard) => shard.attempts);
  const own = alike.reduce((sum, shard) => sum + shard.refusedInWindow, 0);
  const lost = lostShareOf(measured);
  const bound = byRecords ? 'record limit' : 'byte limit';
  const words = [
    `${whole(alike.length)} of ${whole(of)} shards refuse puts: while open they are offered ${percent(mean)} of their ${bound} on average, ${fullest.id} the most with ${percent(useOf(fullest))}`,
    `they refuse ${percent(own / attempts)} of what is tried there`,
    ...(lost > 0 ? [`${percent(lost)} of all records produced are lost`] : []),
  ];
  return {
    severity: lost > 0 ? 'error' : 'warning',
    title: words.join('; '),
    limit: byRecords ? WRITE_RECORDS : WRITE_BYTES,
    shareOfHarm: (own / refused) * (1 - rejectedShareOfLoss(measured)),
    evidence: {
      shards: alike.length,
      fullestShard: fullest.id,
      meanShareOfLimit: mean,
      largestShareOfLimit: useOf(fullest),
      refusedPerSecond: own,
      shareOfAttemptsRefused: own / attempts,
    },
    advice: advice(mode, fullest, byRecords, null),
  };
}

function refusal(mode: Mode, shard: ShardDemand, refused: number, measured: Measured): FindingDraft {
  const byRecords = boundByRecords(shard);
  const recordUse = shard.records / RECORDS;
  const byteUse = shard.bytes / BYTES;
  const both = shard.refusedByRecords > 0 && shard.refusedByRecords < shard.refused;
  const bound = byRecords ? 'record limit' : 'byte limit';
  const other = byRecords ? `bytes ${percent(byteUse)}` : `records ${percent(recordUse)}`;
  const never = both ? 'which refuses some too' : 'never what refuses';
  const offered = byRecords ? `${whole(shard.records)} records/s` : `${mebibytes(shard.bytes)} MiB/s`;
  const lost = lostShareOf(measured);
  const key = hottestKey(measured, shard.id, byRecords ? 'hottest' : 'heaviest');
  const packed = shard.packed > PACKED ? `, ${whole(shard.packed)} user records in each` : '';
  const busiest = byRecords
    ? `${whole(shard.busiestRecords)} records, ${percent(shard.busiestRecords / RECORDS)}`
    : `${mebibytes(shard.busiestBytes)} MiB, ${percent(shard.busiestBytes / shard.mostBytesInSecond)}`;
  const words = [
    `${shard.id} is offered ${offered}, ${percent(byRecords ? recordUse : byteUse)} of its ${bound} (${other}${packed}, ${never})`,
    ...(bursts(shard, byRecords) ? [`its busiest second brings ${busiest}`] : []),
    `it refuses ${percent(shard.refused / shard.attempts)} of ${whole(shard.attempts)} attempts/s`,
    ...(lost > 0 ? [`${percent(lost)} of all records produced are lost`] : []),
  ];
  return {
    severity: lost > 0 ? 'error' : 'warning',
    title: words.join('; '),
    limit: byRecords ? WRITE_RECORDS : WRITE_BYTES,
    shareOfHarm: (shard.refusedInWindow / refused) * (1 - rejectedShareOfLoss(measured)),
    evidence: {
      shard: shard.id,
      offeredRecordsPerSecond: shard.records,
      offeredBytesPerSecond: shard.bytes,
      attemptsPerSecond: shard.attempts,
      refusedPerSecond: shard.refused,
      shareOfRecordLimit: recordUse,
      shareOfByteLimit: byteUse,
      busiestSecondRecords: shard.busiestRecords,
      busiestSecondBytes: shard.busiestBytes,
      userRecordsPerRecord: shard.packed,
      ...(key === null
        ? {}
        : {
            hottestKey: key.key,
            hottestKeyUserRecordsPerSecond: key.userRecords,
            hottestKeyRecordsPerSecond: key.records,
            hottestKeyBytesPerSecond: key.bytes,
          }),
    },
    advice: advice(mode, shard, byRecords, key),
  };
}

function advice(mode: Mode, shard: ShardDemand, byRecords: boolean, key: OfferedKey | null): string {
  const isPacked = shard.packed > PACKED;
  const oneKey = use(key, byRecords);
  if (key !== null && oneKey > NEAR) {
    const alone = oneKey > 1 ? 'more than one shard takes' : 'nearly all that one shard takes';
    const brings = byRecords ? `${whole(key.records)} records/s` : `${mebibytes(key.bytes)} MiB/s`;
    // Whoever packs has met the record limit, or would have: it must not look as if the key were gone with it.
    const moved =
      isPacked && !byRecords && key.userRecords > RECORDS * NEAR
        ? ` Packing moved the limit from records to bytes, not the hot key: alone, its ${whole(key.userRecords)} user records/s would meet the limit on records.`
        : '';
    const packing = byRecords && !isPacked ? ', or pack several records into one (aggregation)' : '';
    const smaller = byRecords ? '' : ', or send fewer bytes';
    return `One key, ${key.key}, brings ${brings}: ${alone}.${moved} A key never spans shards, so more shards do not lift this: spread the key (a salt)${packing}${smaller}.`;
  }
  if (mode.streamMode === 'ON_DEMAND') {
    return `AWS splits an on-demand shard that is above half of its limits for a minute, but within ${ON_DEMAND_SPLIT_WITHIN.value} minutes: what grows faster is refused meanwhile. Warm the stream ahead (warmThroughput, with the account’s throughput commitment), keep what is refused and send it again until the split is there, or provision shards for the peak.`;
  }
  const burst = bursts(shard, byRecords);
  const demand = burst
    ? Math.max(shard.busiestRecords / RECORDS, shard.busiestBytes / shard.mostBytesInSecond)
    : Math.max(shard.records / RECORDS, shard.bytes / BYTES);
  const need = Math.ceil((demand * shard.ofShards) / NEAR - ROUNDING);
  const packing =
    byRecords && !isPacked && shard.bytes / BYTES < NEAR
      ? ' or pack several records into one (aggregation)'
      : '';
  const spread = burst ? ' or spread its bursts over time' : '';
  // What is refused below 80 % is refused by something that these figures do not show: then they give no number.
  const enough =
    need <= shard.ofShards
      ? ''
      : ` About ${need} shards would bring ${burst ? 'its busiest second' : 'this one'} to 80 %.`;
  return `No single key is behind it: more shards lift it${packing}${spread}.${enough}`;
}

function bursts(shard: ShardDemand, byRecords: boolean): boolean {
  if (byRecords) return shard.busiestRecords > shard.records * BURST;
  const paidFor = shard.mostBytesInSecond > BYTES && shard.busiestBytes < shard.mostBytesInSecond;
  return !paidFor && shard.busiestBytes > shard.bytes * BURST;
}

function lostShareOf({ flows }: Measured): number {
  return flows.reduce((most, flow) => Math.max(most, lostShare(flow)), 0);
}

// What is rejected was never a shard's to refuse.
function lostShare({ produced, lost, fates }: Measured['flows'][number]): number {
  return produced > 0 ? (lost - (fates.rejected ?? 0)) / produced : 0;
}
