// The first stage of the library: user records that are expected in one shard gather into one Kinesis record, which
// goes on when the estimate of its size or its count is reached, or at the earliest deadline in it. What turns out
// not to fit begins the next one. Source: aws/kinesis/core/{aggregator,reducer}.h of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import type { KinesisRecord } from './kinesis-record.ts';
import { Packing, type PackingLimits } from './packing.ts';
import { NONE, type UserRecords } from './user-records.ts';

// What gathers for one shard, and when it is to go.
class Reducer {
  readonly packing: Packing;
  ticket = 0;
  dueUs = Number.POSITIVE_INFINITY;

  constructor(packing: Packing) {
    this.packing = packing;
  }
}

/** The aggregator of one host. */
export class Aggregator {
  private readonly engine: Engine;
  private readonly limits: PackingLimits;
  private readonly store: UserRecords;
  private readonly pool: KinesisRecord[];
  private readonly flushed: (record: KinesisRecord, nowUs: number) => void;
  private readonly reducers: Reducer[] = [];
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
    const due: Handler = {
      fire: (shard, _ticket, nowUs) => {
        this.reducers[shard]!.dueUs = Number.POSITIVE_INFINITY;
        this.flush(shard, nowUs);
      },
    };
    this.handler = engine.register(component, 'aggregate', 'timer', due);
  }

  /** Adds the user records of a row. @param shard where they are expected */
  put(row: number, shard: number, nowUs: number): void {
    const reducer = this.reducers[shard] ?? this.reducerOf(shard);
    const { packing } = reducer;
    for (let rest = row; rest !== NONE; ) {
      const added = rest;
      rest = this.store.count[added]! > 1 ? this.splitOff(packing, added) : NONE;
      packing.add(added);
      if (packing.isFull) this.flush(shard, nowUs);
      else if (packing.record!.earliestUs < reducer.dueUs) this.wake(reducer, shard, nowUs);
    }
  }

  /**
   * Whether one more record would only gather for a shard: nothing goes on at once. It may begin a Kinesis record, which
   * is scheduled then.
   */
  gathers(shard: number, sizeBytes: number, keyBytes: number, deadlineUs: number): boolean {
    const reducer = this.reducers[shard];
    if (reducer === undefined || !reducer.packing.hasRoom(sizeBytes, keyBytes)) return false;
    const { record } = reducer.packing;
    return record === null || (deadlineUs >= record.earliestUs && record.earliestUs >= reducer.dueUs);
  }

  /** Adds a record for which `gathers` held. @returns whether it began a Kinesis record */
  gather(row: number, shard: number, nowUs: number): boolean {
    const reducer = this.reducers[shard]!;
    const begins = reducer.packing.record === null;
    reducer.packing.add(row);
    if (begins) this.wake(reducer, shard, nowUs);
    return begins;
  }

  /** Every record that still gathers. */
  *gathering(): Generator<KinesisRecord> {
    for (const { packing } of this.reducers) if (packing.record !== null) yield packing.record;
  }

  /** Forgets all that gathers. */
  reset(): void {
    for (const reducer of this.reducers) {
      reducer.packing.clear();
      this.sleep(reducer);
    }
  }

  private flush(shard: number, nowUs: number): void {
    const reducer = this.reducers[shard]!;
    const { packing } = reducer;
    if (packing.record === null) return;
    const complete = packing.take();
    if (packing.record === null) this.sleep(reducer);
    else this.wake(reducer, shard, nowUs);
    this.flushed(complete, nowUs);
  }

  private wake(reducer: Reducer, shard: number, nowUs: number): void {
    const dueUs = Math.max(nowUs, reducer.packing.record!.earliestUs);
    if (dueUs === reducer.dueUs) return;
    this.sleep(reducer);
    reducer.dueUs = dueUs;
    reducer.ticket = this.engine.schedule(this.handler, shard, dueUs);
  }

  private sleep(reducer: Reducer): void {
    if (reducer.dueUs !== Number.POSITIVE_INFINITY) this.engine.cancel(reducer.ticket);
    reducer.dueUs = Number.POSITIVE_INFINITY;
  }

  // Leaves as many records in a row as there is room for. @returns the row of the others, or `NONE`
  private splitOff(packing: Packing, row: number): number {
    const room = packing.roomFor(row);
    return room < this.store.count[row]! ? this.store.split(row, room) : NONE;
  }

  private reducerOf(shard: number): Reducer {
    while (this.reducers.length <= shard) {
      const packing = new Packing(this.reducers.length, this.limits, this.store, this.pool);
      this.reducers.push(new Reducer(packing));
    }
    return this.reducers[shard]!;
  }
}
