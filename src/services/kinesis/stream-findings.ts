// Why a stream refused records, and what would lift it: which shard, which of its two limits, by how much, and
// whether one key is behind it (then more shards do not help).

import type { FindingDraft, Measured } from '../component.ts';
import { mebibytes, percent, whole } from './figures.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from './limits.ts';
import { readFindings } from './read-findings.ts';

const RECORDS = SHARD_WRITE_RECORDS.value;
const BYTES = SHARD_WRITE_BYTES.value;
const NEAR = 0.8;
const WORTH_TELLING = 0.01;

interface ShardLoad {
  readonly id: string;
  readonly index: number;
  readonly records: number;
  readonly bytes: number;
  readonly attempts: number;
  readonly refused: number;
  readonly refusedByRecords: number;
}

function loadOf(measured: Measured, id: string, index: number): ShardLoad {
  const rate = (metric: string): number => measured.statistic(metric, 'rate', id) ?? 0;
  return {
    id,
    index,
    records: rate('OfferedRecords'),
    bytes: rate('OfferedBytes'),
    attempts: rate('AttemptedRecords'),
    refused: rate('WriteProvisionedThroughputExceeded'),
    refusedByRecords: rate('WriteProvisionedThroughputExceeded.Records'),
  };
}

/** Findings of one stream, from all replications folded. */
export function streamFindings(_config: unknown, measured: Measured): readonly FindingDraft[] {
  const shards = measured.parts.map((id, index) => loadOf(measured, id, index));
  const refused = shards.reduce((sum, shard) => sum + shard.refused, 0);
  const findings: FindingDraft[] = [];
  if (refused > 0) {
    for (const shard of shards) {
      if (shard.refused / refused >= WORTH_TELLING)
        findings.push(refusal(shard, refused, shards.length, measured));
    }
  } else {
    const fullest = nearest(shards);
    if (fullest !== null) findings.push(fullest);
  }
  return [...findings, ...readFindings(measured)];
}

function refusal(shard: ShardLoad, refused: number, shardCount: number, measured: Measured): FindingDraft {
  const byRecords = shard.refusedByRecords * 2 >= shard.refused;
  const recordUse = shard.records / RECORDS;
  const byteUse = shard.bytes / BYTES;
  const both = shard.refusedByRecords > 0 && shard.refusedByRecords < shard.refused;
  const bound = byRecords ? 'record limit' : 'byte limit';
  const other = byRecords ? `bytes ${percent(byteUse)}` : `records ${percent(recordUse)}`;
  const never = both ? 'which refuses some too' : 'never what refuses';
  const offered = byRecords ? `${whole(shard.records)} records/s` : `${mebibytes(shard.bytes)} MiB/s`;
  const lost = measured.flows.reduce((most, flow) => Math.max(most, lostShare(flow)), 0);
  const key = hottestKey(shard.index, measured);
  const words = [
    `${shard.id} is offered ${offered}, ${percent(byRecords ? recordUse : byteUse)} of its ${bound} (${other}, ${never})`,
    `it refuses ${percent(shard.refused / shard.attempts)} of ${whole(shard.attempts)} attempts/s`,
    ...(lost > 0 ? [`${percent(lost)} of all records produced are lost`] : []),
  ];
  return {
    severity: lost > 0 ? 'error' : 'warning',
    title: words.join('; '),
    limit: byRecords ? '1,000 records/s per shard' : '1 MiB/s per shard (data and partition keys)',
    shareOfHarm: shard.refused / refused,
    evidence: {
      shard: shard.id,
      offeredRecordsPerSecond: shard.records,
      offeredBytesPerSecond: shard.bytes,
      attemptsPerSecond: shard.attempts,
      refusedPerSecond: shard.refused,
      shareOfRecordLimit: recordUse,
      shareOfByteLimit: byteUse,
      ...(key === null ? {} : { hottestKey: key.key, hottestKeyRecordsPerSecond: key.perSecond }),
    },
    advice: advice(shard, byRecords, key, shardCount),
  };
}

function advice(
  shard: ShardLoad,
  byRecords: boolean,
  key: { readonly key: string; readonly perSecond: number } | null,
  shardCount: number,
): string {
  const perRecordBytes = shard.bytes / shard.records;
  const oneKey =
    key === null ? 0 : byRecords ? key.perSecond / RECORDS : (key.perSecond * perRecordBytes) / BYTES;
  if (key !== null && oneKey > NEAR) {
    const alone = oneKey > 1 ? 'more than one shard takes' : 'nearly all that one shard takes';
    const packing = byRecords ? ', or pack several records into one (aggregation)' : '';
    return `One key, ${key.key}, brings ${whole(key.perSecond)} records/s: ${alone}. A key never spans shards, so more shards do not lift this: spread the key (a salt)${packing}.`;
  }
  const need = Math.ceil((Math.max(shard.records / RECORDS, shard.bytes / BYTES) * shardCount) / NEAR);
  const packing =
    byRecords && shard.bytes / BYTES < NEAR ? ' or pack several records into one (aggregation)' : '';
  return `No single key is behind it: more shards lift it${packing}. About ${need} shards would bring this one to 80 %.`;
}

function nearest(shards: readonly ShardLoad[]): FindingDraft | null {
  let fullest: ShardLoad | null = null;
  let use = 0;
  for (const shard of shards) {
    const share = Math.max(shard.records / RECORDS, shard.bytes / BYTES);
    if (share > use) {
      use = share;
      fullest = shard;
    }
  }
  if (fullest === null || use < NEAR) return null;
  const byRecords = fullest.records / RECORDS >= fullest.bytes / BYTES;
  const offered = byRecords
    ? `${whole(fullest.records)} of 1,000 records/s`
    : `${mebibytes(fullest.bytes)} of 1 MiB/s`;
  return {
    severity: 'info',
    title: `nothing is refused, but the fullest shard, ${fullest.id}, stands at ${percent(use)} (${offered})`,
    limit: byRecords ? '1,000 records/s per shard' : '1 MiB/s per shard (data and partition keys)',
    shareOfHarm: null,
    evidence: {
      shard: fullest.id,
      offeredRecordsPerSecond: fullest.records,
      offeredBytesPerSecond: fullest.bytes,
    },
    advice: 'Traffic that grows by a quarter will be refused there: plan more shards before it does.',
  };
}

function hottestKey(
  shard: number,
  measured: Measured,
): { readonly key: string; readonly perSecond: number } | null {
  const found = measured.facts.map(
    (facts) => (facts.hottestKeys as readonly (HotKey | null)[])[shard] ?? null,
  );
  const first = found[0];
  if (first === null || first === undefined) return null;
  const same = found.filter((hot): hot is HotKey => hot !== null && hot.key === first.key);
  const records = same.reduce((sum, hot) => sum + hot.records, 0) / found.length;
  return { key: first.key, perSecond: records / measured.windowSeconds };
}

interface HotKey {
  readonly key: string;
  readonly records: number;
}

function lostShare(flow: Measured['flows'][number]): number {
  return flow.produced > 0 ? flow.lost / flow.produced : 0;
}
