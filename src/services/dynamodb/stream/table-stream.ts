// The stream of a table's changes (DynamoDB Streams): a record of each write that is made, in the shard of its partition, readable
// at once and kept for a day. Each item's records are in the order of its writes, and each is there once.

import { US_PER_HOUR, US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type {
  InitialPosition,
  LogFeed,
  LogReader,
  PushBilling,
  ReadCall,
  RecordLog,
} from '../../ports/record-log.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { ShardedLogReader } from '../../records/log-reader.ts';
import { ReadCursor } from '../../records/read-cursor.ts';
import { STREAM_POLL_PERIOD, STREAM_RETENTION } from '../limits.ts';
import { StreamReads } from './stream-reads.ts';
import { recordBytes, type StreamViewType } from './stream-schema.ts';
import { StreamShards } from './stream-shards.ts';

/** Around a record in an event, about: what DynamoDB says of it, without the item. */
const ENVELOPE_BYTES = 500;

const FEED: LogFeed = {
  pollPeriodUs: STREAM_POLL_PERIOD.value * US_PER_SECOND,
  leastPollPeriodUs: 0,
  eventBytes: (dataBytes, keyBytes) => ENVELOPE_BYTES + dataBytes + keyBytes,
};

const NOT_PUSHED: PushBilling = { shardHours: false, meter: null };

/** The stream of one table. */
export class TableStream implements RecordLog {
  readonly component: string;
  readonly retentionUs = STREAM_RETENTION.value * US_PER_HOUR;
  readonly feed = FEED;
  private readonly site: Site;
  private readonly view: StreamViewType;
  private readonly shards: StreamShards;
  private readonly reads: StreamReads;
  private readonly readers: ShardedLogReader[] = [];
  private readonly names: string[] = [];
  /** Those that read it, by number in the ledger, in the order of the readers. */
  readonly applications: number[] = [];

  constructor(site: Site, view: StreamViewType, slowness: Slowness) {
    this.site = site;
    this.component = site.name;
    this.view = view;
    this.reads = new StreamReads(site, slowness);
    this.shards = new StreamShards({
      opened: (log) => {
        for (const reader of this.readers) reader.open(log);
      },
      sealed: (shard, nowUs) => {
        for (const reader of this.readers) {
          reader.resharded(this.shards.open, nowUs);
          reader.sealed(shard, nowUs);
        }
      },
    });
  }

  /** A partition is there from the start. */
  begin(partition: number): void {
    this.shards.begin(partition);
  }

  /** A partition was split. */
  split(partition: number, made: number, nowUs: number): void {
    this.shards.split(partition, made, nowUs);
  }

  /** The applications that read it. */
  get applicationNames(): readonly string[] {
    return this.names;
  }

  open(application: string, _mode: 'shared' | 'enhanced-fan-out', late?: InitialPosition): LogReader {
    return this.add(application, late ?? null, true);
  }

  openBilled(application: string): LogReader {
    return this.add(application, null, false);
  }

  /** One record of a row was written to a partition. @param beforeBytes of the item before; 0 where there was none, or none is told of */
  written(
    batch: RecordBatch,
    row: number,
    i: number,
    partition: number,
    beforeBytes: number,
    afterBytes: number,
    nowUs: number,
  ): void {
    const bytes = recordBytes(this.view, batch.keyBytes[row]!, beforeBytes, afterBytes);
    this.shards.logOf(partition).appendPacked(batch, row, i, 1, nowUs, 1, bytes);
    for (const [reader, { passesBy }] of this.readers.entries()) {
      if (passesBy) this.pass(this.applications[reader]!, batch, row, i, 1);
    }
  }

  /** Requests of a row that change nothing were served: no reader gets a record of them. */
  passBy(batch: RecordBatch, row: number, count: number): void {
    for (const application of this.applications) this.pass(application, batch, row, 0, count);
  }

  private pass(application: number, batch: RecordBatch, row: number, i: number, count: number): void {
    this.site.ledger.ended(
      batch.origin[row]!,
      application,
      'filtered',
      batch.createdUs[row]!,
      count,
      batch.sizeBytes[row]!,
      batch.number[row]! + i,
      batch.duplicate[row]!,
    );
  }

  holdings(held: Holdings, nowUs: number): void {
    for (const reader of this.readers) reader.holdings(held, nowUs);
  }

  private add(application: string, late: InitialPosition | null, isBilled: boolean): LogReader {
    const { site, shards } = this;
    const { ledger } = site;
    const number = ledger.application(application);
    const log = {
      logs: shards.logs,
      parents: (shard: number) => shards.parents(shard),
      children: (shard: number) => shards.children(shard),
      get openCount() {
        return shards.open;
      },
      getRecords: (call: ReadCall, cursor: ReadCursor) => this.reads.getRecords(call, cursor, isBilled),
      pushBilling: NOT_PUSHED,
    };
    const reader = new ShardedLogReader(
      log,
      null,
      late,
      (shard) => new ReadCursor(site, shard, number, this.retentionUs),
      () => {
        if (late === 'LATEST') ledger.joins(number);
      },
    );
    if (late === 'LATEST') ledger.away(number);
    this.readers.push(reader);
    this.names.push(application);
    this.applications.push(number);
    return reader;
  }
}
