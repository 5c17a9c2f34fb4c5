// The port of a sharded log that applications read by position (Kinesis streams, DynamoDB Streams). An
// application opens the log once and holds a reader; rows are read where they lie, never copied, and stay until
// every reader has released them.

import type { ShardLog } from '../records/shard-log.ts';
import { port } from './port.ts';

/** A GetRecords call. The caller pools it; the service fills in the answer. */
export abstract class ReadCall {
  /** Index into the reader's `shards`. */
  shard = 0;
  /** The first position wanted. */
  position = 0;
  maxRecords = 0;
  /** What the call takes, whole µs; drawn by the caller. */
  latencyUs = 0;
  /** The answer: positions [position, end). Empty when refused or when there is nothing. */
  end = 0;
  /** Records as they were put, and the user's records in them. */
  records = 0;
  userRecords = 0;
  bytes = 0;
  /** Whether the call was refused (ProvisionedThroughputExceededException). */
  refused = false;
  /** Age of the last record returned when the call was served, µs; 0 at the tip. */
  millisBehindLatestUs = 0;
  /** Whether the shard is closed and the answer reaches its end: there is no next call to it (no NextShardIterator). */
  ended = false;

  abstract answered(nowUs: number): void;
}

/** Receives what is pushed to it, shard by shard, in order. */
export interface Subscriber {
  /** Positions [from, end) of the shard have arrived, so many of the user's records. See `LogReader.demand`. */
  pushed(
    shard: number,
    from: number,
    end: number,
    records: number,
    millisBehindLatestUs: number,
    nowUs: number,
  ): void;
  /** The subscription of a shard has ended; what comes after waits for the next `subscribe`. */
  expired(shard: number, nowUs: number): void;
}

/** Learns of the shards of a log as they come and end. */
export interface ShardListener {
  /** A shard was made: to be read once its parents are. */
  opened(shard: number): void;
  /** A closed shard gets no more records. */
  sealed(shard: number, nowUs: number): void;
}

/** Where an application begins that joins late: at the oldest record that is kept, or behind the last one. */
export type InitialPosition = 'TRIM_HORIZON' | 'LATEST';

/** What an application that is pushed to pays for, by its own meters. */
export interface PushBilling {
  /** Whether for the hours of each open shard. */
  readonly shardHours: boolean;
  /** The meter of the bytes pushed; null where the log's own counts them. */
  readonly meter: string | null;
}

/** One application's view of the log. */
export interface LogReader {
  /** By number, those that were closed included; it grows when the log is resharded. */
  readonly shards: readonly ShardLog[];
  /** The shards that a shard was made of. */
  parents(shard: number): readonly number[];
  /** The shards that a closed shard was made into; none while it is open. */
  children(shard: number): readonly number[];
  /** Whether the application has been given all that there is in a shard. */
  isAtTip(shard: number): boolean;
  /** Whether a shard is closed and the application is done with all of its records. */
  isDone(shard: number): boolean;
  /** An application that joins late takes its place in every shard, now; before, it reads nothing. */
  join(nowUs: number): void;
  /** Tells what happens to the shards from now on. One listener a reader. */
  listen(listener: ShardListener): void;
  /** Records of the window that were trimmed before this application got them, so far. */
  readonly expiredUnread: number;
  getRecords(call: ReadCall): void;
  /** Begins (or renews) a subscription where the last one ended; pushes begin at once. */
  subscribe(shard: number, subscriber: Subscriber): void;
  /** Ends a subscription from the reader's side: its connection is gone, and with it the pushes under way. */
  unsubscribe(shard: number): void;
  /** Everything before `position` has its fate for this application, though it is not done with it. */
  finished(shard: number, position: number): void;
  /**
   * Goes back to the first position that is not released: what was given since is given again, what was finished of it
   * included. @returns the position, which is where reading goes on
   */
  rewind(shard: number, nowUs: number): number;
  /** Whether the subscriber has room for a shard's next push; it has until it says otherwise. */
  demand(shard: number, wanted: boolean, nowUs: number): void;
  /** Everything before `position` is done with, for this application. */
  release(shard: number, position: number): void;
  /**
   * For who finishes records out of order: tells of positions that are given and not released whether a record there,
   * the i-th of its row, has its fate. One a reader.
   */
  finishesBy(isFinished: (shard: number, position: number, i: number) => boolean): void;
  /** What the application pays for pushes. */
  readonly pushBilling: PushBilling;
  /** Tells the application of the bytes of each push, as they are and as it pays for them. */
  onPushedBytes(billed: (bytes: number, billedBytes: number, nowUs: number) => void): void;
  /** Tells how many shards are open whenever that changes. @returns how many are open now */
  onOpenShards(changed: (open: number, nowUs: number) => void): number;
}

/** A log that can be read. */
export interface RecordLog {
  readonly component: string;
  /**
   * @param application the reader's name: ends the flows of what it reads
   * @param mode pushes have an allowance of their own; shared reads share one
   * @param late where it will begin when it joins; without it, it is there from the start of the run
   */
  open(application: string, mode: 'shared' | 'enhanced-fan-out', late?: InitialPosition): LogReader;
  /** The same, from the start of the run on; pushes are on the log's own bill, with the log's own meters. */
  openBilled(application: string, mode: 'shared' | 'enhanced-fan-out'): LogReader;
  /** How long records are kept, µs. */
  readonly retentionUs: number;
  /** How functions are fed from it, where that is not as from a Kinesis stream. */
  readonly feed?: LogFeed;
}

/** What Lambda's event source mappings do with a log. */
export interface LogFeed {
  /** From one poll of a shard to the next while the mapping is at its tip, and the least while it is behind, µs. */
  readonly pollPeriodUs: number;
  readonly leastPollPeriodUs: number;
  /** Bytes of a record in an event. @param dataBytes without its key */
  eventBytes(dataBytes: number, keyBytes: number): number;
}

/** The port of a log that can also push (enhanced fan-out); it tells no more than that. */
export const PushedLogPort = port<true>('PushedLog');

export const RecordLogPort = port<RecordLog>('RecordLog');
