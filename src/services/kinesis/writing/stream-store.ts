// Puts what was admitted into the logs of its shards, at the answer of the call, and tells the readers.

import type { PutCall, RecordRuns } from '../../ports/record-sink.ts';
import type { ShardLog } from '../../records/shard-log.ts';
import type { StreamReaders } from '../reading/stream-readers.ts';

/** Stores the records of one stream. */
export class StreamStore {
  private readonly logs: readonly ShardLog[];
  private readonly readers: StreamReaders;

  /** @param logs by shard, as they come */
  constructor(logs: readonly ShardLog[], readers: StreamReaders) {
    this.logs = logs;
    this.readers = readers;
  }

  /** A call is answered: what it brought is readable from now on. */
  store(call: PutCall, nowUs: number): void {
    const { batch, stored, shard: shardOf } = call;
    const { logs, readers } = this;
    if (readers.anyPassesBy) readers.passBy(batch, stored);
    if (call.runs !== null) this.storeRuns(call, call.runs, nowUs);
    else {
      for (let row = 0; row < batch.length; row++) {
        const count = stored[row]!;
        if (count === 0) continue;
        logs[shardOf[row]!]!.append(batch, row, 0, count, nowUs);
      }
    }
    readers.stored(nowUs);
  }

  private storeRuns({ batch, stored }: PutCall, runs: RecordRuns, nowUs: number): void {
    let from = 0;
    for (let run = 0; run < runs.length; run++) {
      const end = runs.end[run]!;
      const log = this.logs[runs.shard[run]!]!;
      for (let row = from; row < end; row++) {
        const count = stored[row]!;
        if (count === 0) break;
        const first = row === from;
        log.appendPacked(batch, row, 0, count, nowUs, first ? 1 : 0, first ? runs.bytes[run]! : 0);
      }
      from = end;
    }
  }
}
