// What is said of a stream: what it refused and why, what it is near to refusing, and what became of its resharding.

import { mebibytes, percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';
import { WRITE_BYTES, WRITE_RECORDS } from './limit-words.ts';
import { readFindings } from './read-findings.ts';
import { refusalFindings } from './refusal-findings.ts';
import { rejectionFindings } from './rejection-findings.ts';
import { reshardFindings } from './reshard-findings.ts';
import { demandOf, type ShardDemand } from './shard-demand.ts';

const RECORDS = SHARD_WRITE_RECORDS.value;
const BYTES = SHARD_WRITE_BYTES.value;
const NEAR = 0.8;

/** Findings of one stream, from all replications folded. */
export function streamFindings(
  config: {
    readonly maxRecordSize: number;
    readonly writeBurst: number;
    readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
  },
  measured: Measured,
): readonly FindingDraft[] {
  const shards = measured.parts.map((id) => demandOf(measured, id, config));
  const refuses = shards.some(({ refusedInWindow }) => refusedInWindow > 0);
  const closest = refuses ? null : nearest(shards);
  return [
    ...rejectionFindings(config, measured),
    ...(refuses ? refusalFindings(config, shards, measured) : closest === null ? [] : [closest]),
    ...reshardFindings(measured),
    ...readFindings(measured),
  ];
}

function nearest(shards: readonly ShardDemand[]): FindingDraft | null {
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
    // A burst pays for what comes at once: it is as full as that is of it.
    bytes: (shard.busiestBytes * BYTES) / shard.mostBytesInSecond,
  }));
  if (busiest === null) return null;
  return near(
    busiest,
    `stands at ${percent(busiest.use)} in its busiest second (${ofLimit(busiest)})`,
    'What goes on at that rate beyond a second or two, and is a quarter more, will be refused there: plan shards for the peak, not for the mean.',
  );
}

interface Fullest {
  readonly shard: ShardDemand;
  readonly use: number;
  readonly records: number;
  readonly bytes: number;
}

/** The shard that is nearest to a limit by such an amount a second; null where none is near. */
function fullest(
  shards: readonly ShardDemand[],
  amount: (shard: ShardDemand) => { readonly records: number; readonly bytes: number },
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
