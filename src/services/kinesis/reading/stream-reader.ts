// One application's view of a stream: its place in every shard, and how it gets what is there.

import type {
  InitialPosition,
  LogReader,
  PushBilling,
  ReadCall,
  ShardListener,
  Subscriber,
} from '../../ports/record-log.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ShardLog } from '../../records/shard-log.ts';
import type { Topology } from '../resharding/topology.ts';
import type { StreamBilling } from '../stream/stream-billing.ts';
import type { FanOut } from './fan-out.ts';
import type { ReadCursor } from './read-cursor.ts';
import type { SharedReads } from './shared-reads.ts';

/** What all readers of a stream see of it. */
export interface ReadStream {
  /** By number. */
  readonly logs: readonly ShardLog[];
  readonly topology: Topology;
  readonly sharedReads: SharedReads;
  readonly billing: StreamBilling;
}

/** One application's reader. */
export class StreamReader implements LogReader {
  /** By number; none while the application is away and will begin behind the last record. */
  readonly cursors: ReadCursor[] = [];
  private readonly stream: ReadStream;
  private readonly fanOut: FanOut | null;
  private readonly cursorIn: (log: ShardLog) => ReadCursor;
  private readonly joined: (nowUs: number) => void;
  private listener: ShardListener | null = null;
  private openShardsChanged: ((open: number, nowUs: number) => void) | null = null;
  private isFinished: ((shard: number, position: number, i: number) => boolean) | null = null;
  private late: InitialPosition | null;
  /** The shard that was looked at last while the application is away. */
  private lastTrimmed = 0;

  /**
   * @param fanOut what pushes to the application, where it does not poll
   * @param late where it begins, if it joins late
   * @param cursorIn makes its place at the end of a log
   * @param joined told when it joins late
   */
  constructor(
    stream: ReadStream,
    fanOut: FanOut | null,
    late: InitialPosition | null,
    cursorIn: (log: ShardLog) => ReadCursor,
    joined: (nowUs: number) => void,
  ) {
    this.stream = stream;
    this.fanOut = fanOut;
    this.late = late;
    this.cursorIn = cursorIn;
    this.joined = joined;
    if (late !== 'LATEST') for (const log of stream.logs) this.place(log);
  }

  /** Whether it gets nothing of what is stored now, and never will. */
  get passesBy(): boolean {
    return this.late === 'LATEST';
  }

  get shards(): readonly ShardLog[] {
    return this.stream.logs;
  }

  get expiredUnread(): number {
    return this.cursors.reduce((sum, { expiredUnread }) => sum + expiredUnread, 0);
  }

  /** The next shard by number is there. */
  open(log: ShardLog): void {
    if (!this.passesBy) this.place(log);
    this.listener?.opened(this.stream.logs.length - 1);
  }

  join(nowUs: number): void {
    if (this.late === null) return;
    if (this.passesBy) for (const log of this.stream.logs) this.place(log);
    for (const cursor of this.cursors) {
      cursor.trim(nowUs);
      cursor.away = false;
    }
    this.late = null;
    this.joined(nowUs);
  }

  /** Records were stored. */
  stored(nowUs: number): void {
    const { cursors, fanOut } = this;
    if (this.late !== null) this.trimNext(nowUs);
    else if (fanOut !== null) {
      for (let shard = 0; shard < cursors.length; shard++) {
        const { given, log } = cursors[shard]!;
        if (given < log.end) fanOut.push(shard, nowUs);
      }
    }
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

  isAtTip(shard: number): boolean {
    const { given, log } = this.cursors[shard]!;
    return given === log.end;
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

  get pushBilling(): PushBilling {
    return this.stream.billing.fanOut;
  }

  onPushedBytes(billed: (bytes: number, billedBytes: number, nowUs: number) => void): void {
    if (this.fanOut !== null) this.fanOut.billed = billed;
  }

  onOpenShards(changed: (open: number, nowUs: number) => void): number {
    this.openShardsChanged = changed;
    return this.stream.topology.openShards.length;
  }

  finishesBy(isFinished: (shard: number, position: number, i: number) => boolean): void {
    this.isFinished = isFinished;
  }

  holdings(held: Holdings, nowUs: number): void {
    const { isFinished } = this;
    for (const [shard, cursor] of this.cursors.entries()) {
      cursor.trim(nowUs);
      if (isFinished === null) cursor.holdings(held);
      else cursor.holdingsOneByOne(held, (position, i) => isFinished(shard, position, i));
    }
  }

  // What nobody reads must not pile up for much longer than it is kept: with each call one shard is looked at, in turn.
  private trimNext(nowUs: number): void {
    const { cursors } = this;
    if (cursors.length === 0) return;
    this.lastTrimmed = (this.lastTrimmed + 1) % cursors.length;
    cursors[this.lastTrimmed]!.trim(nowUs);
  }

  private place(log: ShardLog): void {
    const cursor = this.cursorIn(log);
    cursor.away = this.late !== null;
    this.cursors.push(cursor);
    this.fanOut?.open(cursor);
  }
}
