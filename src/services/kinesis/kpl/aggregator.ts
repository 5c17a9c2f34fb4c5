// The first stage of the library: user records that are expected in one shard gather into one Kinesis record, which
// goes on when the estimate of its size or its count is reached, or at the earliest deadline in it. What turns out
// not to fit begins the next one. Source: aws/kinesis/core/{aggregator,reducer}.h of the Kinesis Producer Library.

import type { Engine, Handler } from '../../../engine/engine.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { KinesisRecord } from './kinesis-record.ts';

/** When an aggregated record is full, and how long user records live. */
export interface AggregatorConfig {
  readonly maxCount: number;
  readonly maxBytes: number;
  readonly ttlUs: number;
}

// What gathers for one shard.
class Reducer {
  container: KinesisRecord | null = null;
  ticket = 0;
  dueUs = Number.POSITIVE_INFINITY;
}

/** The aggregator of one host. */
export class Aggregator {
  private readonly engine: Engine;
  private readonly config: AggregatorConfig;
  private readonly pool: KinesisRecord[];
  private readonly flushed: (record: KinesisRecord, nowUs: number) => void;
  private readonly reducers: Reducer[] = [];
  private readonly handler: number;

  /**
   * @param pool where spent records come from and go to
   * @param flushed takes each record that is complete
   */
  constructor(
    engine: Engine,
    component: string,
    config: AggregatorConfig,
    pool: KinesisRecord[],
    flushed: (record: KinesisRecord, nowUs: number) => void,
  ) {
    this.engine = engine;
    this.config = config;
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

  /**
   * Adds `count` user records of a row, from its `skip`-th on.
   * @param shard where they are expected
   * @param deadlineUs by when the library wants to have sent them
   * @param sinceUs their arrival, or the end of their last attempt
   */
  put(
    from: RecordBatch,
    row: number,
    skip: number,
    count: number,
    shard: number,
    deadlineUs: number,
    sinceUs: number,
    nowUs: number,
  ): void {
    const { maxCount, maxBytes, ttlUs } = this.config;
    const reducer = this.reducerOf(shard);
    const expiresUs = from.enteredUs[row]! + ttlUs;
    for (let done = 0; done < count; ) {
      const container = reducer.container ?? this.take(shard);
      reducer.container = container;
      let added = 1;
      if (count > 1) {
        const room = container.roomFor(from.key[row]!, from.keyBytes[row]!, from.sizeBytes[row]!, maxBytes);
        added = Math.min(count - done, room, maxCount - container.rows.records);
      }
      const to = container.rows.append(from, row, skip + done, added);
      container.added(to, deadlineUs, sinceUs, expiresUs);
      done += added;
      if (container.rows.records >= maxCount || container.estimatedBytes >= maxBytes)
        this.flush(shard, nowUs);
      else if (container.earliestUs < reducer.dueUs) this.wake(reducer, shard, nowUs);
    }
  }

  /** Every record that still gathers. */
  *gathering(): Generator<KinesisRecord> {
    for (const { container } of this.reducers) if (container !== null) yield container;
  }

  /** Forgets all that gathers. */
  reset(): void {
    for (const reducer of this.reducers) {
      reducer.container = null;
      this.sleep(reducer);
    }
  }

  private flush(shard: number, nowUs: number): void {
    const reducer = this.reducers[shard]!;
    const container = reducer.container;
    if (container === null) return;
    reducer.container = null;
    let complete = container;
    const { maxCount, maxBytes, ttlUs } = this.config;
    if (!container.isReady(maxCount, maxBytes)) {
      complete = this.take(shard);
      const rest = this.take(shard);
      container.deal(complete, rest, maxCount, maxBytes, ttlUs);
      this.pool.push(container);
      if (rest.rows.length === 0) this.pool.push(rest);
      else reducer.container = rest;
    }
    if (reducer.container === null) this.sleep(reducer);
    else this.wake(reducer, shard, nowUs);
    this.flushed(complete, nowUs);
  }

  private wake(reducer: Reducer, shard: number, nowUs: number): void {
    const dueUs = Math.max(nowUs, reducer.container!.earliestUs);
    if (dueUs === reducer.dueUs) return;
    this.sleep(reducer);
    reducer.dueUs = dueUs;
    reducer.ticket = this.engine.schedule(this.handler, shard, dueUs);
  }

  private sleep(reducer: Reducer): void {
    if (reducer.dueUs !== Number.POSITIVE_INFINITY) this.engine.cancel(reducer.ticket);
    reducer.dueUs = Number.POSITIVE_INFINITY;
  }

  private take(shard: number): KinesisRecord {
    const record = this.pool.pop() ?? new KinesisRecord();
    record.reset(shard);
    return record;
  }

  private reducerOf(shard: number): Reducer {
    let reducer = this.reducers[shard];
    while (reducer === undefined) {
      this.reducers.push(new Reducer());
      reducer = this.reducers[shard];
    }
    return reducer;
  }
}
