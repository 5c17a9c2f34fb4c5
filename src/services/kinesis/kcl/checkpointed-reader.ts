// A reader whose place is the last checkpoint: what has been worked through has met its fate and may come again, until the
// lease table has it that it is done with.

import type { LogReader, PushBilling, ReadCall, ShardListener, Subscriber } from '../../ports/record-log.ts';
import type { ShardLog } from '../../records/shard-log.ts';

/** Another reader, released by checkpoints alone. */
export class CheckpointedReader implements LogReader {
  private readonly reader: LogReader;
  /** By shard: everything before this position has been worked through. */
  private readonly workedTo: number[] = [];

  constructor(reader: LogReader) {
    this.reader = reader;
  }

  get shards(): readonly ShardLog[] {
    return this.reader.shards;
  }

  get expiredUnread(): number {
    return this.reader.expiredUnread;
  }

  get pushBilling(): PushBilling {
    return this.reader.pushBilling;
  }

  /** The position that a checkpoint of a shard would be at now. */
  worked(shard: number): number {
    return this.workedTo[shard] ?? 0;
  }

  /** A checkpoint is kept: reading never goes back behind it. */
  commit(shard: number, position: number): void {
    this.reader.release(shard, position);
  }

  release(shard: number, position: number): void {
    this.workedTo[shard] = position;
    this.reader.finished(shard, position);
  }

  rewind(shard: number, nowUs: number): number {
    const position = this.reader.rewind(shard, nowUs);
    this.workedTo[shard] = position;
    return position;
  }

  isDone(shard: number): boolean {
    const { sealed, end } = this.shards[shard]!;
    return this.reader.isDone(shard) || (sealed && this.workedTo[shard] === end);
  }

  parents(shard: number): readonly number[] {
    return this.reader.parents(shard);
  }

  children(shard: number): readonly number[] {
    return this.reader.children(shard);
  }

  isAtTip(shard: number): boolean {
    return this.reader.isAtTip(shard);
  }

  join(nowUs: number): void {
    this.reader.join(nowUs);
  }

  listen(listener: ShardListener): void {
    this.reader.listen(listener);
  }

  getRecords(call: ReadCall): void {
    this.reader.getRecords(call);
  }

  subscribe(shard: number, subscriber: Subscriber): void {
    this.reader.subscribe(shard, subscriber);
  }

  unsubscribe(shard: number): void {
    this.reader.unsubscribe(shard);
  }

  finished(shard: number, position: number): void {
    this.reader.finished(shard, position);
  }

  demand(shard: number, wanted: boolean, nowUs: number): void {
    this.reader.demand(shard, wanted, nowUs);
  }

  finishesBy(isFinished: (shard: number, position: number, i: number) => boolean): void {
    this.reader.finishesBy(isFinished);
  }

  onPushedBytes(billed: (bytes: number, billedBytes: number, nowUs: number) => void): void {
    this.reader.onPushedBytes(billed);
  }

  onOpenShards(changed: (open: number, nowUs: number) => void): number {
    return this.reader.onOpenShards(changed);
  }
}
