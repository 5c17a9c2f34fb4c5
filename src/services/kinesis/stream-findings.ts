// Why a stream refused records, and what would lift it: which shard, which of its two limits, by how much, and
// whether one key is behind it (then more shards do not help). A limit per second breaks in a second: where the busiest
// one is far above the mean, it is that second, not the mean, which says how many shards there would have to be.

import type { FindingDraft, Measured } from '../component.ts';
import { mebibytes, percent, whole } from './figures.ts';
import { WRITE_BYTES, WRITE_RECORDS } from './limit-words.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from './limits.ts';
import type { OfferedKey } from './offered-keys.ts';
import { readFindings } from './read-findings.ts';
import { rejectedShareOfLoss, rejectionFindings } from './rejection-findings.ts';
import { factsOf, hottestKey, meanOf, openRates } from './shard-facts.ts';

const RECORDS = SHARD_WRITE_RECORDS.value;
const BYTES = SHARD_WRITE_BYTES.value;
const NEAR = 0.8;
const WORTH_TELLING = 0.01;
/** From so many times the mean on, the busiest second is a burst and not the luck of even traffic. */
const BURST = 1.25;
/** Ranges are even but for a rounding: that adds no shard. */
const ROUNDING = 1e-9;
/** From so many user records in each record on, records are packed. */
const PACKED = 1.5;

interface ShardLoad {
  readonly id: string;
  readonly records: number;
  readonly bytes: number;
  /** The same in the busiest second; the mean where no series is kept. */
  readonly busiestRecords: number;
  readonly busiestBytes: number;
  /** How many shards of its size make the whole stream. */
  readonly ofShards: number;
  /** User records in each record, 1 where nothing is packed. */
  readonly packed: number;
  readonly attempts: number;
  readonly refused: number;
  readonly refusedByRecords: number;
}

function loadOf(measured: Measured, id: string): ShardLoad {
  const rate = openRates(measured, id);
  const records = rate('OfferedRecords');
  const bytes = rate('OfferedBytes');
  return {
    id,
    records,
    bytes,
    ofShards: 1 / meanOf(factsOf(measured, id), ({ hashShare }) => hashShare),
    packed: meanOf(factsOf(measured, id), ({ packed }) => packed),
    busiestRecords: measured.worstSecond('OfferedRecords', id) ?? records,
    busiestBytes: measured.worstSecond('OfferedBytes', id) ?? bytes,
    attempts: rate('AttemptedRecords'),
    refused: rate('WriteProvisionedThroughputExceeded'),
    refusedByRecords: rate('WriteProvisionedThroughputExceeded.Records'),
  };
}

/** Findings of one stream, from all replications folded. */
export function streamFindings(
  config: { readonly maxRecordSize: number },
  measured: Measured,
): readonly FindingDraft[] {
  const shards = measured.parts.map((id) => loadOf(measured, id));
  const refused = shards.reduce((sum, shard) => sum + shard.refused, 0);
  const findings: FindingDraft[] = [...rejectionFindings(config, measured)];
  if (refused > 0) {
    for (const shard of shards) {
      if (shard.refused / refused >= WORTH_TELLING) findings.push(refusal(shard, refused, measured));
    }
  } else {
    const closest = nearest(shards);
    if (closest !== null) findings.push(closest);
  }
  return [...findings, ...readFindings(measured)];
}

function refusal(shard: ShardLoad, refused: number, measured: Measured): FindingDraft {
  const byRecords = shard.refusedByRecords * 2 >= shard.refused;
  const recordUse = shard.records / RECORDS;
  const byteUse = shard.bytes / BYTES;
  const both = shard.refusedByRecords > 0 && shard.refusedByRecords < shard.refused;
  const bound = byRecords ? 'record limit' : 'byte limit';
  const other = byRecords ? `bytes ${percent(byteUse)}` : `records ${percent(recordUse)}`;
  const never = both ? 'which refuses some too' : 'never what refuses';
  const offered = byRecords ? `${whole(shard.records)} records/s` : `${mebibytes(shard.bytes)} MiB/s`;
  const lost = measured.flows.reduce((most, flow) => Math.max(most, lostShare(flow)), 0);
  const key = hottestKey(measured, shard.id, byRecords ? 'hottest' : 'heaviest');
  const packed = shard.packed > PACKED ? `, ${whole(shard.packed)} user records in each` : '';
  const busiest = byRecords
    ? `${whole(shard.busiestRecords)} records, ${percent(shard.busiestRecords / RECORDS)}`
    : `${mebibytes(shard.busiestBytes)} MiB, ${percent(shard.busiestBytes / BYTES)}`;
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
    shareOfHarm: (shard.refused / refused) * (1 - rejectedShareOfLoss(measured)),
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
    advice: advice(shard, byRecords, key),
  };
}

function advice(shard: ShardLoad, byRecords: boolean, key: OfferedKey | null): string {
  const isPacked = shard.packed > PACKED;
  const oneKey = key === null ? 0 : byRecords ? key.records / RECORDS : key.bytes / BYTES;
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
  const burst = bursts(shard, byRecords);
  const use = burst
    ? Math.max(shard.busiestRecords / RECORDS, shard.busiestBytes / BYTES)
    : Math.max(shard.records / RECORDS, shard.bytes / BYTES);
  const need = Math.ceil((use * shard.ofShards) / NEAR - ROUNDING);
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

function bursts(shard: ShardLoad, byRecords: boolean): boolean {
  return byRecords ? shard.busiestRecords > shard.records * BURST : shard.busiestBytes > shard.bytes * BURST;
}

function nearest(shards: readonly ShardLoad[]): FindingDraft | null {
  const mean = fullest(shards, ({ records, bytes }) => ({ records, bytes }));
  if (mean !== null) {
    return near(
      mean,
      `stands at ${percent(mean.use)} (${ofLimit(mean)}/s)`,
      'Traffic that grows by a quarter will be refused there: plan more shards before it does.',
    );
  }
  const busiest = fullest(shards, (shard) => ({
    records: shard.busiestRecords,
    bytes: shard.busiestBytes,
  }));
  if (busiest === null) return null;
  return near(
    busiest,
    `stands at ${percent(busiest.use)} in its busiest second (${ofLimit(busiest)})`,
    'What goes on at that rate beyond a second or two, and is a quarter more, will be refused there: plan shards for the peak, not for the mean.',
  );
}

interface Fullest {
  readonly shard: ShardLoad;
  readonly use: number;
  readonly records: number;
  readonly bytes: number;
}

/** The shard that is nearest to a limit by such an amount a second; null where none is near. */
function fullest(
  shards: readonly ShardLoad[],
  amount: (shard: ShardLoad) => { readonly records: number; readonly bytes: number },
): Fullest | null {
  let found: Fullest | null = null;
  for (const shard of shards) {
    const { records, bytes } = amount(shard);
    const use = Math.max(records / RECORDS, bytes / BYTES);
    if (use >= NEAR && use > (found?.use ?? 0)) found = { shard, use, records, bytes };
  }
  return found;
}

function ofLimit({ records, bytes }: Fullest): string {
  return records / RECORDS >= bytes / BYTES
    ? `${whole(records)} of 1,000 records`
    : `${mebibytes(bytes)} of 1 MiB`;
}

function near({ shard, records, bytes }: Fullest, stands: string, advice: string): FindingDraft {
  return {
    severity: 'info',
    title: `no put is refused, but the fullest shard, ${shard.id}, ${stands}`,
    limit: records / RECORDS >= bytes / BYTES ? WRITE_RECORDS : WRITE_BYTES,
    shareOfHarm: null,
    evidence: {
      shard: shard.id,
      offeredRecordsPerSecond: shard.records,
      offeredBytesPerSecond: shard.bytes,
      busiestSecondRecords: shard.busiestRecords,
      busiestSecondBytes: shard.busiestBytes,
    },
    advice,
  };
}

// What is rejected was never a shard's to refuse.
function lostShare({ produced, lost, fates }: Measured['flows'][number]): number {
  return produced > 0 ? (lost - (fates.rejected ?? 0)) / produced : 0;
}
