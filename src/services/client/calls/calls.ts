// The calls that a component makes while it processes: whom it calls for which record, and when the processing goes on.
// Calls for a record come when the record is worked through, in the order of the scenario; those for the batch and for its
// keys at its end. All that was drawn for a record belongs to its number: it is the same at every attempt.

import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { PartitionKeyConfig } from '../../../workload/partition-key.ts';
import type { Site } from '../../component.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';
import { KeysByRecord } from '../../records/keys-by-record.ts';
import type { Holdings } from '../../records/ledger.ts';
import { CallClient } from './call-client.ts';
import { CallRun, type CallSteps, type CallWaiter } from './call-run.ts';
import type { CallConfig } from './calls-schema.ts';
import type { DerivedCall } from './derived-call.ts';
import { DerivedRecords } from './derived-records.ts';

const MAX_ITEM_BYTES = 2 ** 31 - 1;

// One of the component's calls: for whom it is made, and what it sends.
class Call {
  readonly client: CallClient;
  readonly index: number;
  readonly per: CallConfig['per'];
  readonly parallel: number;
  private readonly share: number;
  private readonly shareDraws: DrawsBySource;
  private readonly itemSize: Sampler | null;
  private readonly sizeDraws: DrawsBySource;
  /** Null where what is sent has the record's own key. */
  private readonly keys: KeysByRecord | null;

  constructor(site: Site, index: number, config: CallConfig) {
    this.index = index;
    this.client = new CallClient(site, index, config);
    this.per = config.per;
    this.parallel = config.parallel;
    this.share = config.share;
    this.shareDraws = new DrawsBySource(site, `calls/${index}/share`);
    this.itemSize = config.itemSize === undefined ? null : sampler(config.itemSize);
    this.sizeDraws = new DrawsBySource(site, `calls/${index}/size`);
    const keys = config.partitionKey;
    this.keys =
      keys.distribution === 'from-record'
        ? null
        : new KeysByRecord(site, `calls/${index}/key`, keys as PartitionKeyConfig);
  }

  get readsKeys(): boolean {
    return this.per === 'key' || (this.keys === null && this.client.sink.readsKeys);
  }

  isMadeFor(origin: number, number: number): boolean {
    return this.share >= 1 || this.shareDraws.at(origin, number).double() < this.share;
  }

  sizeOf(origin: number, number: number, ownBytes: number): number {
    if (this.itemSize === null) return ownBytes;
    const bytes = Math.round(this.itemSize.sample(this.sizeDraws.at(origin, number)));
    return Math.min(Math.max(1, bytes), MAX_ITEM_BYTES);
  }

  keyOf(origin: number, number: number, ownKey: number): number {
    return this.keys === null ? ownKey : this.keys.at(origin, number);
  }
}

/** The calls of one component. */
export class Calls implements CallSteps {
  /** Whether there are any. */
  readonly any: boolean;
  /** Whether a record is finished when its own calls are answered: none is made for the batch, none beside others. */
  readonly finishRecords: boolean;
  private readonly site: Site;
  private readonly ofRecord: readonly Call[];
  private readonly ofBatch: readonly Call[];
  private readonly all: readonly Call[];
  private readonly derived: DerivedRecords;
  private readonly spare: CallRun[] = [];
  private readonly keysSeen = new Set<number>();

  constructor(site: Site, configs: readonly CallConfig[]) {
    this.site = site;
    this.all = configs.map((config, index) => new Call(site, index, config));
    this.any = this.all.length > 0;
    this.ofRecord = this.all.filter(({ per }) => per === 'record');
    this.ofBatch = this.all.filter(({ per }) => per !== 'record');
    this.finishRecords = this.all.every(({ per, parallel }) => per === 'record' && parallel === 1);
    this.derived = new DerivedRecords(
      site,
      this.all.map(({ client }) => client.origin),
    );
    for (const { client } of this.all) client.attach(this.derived);
  }

  /** Whether they, or those that they are made to, look at the records' keys. */
  get readsKeys(): boolean {
    return this.all.some((call) => call.readsKeys);
  }

  /** Tells the ledger where what is sent goes. */
  wire(): void {
    for (const { client } of this.all) {
      this.site.ledger.connect(client.origin, client.sink.applications());
    }
  }

  /**
   * Rows [from, to) of a batch are begun. They stay as they are until the run is closed.
   * @param host whose client makes the calls
   * @param slot for the waiter's own use
   */
  open(
    batch: RecordBatch,
    from: number,
    to: number,
    host: number,
    slot: number,
    waiter: CallWaiter,
  ): CallRun {
    const run = this.spare.pop() ?? new CallRun(this, this.all.length);
    run.batch = batch;
    run.from = from;
    run.to = to;
    run.host = host;
    run.slot = slot;
    run.waiter = waiter;
    run.hasFailed = false;
    run.goesOn = false;
    run.records = 0;
    const { origin, number, count, createdUs, duplicate } = batch;
    run.reserve(to, batch.records);
    run.failedRows.fill(0, from, to);
    for (let row = from; this.any && row < to; row++) {
      run.firstOf[row] = run.records;
      for (let i = 0; i < count[row]!; i++) {
        run.parents[run.records++] =
          duplicate[row] === 0 ? this.derived.hold(origin[row]!, number[row]! + i, createdUs[row]!) : -1;
      }
    }
    run.underWay.fill(0);
    return run;
  }

  /** A record that was in a batch has met its end: it is finished, or nobody will try it again. */
  parentEnded(origin: number, number: number): void {
    this.derived.parentEnded(origin, number);
  }

  /** The same of all records of a row; the end of a duplicate is not that of what it is one of. */
  rowEnded({ origin, number, count, duplicate }: RecordBatch, row: number): void {
    if (duplicate[row] !== 0) return;
    for (let i = 0; i < count[row]!; i++) this.derived.parentEnded(origin[row]!, number[row]! + i);
  }

  /** Tells of what was sent and is not stored. */
  holdings(held: Holdings): void {
    this.derived.holdings(held);
    for (const { client } of this.all) client.holdings(held);
  }

  step(run: CallRun, nowUs: number): boolean {
    return run.row < 0 ? this.stepBatch(run, nowUs) : this.stepRecord(run, nowUs);
  }

  abandon(call: DerivedCall): void {
    call.owner.abandon(call);
  }

  close(run: CallRun): void {
    for (let i = 0; i < run.records; i++) {
      if (run.parents[i]! >= 0) this.derived.release(run.parents[i]!);
    }
    this.spare.push(run);
  }

  private stepRecord(run: CallRun, nowUs: number): boolean {
    const { batch, row } = run;
    for (; run.item < batch.count[row]!; run.item++, run.step = 0) {
      for (; run.step < this.ofRecord.length; run.step++) {
        const call = this.ofRecord[run.step]!;
        if (!run.isMade) {
          if (run.underWay[call.index]! >= call.parallel) return false;
          if (!call.isMadeFor(batch.origin[row]!, batch.number[row]! + run.item)) continue;
          run.isMade = true;
          this.send(run, call, this.fill(run, call, call.client.open(run), row, run.item, nowUs), nowUs);
        }
        if (call.parallel === 1 && run.underWay[call.index]! > 0) return false;
        run.isMade = false;
        // With its record failed, there is nothing more to do for it.
        if (run.failedRows[row] === 1) return true;
      }
    }
    return true;
  }

  private stepBatch(run: CallRun, nowUs: number): boolean {
    for (; run.step < this.ofBatch.length; run.step++, run.item = 0) {
      const call = this.ofBatch[run.step]!;
      if (run.item === 0) this.findItems(run, call);
      while (run.item < run.itemRows.length || run.isMade) {
        if (!run.isMade) {
          if (run.underWay[call.index]! >= call.parallel) return false;
          run.isMade = true;
          this.sendItems(run, call, nowUs);
        }
        if (call.parallel === 1 && run.underWay[call.index]! > 0) return false;
        run.isMade = false;
        if (run.hasFailed && !run.goesOn) return true;
      }
    }
    return run.calls.length === 0;
  }

  // The records that a call of the batch is made for: all, the first of each key, or the first of the batch.
  private findItems(run: CallRun, call: Call): void {
    const { batch, itemRows, itemRecords } = run;
    const { origin, number, count, key } = batch;
    const byKey = call.per === 'key';
    const first = !byKey && call.client.operation.maxRecords === 1;
    itemRows.length = 0;
    itemRecords.length = 0;
    this.keysSeen.clear();
    for (let row = run.from; row < run.to; row++) {
      if (run.failedRows[row] === 1 || (byKey && this.keysSeen.has(key[row]!))) continue;
      if (byKey) this.keysSeen.add(key[row]!);
      const records = byKey || first ? 1 : count[row]!;
      for (let i = 0; i < records; i++) {
        if (!call.isMadeFor(origin[row]!, number[row]! + i)) continue;
        itemRows.push(row);
        itemRecords.push(i);
      }
      if (first) return;
    }
  }

  // As many of the items as one call carries.
  private sendItems(run: CallRun, call: Call, nowUs: number): void {
    const { maxRecords, maxBytes } = call.client.operation;
    const made = call.client.open(run);
    while (run.item < run.itemRows.length && made.batch.length < maxRecords) {
      const row = run.itemRows[run.item]!;
      const bytesBefore = made.bytes;
      if (made.batch.length > 0) {
        const { origin, number, sizeBytes, keyBytes } = run.batch;
        const record = number[row]! + run.itemRecords[run.item]!;
        const bytes = call.sizeOf(origin[row]!, record, sizeBytes[row]!) + keyBytes[row]!;
        if (bytesBefore + bytes > maxBytes) break;
      }
      this.fill(run, call, made, row, run.itemRecords[run.item]!, nowUs);
      run.item++;
    }
    this.send(run, call, made, nowUs);
  }

  private fill(
    run: CallRun,
    call: Call,
    made: DerivedCall,
    row: number,
    record: number,
    nowUs: number,
  ): DerivedCall {
    const { batch } = run;
    const origin = batch.origin[row]!;
    const number = batch.number[row]! + record;
    const parent = run.parents[run.firstOf[row]! + record]!;
    const sizeBytes = call.sizeOf(origin, number, batch.sizeBytes[row]!);
    const key = call.keyOf(origin, number, batch.key[row]!);
    const keyBytes = key === batch.key[row] ? batch.keyBytes[row]! : this.site.keys.byteLength(key);
    const duplicate = parent < 0 || this.derived.send(parent, call.index, sizeBytes);
    made.add(
      batch.createdUs[row]!,
      nowUs,
      this.derived.numberOf(origin, number),
      sizeBytes,
      keyBytes,
      key,
      call.client.origin,
      duplicate,
      parent,
      row,
    );
    return made;
  }

  private send(run: CallRun, call: Call, made: DerivedCall, nowUs: number): void {
    run.calls.push(made);
    run.underWay[call.index]!++;
    call.client.transmit(made, nowUs);
  }
}
