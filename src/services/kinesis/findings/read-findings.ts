// Why shared consumers were refused: too many calls and too many bytes have different cures. Fewer polls spare calls, but
// each then brings more bytes; only enhanced fan-out and more shards spare bytes.

import { mebibytes, percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { GET_RECORDS_BYTES, GET_RECORDS_CALLS } from '../limits.ts';
import { openRates } from './shard-facts.ts';

const WORTH_TELLING = 0.01;

/** Findings of a stream's shared reads. */
export function readFindings(measured: Measured): readonly FindingDraft[] {
  const share = measured.statistic('ReadProvisionedThroughputExceeded', 'ratio') ?? 0;
  if (share < WORTH_TELLING) return [];
  const byCalls = measured.statistic('ReadProvisionedThroughputExceeded.Calls', 'ratio') ?? 0;
  const byBytes = measured.statistic('ReadProvisionedThroughputExceeded.Bytes', 'ratio') ?? 0;
  const demand = demandOf(measured);
  const { id, bytes, readers } = demand;
  const evidence = {
    refusedShareOfCalls: share,
    refusedByCallLimit: byCalls,
    refusedByByteLimit: byBytes,
    sharedReaders: readers,
    mostReadShard: id,
    mostReadBytesPerSecond: bytes,
    wantedBytesPerSecond: demand.wantedBytes,
    callsPerSecondPerShard: demand.callsPerShard,
  };
  const of = `${percent(share)} of all GetRecords calls are refused`;
  const bytesBind = byBytes >= byCalls;
  const [binds, other] = bytesBind ? [byBytes, 'calls'] : [byCalls, 'bytes'];
  const most = binds < share ? `, most by this limit, ${percent(share - binds)} for their ${other}` : '';
  const told = bytesBind ? ofBytes(demand) : ofCalls(demand);
  return [
    { severity: 'warning', shareOfHarm: null, evidence, ...told, title: `${of}${most}; ${told.title}` },
  ];
}

type Told = Pick<FindingDraft, 'title' | 'limit' | 'advice'>;

function ofBytes({ readers, wantedBytes, bytes, id }: Demand): Told {
  const limit = mebibytes(GET_RECORDS_BYTES.value);
  const within =
    wantedBytes < GET_RECORDS_BYTES.value
      ? `, on average: it is in bursts that ${readers === 1 ? 'it wants' : 'they want'} more`
      : '';
  return {
    title: `${inWords(readers, 'want')} ${mebibytes(wantedBytes)} of the ${limit} MiB/s of ${id} (what it stores, once for each) and ${readers === 1 ? 'gets' : 'get'} ${mebibytes(bytes)} MiB/s${within}`,
    limit: `${limit} MiB/s per shard, all shared consumers together`,
    advice:
      'All shared consumers of a shard read 2 MiB/s between them, and whoever reads beyond it closes the shard for 1 s or more: give consumers enhanced fan-out (2 MiB/s for each), or spread the stream over more shards.',
  };
}

function ofCalls({ readers, callsPerShard }: Demand): Told {
  const limit = GET_RECORDS_CALLS.value;
  const apartMs = (readers * 1000) / limit;
  return {
    title: `${inWords(readers, 'ask')} each shard for ${callsPerShard.toPrecision(3)} calls/s of its ${limit}, those asked again included`,
    limit: `${limit} calls/s per shard, all shared consumers together`,
    advice: `Poll less often (idleTimeBetweenReads of at least ${whole(apartMs)} ms for ${readers === 1 ? 'one shared reader' : `${readers} shared readers`}; a function polls once a second, whatever is set), or give readers enhanced fan-out.`,
  };
}

function inWords(readers: number, verb: string): string {
  return readers === 1 ? `one shared reader ${verb}s` : `${readers} shared readers ${verb}`;
}

/** What the shared readers of a stream want, and of which shard most. */
interface Demand {
  readonly readers: number;
  /** The shard that they want most from: all of them want all that it stores. */
  readonly id: string;
  /** What they want and what they get of it, bytes a second. */
  readonly wantedBytes: number;
  readonly bytes: number;
  /** Calls a second to each shard on average, refused ones included. */
  readonly callsPerShard: number;
}

function demandOf(measured: Measured): Demand {
  const readers = sharedReaders(measured);
  const calls = measured.statistic('GetRecords.Calls', 'rate') ?? 0;
  const callsPerShard = calls / (measured.statistic('OpenShards', 'mean') ?? measured.parts.length);
  let most: Demand = { readers, id: '', wantedBytes: -1, bytes: 0, callsPerShard };
  for (const id of measured.parts) {
    const rate = openRates(measured, id);
    const wantedBytes = readers * rate('IncomingBytes');
    if (wantedBytes > most.wantedBytes) most = { ...most, id, wantedBytes, bytes: rate('OutgoingBytes') };
  }
  return most;
}

// Consumers and mappings of functions alike; the design decides, so each replication says the same.
function sharedReaders({ facts }: Measured): number {
  return facts[0]?.sharedReaders as number;
}
