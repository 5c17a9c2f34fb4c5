// An event source mapping on a log: Lambda reads its shards, in the order of their lineage, and invokes the function with
// batches of each, as many of a shard at a time as it has lanes. Records with one key are in one lane.

import type { Counter, Distribution } from '../../../../metrics/recorder.ts';
import { FanOutLoop, MOST_WAITING } from '../../../client/log/fan-out-loop.ts';
import { Lineage } from '../../../client/log/lineage.ts';
import type { ReadLoop, ShardWatcher } from '../../../client/log/read-loop.ts';
import { latencyOf } from '../../../client/request-latency.ts';
import type { Site } from '../../../component.ts';
import { type LogReader, RecordLogPort, type ShardListener } from '../../../ports/record-log.ts';
import type { Application } from '../../../records/application.ts';
import type { RecordBatch } from '../../../records/batch.ts';
import type { Fate } from '../../../records/fates.ts';
import type { Holdings } from '../../../records/ledger.ts';
import type { LogChunk } from '../../../records/shard-log.ts';
import { FailureDestination } from '../../destination.ts';
import type { Invoker } from '../../invoker.ts';
import { EventFilter } from '../event-filter.ts';
import { recordEventBytes } from '../event-size.ts';
import type { Mapping } from '../mapping.ts';
import type { EventCounts } from '../mapping-metrics.ts';
import type { MappingConfig } from '../mapping-schema.ts';
import { ThrottleDelay } from '../throttle-delay.ts';
import { areFull, Lane, type LaneInvocation, type LaneOwner, type LaneTerms } from './lane.ts';
import { laneOfKey } from './lane-of-key.ts';
import type { LogRows } from './log-rows.ts';
import { Outstanding } from './outstanding.ts';
import { ShardPoller, STREAM_PERIODS } from './shard-poller.ts';

const DEFAULT_BATCH = 100;

/** What a destination is told of a batch: the positions of its records and what went wrong. */
const NOTE_BYTES = 1024;

/** One mapping. */
export class LogMapping implements Mapping, LaneOwner, ShardListener {
  readonly terms: LaneTerms;
  private readonly site: Site;
  private readonly invoker: Invoker;
  private readonly application: Application;
  private readonly counts: EventCounts;
  private readonly iteratorAge: Distribution;
  private readonly dropped: Counter;
  private readonly told: Counter;
  private readonly reader: LogReader;
  private readonly lineage: Lineage;
  private readonly loop: ReadLoop;
  private readonly destination: FailureDestination | null;
  private readonly filter: EventFilter;
  private readonly eventBytes: (dataBytes: number, keyBytes: number) => number;
  private readonly factor: number;
  readonly throttleDelay: ThrottleDelay;
  /** By shard, and in it by slot. */
  private readonly lanes: Lane[][] = [];
  private readonly outstanding: Outstanding[] = [];
  /** By lane, of all shards: and the event that wakes it. */
  private readonly allLanes: Lane[] = [];
  private readonly tickets: number[] = [];
  private readonly wakeHandler: number;
  private finishedUs = new Float64Array(128);

  /** @param index of the mapping in its function */
  constructor(
    site: Site,
    index: number,
    config: MappingConfig,
    invoker: Invoker,
    application: Application,
    counts: EventCounts,
  ) {
    this.site = site;
    this.invoker = invoker;
    this.application = application;
    this.counts = counts;
    this.iteratorAge = site.distribution('IteratorAge');
    this.dropped = site.counter('DroppedEventCount');
    this.told = site.counter('OnFailureDestinationDeliveredEventCount');
    const log = site.use(RecordLogPort, config.from);
    const { maximumRetryAttempts = Number.POSITIVE_INFINITY, maximumRecordAge } = config;
    this.terms = {
      batchSize: config.batchSize ?? DEFAULT_BATCH,
      windowUs: config.maximumBatchingWindow,
      reportsItemFailures: config.functionResponseTypes.length > 0,
      bisects: config.bisectBatchOnFunctionError ?? false,
      maximumRetryAttempts,
      maximumRecordAgeUs: Math.min(maximumRecordAge ?? Number.POSITIVE_INFINITY, log.retentionUs),
      retryDelayUs: config.retryDelay,
    };
    this.eventBytes = log.feed?.eventBytes ?? recordEventBytes;
    this.factor = config.parallelizationFactor ?? 1;
    this.throttleDelay = new ThrottleDelay(site, index, config.retryDelay);
    this.filter = new EventFilter(site, index, config, counts);
    const { onFailure } = config.destinationConfig ?? {};
    this.destination = onFailure === undefined ? null : new FailureDestination(site, onFailure);
    const mode = config.mode ?? 'shared';
    this.reader = log.openBilled(site.name, mode);
    this.reader.finishesBy((shard, position, i) => this.outstanding[shard]!.isDone(position, i));
    this.lineage = new Lineage(this.reader);
    const watcher: ShardWatcher = {
      ended: (shard, nowUs) => this.ended(shard, nowUs),
      atTip: () => {},
    };
    for (const shard of this.reader.shards.keys()) this.makeLanes(shard);
    this.loop =
      mode === 'shared'
        ? new ShardPoller(
            site,
            index,
            this.reader,
            this,
            latencyOf(config.requestLatency, 'GetRecords'),
            watcher,
            log.feed ?? STREAM_PERIODS,
          )
        : new FanOutLoop(
            site,
            this.reader,
            this,
            latencyOf(config.requestLatency, 'SubscribeToShard'),
            null,
            watcher,
            `mapping/${index}/requestLatency`,
          );
    this.wakeHandler = site.engine.register(site.name, `mapping ${index} lane`, 'timer', {
      fire: (lane, nowUs) => this.allLanes[lane]!.due(nowUs),
    });
    this.reader.listen(this);
  }

  wire(): void {
    this.destination?.wire();
  }

  start(): void {
    for (const shard of this.lineage.begin()) this.loop.begin(shard, true, 0);
  }

  opened(shard: number): void {
    this.makeLanes(shard);
    this.loop.open(shard);
  }

  sealed(shard: number, nowUs: number): void {
    this.loop.sealed(shard, nowUs);
  }

  /** Everything is booked at once. */
  book(): void {}

  holdings(held: Holdings): void {
    this.destination?.holdings(held);
  }

  receive(shard: number, from: number, end: number, _records: number, nowUs: number): void {
    const log = this.reader.shards[shard]!;
    const outstanding = this.outstanding[shard]!;
    const lanes = this.lanes[shard]!;
    // Records that were packed into one go the way of the first.
    let lane: Lane | null = null;
    for (let position = from; position < end; position++) {
      const chunk = log.chunkOf(position);
      const row = log.rowOf(position);
      const count = chunk.count[row]!;
      const wire = chunk.wireRecords[row]!;
      const first = outstanding.read(position, count);
      this.counts.polled.add(nowUs, wire);
      for (let i = 0; i < count; i++) {
        const isFirst = i < wire;
        if (isFirst)
          lane = this.filter.passes(chunk.origin[row]!, chunk.number[row]! + i, nowUs)
            ? lanes[laneOfKey(chunk.key[row]!, this.factor)]!
            : null;
        if (lane === null) {
          this.end(chunk, row, i, 1, 'filtered');
          outstanding.finish(first + i);
          continue;
        }
        const eventBytes = isFirst ? this.eventBytesOf(chunk, row) : 0;
        lane.waiting.read(chunk, row, i, first + i, isFirst, eventBytes);
        lane.added();
      }
    }
    for (const each of lanes) each.look(nowUs);
    this.release(shard);
    this.loop.batchFinished(shard, this.waiting(shard), nowUs);
  }

  /** As many as pushes wait at most where there is no room, else none. */
  waiting(shard: number): number {
    return areFull(this.lanes[shard]!, this.terms) ? MOST_WAITING : 0;
  }

  wake(lane: Lane, atUs: number): void {
    const { engine } = this.site;
    const index = lane.shard * this.factor + lane.slot;
    engine.cancel(this.tickets[index]!);
    this.tickets[index] = engine.schedule(this.wakeHandler, index, atUs);
  }

  invoke(_lane: Lane, invocation: LaneInvocation, nowUs: number): void {
    const { batch } = invocation;
    this.iteratorAge.add(nowUs, nowUs - batch.storedUs[batch.length - 1]!, 1);
    this.invoker.invoke(invocation);
  }

  ran({ batch }: LaneInvocation, done: number, nowUs: number): void {
    this.counts.invoked.add(nowUs, recordsIn(batch, 0, batch.length));
    this.counts.failed.add(nowUs, recordsIn(batch, done, batch.length));
  }

  finished({ shard }: Lane, { batch, startedUs }: LaneInvocation, rows: number, nowUs: number): void {
    if (this.finishedUs.length < rows) this.finishedUs = new Float64Array(rows * 2);
    this.finishedUs.fill(nowUs, 0, rows);
    this.application.finishedRows(batch, 0, rows, startedUs, this.finishedUs);
    this.site.engine.carried(rows, 0, batch.ordinal[rows - 1]!);
    const outstanding = this.outstanding[shard]!;
    for (let row = 0; row < rows; row++) outstanding.finish(batch.ordinal[row]!);
    this.release(shard);
  }

  gaveUp(
    { shard, waiting }: Lane,
    from: number,
    to: number,
    fate: 'failed' | 'expired',
    nowUs: number,
  ): void {
    const { destination } = this;
    const outstanding = this.outstanding[shard]!;
    const records = recordsIn(waiting, from, to);
    this.dropped.add(nowUs, records);
    if (destination !== null) {
      destination.send(waiting, from, NOTE_BYTES, nowUs);
      this.told.add(nowUs, records);
    }
    for (let row = from; row < to; row++) {
      if (waiting.duplicate[row] === 0) this.invoker.gaveUp(waiting.origin[row]!, waiting.number[row]!);
      this.end(waiting, row, 0, 1, destination === null ? fate : 'deadLettered');
      outstanding.finish(waiting.ordinal[row]!);
    }
    this.release(shard);
  }

  drained({ shard }: Lane, nowUs: number): void {
    this.loop.batchFinished(shard, this.waiting(shard), nowUs);
  }

  private makeLanes(shard: number): void {
    this.outstanding[shard] = new Outstanding();
    const lanes: Lane[] = [];
    for (let slot = 0; slot < this.factor; slot++) {
      const lane = new Lane(this, shard, slot);
      lanes.push(lane);
      this.allLanes[shard * this.factor + slot] = lane;
      this.tickets[shard * this.factor + slot] = 0;
    }
    this.lanes[shard] = lanes;
  }

  // A shard is worked through: its children come next.
  private ended(shard: number, nowUs: number): void {
    if (this.lineage.hasEnded(shard)) return;
    this.loop.end(shard);
    for (const child of this.lineage.end(shard)) this.loop.begin(child, false, nowUs);
  }

  private release(shard: number): void {
    this.reader.release(shard, this.outstanding[shard]!.releasable());
  }

  private eventBytesOf({ wireBytes, wireRecords, keyBytes }: LogChunk, row: number): number {
    const key = keyBytes[row]!;
    return this.eventBytes(wireBytes[row]! / wireRecords[row]! - key, key);
  }

  private end(rows: RecordBatch, row: number, i: number, count: number, fate: Fate): void {
    this.site.ledger.ended(
      rows.origin[row]!,
      this.application.number,
      fate,
      rows.createdUs[row]!,
      count,
      rows.sizeBytes[row]!,
      rows.number[row]! + i,
      rows.duplicate[row]!,
    );
  }
}

// The records of rows [from, to), as they were put.
function recordsIn({ isFirst }: LogRows, from: number, to: number): number {
  let records = 0;
  for (let row = from; row < to; row++) records += isFirst[row]!;
  return records;
}
