// One application's view of a sharded log: its place in every shard, and how it gets what is there.

import type {
  InitialPosition,
  LogReader,
  PushBilling,
  ReadCall,
  ShardListener,
  Subscriber,
} from '../ports/record-log.ts';
import type { Holdings } from './ledger.ts';
import type { ReadCursor } from './read-cursor.ts';
import type { ShardLog } from './shard-log.ts';

/** What all readers of a log see of it. */
export interface ShardedLog {
  /** By number. */
  readonly logs: readonly ShardLog[];
  /** The shards that a shard was made of. */
  parents(shard: number): readonly number[];
  /** The shards that a closed shard was made into. */
  children(shard: number): readonly number[];
  /** How many shards are open. */
  readonly openCount: number;
  /** Serves a call for the application whose place `cursor` is. */
  getRecords(call: ReadCall, cursor: ReadCursor): void;
  readonly pushBilling: PushBilling;
}

/** What pushes the records of shards to one application. */
export interface ShardPushes {
  /** Called with the bytes of each push, as they are and as they are billed. */
  billed: ((bytes: number, billedBytes: number, nowUs: number) => void) | null;
  /** The next shard by number is there. */
  open(cursor: ReadCursor): void;
  subscribe(shard: number, subscriber: Subscriber): void;
  unsubscribe(shard: number): void;
  demand(shard: number, wanted: boolean, nowUs: number): void;
  /** There may be something to push. */
  push(shard: number, nowUs: number): void;
}

/** One application's reader. */
export class ShardedLogReader implements LogReader {
  /** By number; none while the application is away and will begin behind the last record. */
  readonly cursors: ReadCursor[] = [];
  private readonly log: ShardedLog;
  private readonly pushes: ShardPushes | null;
  private readonly cursorIn: (log: ShardLog) => ReadCursor;
  private readonly joined: (nowUs: number) => void;
  private listener: ShardListener | null = null;
  private openShardsChanged: ((open: number, nowUs: number) => void) | null = null;
  private isFinished: ((shard: number, position: number, i: number) => boolean) | null = null;
  private late: InitialPosition | null;
  /** The shard that was looked at last while the application is away. */
  private lastTrimmed = 0;

  /**
   * @param pushes what pushes to the application, where it does not poll
   * @param late where it begins, if it joins late
   * @param cursorIn makes its place at the end of a log
   * @param joined told when it joins late
   */
  constructor(
    log: ShardedLog,
    pushes: ShardPushes | null,
    late: InitialPosition | null,
    cursorIn: (log: ShardLog) => ReadCursor,
    joined: (nowUs: number) => void,
  ) {
    this.log = log;
    this.pushes = pushes;
    this.late = late;
    this.cursorIn = cursorIn;
    this.joined = joined;
    if (late !== 'LATEST') for (const shard of log.logs) this.place(shard);
  }

  /** Whether it gets nothing of what is stored now, and never will. */
  get passesBy(): boolean {
    return this.late === 'LATEST';
  }

  get shards(): readonly ShardLog[] {
    return this.log.logs;
  }

  get expiredUnread(): number {
    return this.cursors.reduce((sum, { expiredUnread }) => sum + expiredUnread, 0);
  }

  /** The next shard by number is there. */
  open(log: ShardLog): void {
    if (!this.passesBy) this.place(log);
    this.listener?.opened(this.log.logs.length - 1);
  }

  join(nowUs: number): void {
    if (this.late === null) return;
    if (this.passesBy) for (const shard of this.log.logs) this.place(shard);
    for (const cursor of this.cursors) {
      cursor.trim(nowUs);
      cursor.away = false;
    }
    this.late = null;
    this.joined(nowUs);
  }

  /** Records were stored. */
  stored(nowUs: number): void {
    const { cursors, pushes } = this;
    if (this.late !== null) this.trimNext(nowUs);
    else if (pushes !== null) {
      for (let shard = 0; shard < cursors.length; shard++) {
        const { given, log } = cursors[shard]!;
        if (given < log.end) pushes.push(shard, nowUs);
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
    return this.log.parents(shard);
  }

  children(shard: number): readonly number[] {
    return this.log.children(shard);
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
    this.log.getRecords(call, this.cursors[call.shard]!);
  }

  subscribe(shard: number, subscriber: Subscriber): void {
    this.pushes!.subscribe(shard, subscriber);
  }

  unsubscribe(shard: number): void {
    this.pushes!.unsubscribe(shard);
  }

  finished(shard: number, position: number): void {
    this.cursors[shard]!.finished(position);
  }

  rewind(shard: number, nowUs: number): number {
    return this.cursors[shard]!.rewind(nowUs);
  }

  demand(shard: number, wanted: boolean, nowUs: number): void {
    this.pushes!.demand(shard, wanted, nowUs);
  }

  release(shard: number, position: number): void {
    this.cursors[shard]!.release(position);
  }

  get pushBilling(): PushBilling {
    return this.log.pushBilling;
  }

  onPushedBytes(billed: (bytes: number, billedBytes: number, nowUs: number) => void): void {
    if (this.pushes !== null) this.pushes.billed = billed;
  }

  onOpenShards(changed: (open: number, nowUs: number) => void): number {
    this.openShardsChanged = changed;
    return this.log.openCount;
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
    this.pushes?.open(cursor);
  }
}
