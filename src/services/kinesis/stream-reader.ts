// One application's view of a stream: its place in every shard, and how it gets what is there.

import type { LogReader, ReadCall, ShardListener, Subscriber } from '../ports/record-log.ts';
import type { Holdings } from '../records/ledger.ts';
import type { ShardLog } from '../records/shard-log.ts';
import type { FanOut } from './fan-out.ts';
import type { ReadCursor } from './read-cursor.ts';
import type { SharedReads } from './shared-reads.ts';
import type { Topology } from './topology.ts';

/** What all readers of a stream see of it. */
interface ReadStream {
  /** By number. */
  readonly logs: readonly ShardLog[];
  readonly topology: Topology;
  readonly sharedReads: SharedReads;
}

/** One application's reader. */
export class StreamReader implements LogReader {
  readonly cursors: ReadCursor[] = [];
  readonly fanOut: FanOut | null;
  private readonly stream: ReadStream;
  private listener: ShardListener | null = null;
  private openShardsChanged: ((open: number, nowUs: number) => void) | null = null;

  constructor(stream: ReadStream, fanOut: FanOut | null) {
    this.stream = stream;
    this.fanOut = fanOut;
  }

  get shards(): readonly ShardLog[] {
    return this.stream.logs;
  }

  get expiredUnread(): number {
    return this.cursors.reduce((sum, { expiredUnread }) => sum + expiredUnread, 0);
  }

  /** The next shard by number is there. @param cursor the application's place in it */
  open(cursor: ReadCursor): void {
    this.cursors.push(cursor);
    this.fanOut?.open(cursor);
    this.listener?.opened(this.cursors.length - 1);
  }

  /** A resharding has closed and opened shards. */
  resharded(openShards: number, nowUs: number): void {
    this.openShardsChanged?.(openShards, nowUs);
  }

  /** A closed shard has all its records. */
  sealed(shard: number, nowUs: number): void {
    this.listener?.sealed(shard, nowUs);
  }

  parents(shard: number): readonly number[] {
    return this.stream.topology.shards[shard]!.parents;
  }

  children(shard: number): readonly number[] {
    return this.stream.topology.children(shard);
  }

  isDone(shard: number): boolean {
    return this.cursors[shard]!.isDone;
  }

  listen(listener: ShardListener): void {
    this.listener = listener;
  }

  getRecords(call: ReadCall): void {
    this.stream.sharedReads.getRecords(call, this.cursors[call.shard]!);
  }

  subscribe(shard: number, subscriber: Subscriber): void {
    this.fanOut!.subscribe(shard, subscriber);
  }

  unsubscribe(shard: number): void {
    this.fanOut!.unsubscribe(shard);
  }

  finished(shard: number, position: number): void {
    this.cursors[shard]!.finished(position);
  }

  rewind(shard: number, nowUs: number): number {
    return this.cursors[shard]!.rewind(nowUs);
  }

  demand(shard: number, wanted: boolean, nowUs: number): void {
    this.fanOut!.demand(shard, wanted, nowUs);
  }

  release(shard: number, position: number): void {
    this.cursors[shard]!.release(position);
  }

  onPushedBytes(billed: (bytes: number, nowUs: number) => void): void {
    if (this.fanOut !== null) this.fanOut.billed = billed;
  }

  onOpenShards(changed: (open: number, nowUs: number) => void): number {
    this.openShardsChanged = changed;
    return this.stream.topology.openShards.length;
  }

  holdings(held: Holdings, nowUs: number): void {
    for (const cursor of this.cursors) {
      cursor.trim(nowUs);
      cursor.holdings(held);
    }
  }
}
