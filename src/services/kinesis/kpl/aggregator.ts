// The first stage of the library: user records that are expected in one shard gather into one Kinesis record, which
// goes on when the estimate of its size or its count is reached, or at the earliest deadline in it. What turns out
// not to fit begins the next one. Source: aws/kinesis/core/{aggregator,reducer}.h of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import { Gathering } from './gathering.ts';
import { KinesisRecord } from './kinesis-record.ts';
import { Packing, type PackingLimits } from './packing.ts';
import { estimatedKeyBytes, estimatedRecordBytes } from './record-size.ts';
import { NONE, type UserRecords } from './user-records.ts';

/** The aggregator of one host. */
export class Aggregator {
  private readonly engine: Engine;
  private readonly limits: PackingLimits;
  private readonly store: UserRecords;
  private readonly pool: KinesisRecord[];
  private readonly flushed: (record: KinesisRecord, nowUs: number) => void;
  private readonly gathering: Gathering;
  private readonly packing: Packing;
  private readonly tickets: number[] = [];
  private readonly handler: number;

  /**
   * @param store holds the user records
   * @param pool where spent Kinesis records come from and go to
   * @param flushed takes each record that is complete
   */
  constructor(
    engine: Engine,
    component: string,
    limits: PackingLimits,
    store: UserRecords,
    pool: KinesisRecord[],
    flushed: (record: KinesisRecord, nowUs: number) => void,
  ) {
    this.engine = engine;
    this.limits = limits;
    this.store = store;
    this.pool = pool;
    this.flushed = flushed;
    this.gathering = new Gathering(store);
    this.packing = new Packing(store, limits);
    const due: Handler = {
      fire: (shard, nowUs) => {
        this.gathering.dueUs[shard] = Number.POSITIVE_INFINITY;
        this.flush(shard, nowUs);
      },
    };
    this.handler = engine.register(component, 'aggregate', 'timer', due);
  }

  /** Adds the user records of a row. @param shard where they are expected */
  put(row: number, shard: number, nowUs: number): void {
    const { gathering, store } = this;
    gathering.reserve(shard);
    for (let rest = row; rest !== NONE; ) {
      const added = rest;
      rest = store.count[added]! > 1 ? this.splitOff(added, shard) : NONE;
      gathering.add(shard, added);
      if (this.isFull(shard)) this.flush(shard, nowUs);
      else if (gathering.earliestUs[shard]! < gathering.dueUs[shard]!) this.wake(shard, nowUs);
    }
  }

  /**
   * Whether one more record would only gather for a shard: nothing goes on at once. It may begin a Kinesis record, which
   * is scheduled then.
   */
  gathers(shard: number, sizeBytes: number, keyBytes: number, deadlineUs: number): boolean {
    const { gathering, limits } = this;
    if (shard >= gathering.shards) return false;
    const bytes = gathering.mostBytes[shard]! + estimatedRecordBytes(sizeBytes) + estimatedKeyBytes(keyBytes);
    if (bytes >= limits.maxBytes || gathering.records[shard]! + 1 >= limits.maxCount) return false;
    if (gathering.first[shard] === NONE) return true;
    const earliestUs = gathering.earliestUs[shard]!;
    return deadlineUs >= earliestUs && earliestUs >= gathering.dueUs[shard]!;
  }

  /** Adds a record for which `gathers` held. @returns whether it began a Kinesis record */
  gather(row: number, shard: number, nowUs: number): boolean {
    const { gathering } = this;
    const begins = gathering.first[shard] === NONE;
    gathering.add(shard, row);
    if (begins) this.wake(shard, nowUs);
    return begins;
  }

  /** The first rows of the lists that still gather. */
  *held(): Generator<number> {
    for (const first of this.gathering.first) if (first !== NONE) yield first;
  }

  /** Forgets all that gathers. */
  reset(): void {
    for (let shard = 0; shard < this.gathering.shards; shard++) {
      this.gathering.clear(shard);
      this.sleep(shard);
    }
  }

  // Whether what gathers has as many records, or by the estimate as many bytes, as a Kinesis record is sent with.
  private isFull(shard: number): boolean {
    const { gathering, limits } = this;
    if (gathering.records[shard]! >= limits.maxCount) return true;
    if (gathering.mostBytes[shard]! < limits.maxBytes) return false;
    const bytes = this.packing.estimate(gathering.first[shard]!);
    gathering.mostBytes[shard] = bytes;
    return bytes >= limits.maxBytes;
  }

  private flush(shard: number, nowUs: number): void {
    const { gathering } = this;
    const first = gathering.first[shard]!;
    if (first === NONE) return;
    const complete = this.pool.pop() ?? new KinesisRecord();
    const rest = this.packing.pack(complete, shard, first);
    gathering.replace(shard, rest);
    if (rest === NONE) this.sleep(shard);
    else this.wake(shard, nowUs);
    this.flushed(complete, nowUs);
  }

  private wake(shard: number, nowUs: number): void {
    const { gathering } = this;
    const dueUs = Math.max(nowUs, gathering.earliestUs[shard]!);
    if (dueUs === gathering.dueUs[shard]) return;
    this.sleep(shard);
    gathering.dueUs[shard] = dueUs;
    this.tickets[shard] = this.engine.schedule(this.handler, shard, dueUs);
  }

  private sleep(shard: number): void {
    const { dueUs } = this.gathering;
    if (dueUs[shard] !== Number.POSITIVE_INFINITY) this.engine.cancel(this.tickets[shard]!);
    dueUs[shard] = Number.POSITIVE_INFINITY;
  }

  // Leaves as many records in a row as there is room for. @returns the row of the others, or `NONE`
  private splitOff(row: number, shard: number): number {
    const { gathering, packing, store } = this;
    const room = packing.roomFor(row, gathering.first[shard]!, gathering.records[shard]!);
    return room < store.count[row]! ? store.split(row, room) : NONE;
  }
}
