// Why shared consumers were refused: too many calls and too many bytes have different cures. Fewer polls spare calls, but
// each then brings more bytes; only enhanced fan-out and more shards spare bytes.

import type { FindingDraft, Measured } from '../component.ts';
import { mebibytes, percent } from './figures.ts';
import { GET_RECORDS_BYTES, GET_RECORDS_CALLS } from './limits.ts';

const WORTH_TELLING = 0.01;

/** Findings of a stream's shared reads. */
export function readFindings(measured: Measured): readonly FindingDraft[] {
  const share = measured.statistic('ReadProvisionedThroughputExceeded', 'ratio') ?? 0;
  if (share < WORTH_TELLING) return [];
  const byCalls = measured.statistic('ReadProvisionedThroughputExceeded.Calls', 'ratio') ?? 0;
  const byBytes = measured.statistic('ReadProvisionedThroughputExceeded.Bytes', 'ratio') ?? 0;
  const { id, bytes } = mostRead(measured);
  const evidence = {
    refusedShareOfCalls: share,
    refusedByCallLimit: byCalls,
    refusedByByteLimit: byBytes,
    mostReadShard: id,
    mostReadBytesPerSecond: bytes,
  };
  const of = `${percent(share)} of all GetRecords calls are refused`;
  const bytesBind = byBytes >= byCalls;
  const [binds, other] = bytesBind ? [byBytes, 'calls'] : [byCalls, 'bytes'];
  const most = binds < share ? `, most by this limit, ${percent(share - binds)} for their ${other}` : '';
  return [
    {
      severity: 'warning',
      shareOfHarm: null,
      evidence,
      ...(bytesBind
        ? {
            title: `${of}${most}; shared consumers get ${mebibytes(bytes)} MiB/s from ${id}`,
            limit: `${mebibytes(GET_RECORDS_BYTES.value)} MiB/s per shard, all shared consumers together`,
            advice:
              'All shared consumers of a shard read 2 MiB/s between them, and whoever reads beyond it closes the shard for 1 s or more: give consumers enhanced fan-out (2 MiB/s for each), or spread the stream over more shards.',
          }
        : {
            title: `${of}${most}`,
            limit: `${GET_RECORDS_CALLS.value} calls/s per shard, all shared consumers together`,
            advice:
              'Poll less often (idleTimeBetweenReads of at least 200 ms for each shared consumer), or give the consumers enhanced fan-out.',
          }),
    },
  ];
}

/** The shard that shared consumers read most from. */
function mostRead(measured: Measured): { readonly id: string; readonly bytes: number } {
  let most = { id: '', bytes: -1 };
  for (const id of measured.parts) {
    const bytes = measured.statistic('OutgoingBytes', 'rate', id) ?? 0;
    if (bytes > most.bytes) most = { id, bytes };
  }
  return most;
}
