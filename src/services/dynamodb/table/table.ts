// A table: serves requests, each for one item or for the items of a batch. An item's request passes the table's capacity and
// then its partition's limits, and takes of both or of neither. Whoever calls waits as long as the call takes: a table does not
// get slower with load, it refuses.

import type { Component, Site } from '../../component.ts';
import { type ComponentFault, Slowness } from '../../fault.ts';
import { CallsUnderWay } from '../../ports/calls-under-way.ts';
import { RecordLogPort } from '../../ports/record-log.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { writeUnits } from '../capacity/units.ts';
import { Entries } from '../index/entries.ts';
import type { GlobalIndex } from '../index/global-index.ts';
import { ITEM_BYTES } from '../limits.ts';
import { TableStream } from '../stream/table-stream.ts';
import { billStorage } from '../throughput/billing.ts';
import { TABLE_REASONS, TOO_LARGE } from '../throughput/reasons.ts';
import { Throughput } from '../throughput/throughput.ts';
import { TimeToLive } from '../time-to-live/time-to-live.ts';
import { type AskedPage, type IndexedTable, IndexedTablePort } from './indexed-table.ts';
import { ItemReads } from './item-reads.ts';
import { ItemSizes } from './item-sizes.ts';
import { ItemWrites } from './item-writes.ts';
import { ServedRecords } from './served-records.ts';
import { RequestCounts } from './table-metrics.ts';
import { isChange, operationsOf, type TableOperation, type WriteKind } from './table-operations.ts';
import { indexNames, type TableConfig } from './table-schema.ts';
import { WriteTransactions } from './transactions.ts';
import { UnansweredCalls } from './unanswered.ts';

const READ_BACK = operationsOf({}).find(({ name }) => name === 'TransactGetItems')!;

/** One table in one run. */
export class DynamoDbTable implements Component, RecordSink, IndexedTable {
  readonly component: string;
  readonly operations: readonly TableOperation[];
  readonly reasons = TABLE_REASONS;
  readonly readsKeys = true;
  readonly maxRecordBytes = ITEM_BYTES.value;
  private readonly site: Site;
  private readonly served: ServedRecords;
  private readonly throughput: Throughput;
  private readonly indexes: GlobalIndex[] = [];
  private readonly indexesByName = new Map<string, GlobalIndex>();
  private readonly namesOfIndexes: ReadonlyMap<string, string>;
  private readonly writes: ItemWrites;
  private readonly reads: ItemReads;
  private readonly transactions: WriteTransactions;
  /** Null where its changes are not told of. */
  private readonly stream: TableStream | null;
  /** Null where its items do not expire. */
  private readonly timeToLive: TimeToLive | null;
  private readonly calls: CallsUnderWay<PutCall>;
  private readonly unanswered = new UnansweredCalls();
  private readonly slowness = new Slowness();
  private readonly counts: RequestCounts;
  private readonly sizes: ItemSizes;

  constructor(config: TableConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.operations = operationsOf(config);
    this.served = new ServedRecords(site);
    this.throughput = new Throughput(site, config, true);
    this.namesOfIndexes = indexNames(site.name, config);
    const locals = new Map(
      Object.entries(config.localSecondaryIndexes ?? {}).map(([name, local]) => [
        name,
        new Entries(site, `local/${name}`, local),
      ]),
    );
    this.writes = new ItemWrites(this.throughput, this.indexes, [...locals.values()]);
    this.sizes = new ItemSizes(site, config.itemSize);
    this.reads = new ItemReads(this.throughput, this.indexesByName, locals, this.sizes);
    this.transactions = new WriteTransactions(
      this.throughput,
      this.writes,
      (batch, row, number, partition, nowUs) => this.made(batch, row, number, partition, 'put', nowUs),
    );
    this.stream = this.streamOf(config);
    this.timeToLive =
      config.timeToLive === undefined ? null : new TimeToLive(config.timeToLive, site, this.expired);
    this.calls = new CallsUnderWay<PutCall>(
      site,
      this.slowness,
      (call, _kind, slot, nowUs) => {
        this.serve(call, nowUs);
        if (this.stream !== null) this.unanswered.served(call);
        this.calls.answer(slot, nowUs);
      },
      (call, nowUs) => this.answering(call, nowUs),
    );
    this.counts = new RequestCounts(site);
    billStorage(site, config);
    site.offer(RecordSinkPort, this);
    site.offer(IndexedTablePort, this);
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return { names: [this.component, ...(this.stream?.applicationNames ?? [])], keeps: false };
  }

  holdings(held: Holdings, nowUs: number): void {
    if (this.stream === null) return;
    this.stream.holdings(held, nowUs);
    const own = [this.served.number];
    const all = [...own, ...this.stream.applications];
    this.unanswered.holdings(held, (call) => (isChange(this.operations[call.operation]!) ? own : all));
  }

  wire(): void {
    if (this.timeToLive === null) return;
    const names = this.stream?.applicationNames ?? [];
    this.site.ledger.connect(this.timeToLive.origin, { names, keeps: false });
  }

  addIndex(index: GlobalIndex): void {
    this.indexes.push(index);
    const name = this.namesOfIndexes.get(index.component);
    if (name !== undefined) this.indexesByName.set(name, index);
  }

  answeredByCache(call: PutCall, nowUs: number): void {
    this.finish(call, nowUs);
  }

  readBack(key: number, bytes: number, nowUs: number): boolean {
    return this.reads.item(key, bytes, READ_BACK, nowUs) === 0;
  }

  pageOf(call: PutCall, row: number): AskedPage {
    return this.reads.pageOf(call, row, this.operations[call.operation]!);
  }

  itemBytes(key: number, ownBytes: number): number {
    return this.sizes.of(key, ownBytes);
  }

  start(): void {
    this.throughput.start();
  }

  put(call: PutCall): void {
    this.calls.send(call, 0);
  }

  fault(fault: ComponentFault, begins: boolean): void {
    if (fault.kind !== 'slow') return;
    if (begins) this.slowness.begin(fault.factor);
    else this.slowness.end(fault.factor);
  }

  bookLate(): void {
    this.served.book();
  }

  settle(): void {
    this.served.book();
  }

  facts(): Readonly<Record<string, unknown>> {
    return this.throughput.facts();
  }

  private serve(call: PutCall, nowUs: number): void {
    const operation = this.operations[call.operation]!;
    this.counts.requests.add(nowUs, 1);
    if (operation.isTransaction) this.serveTransaction(call, operation, nowUs);
    else this.serveItems(call, operation, nowUs);
  }

  // Of each row as many records as there is capacity for; what is refused takes nothing.
  private serveItems(call: PutCall, operation: TableOperation, nowUs: number): void {
    const { batch, stored, reason } = call;
    let served = 0;
    let throttled = 0;
    for (let row = 0; row < batch.length; row++) {
      stored[row] = 0;
      reason[row] = 0;
      const count = batch.count[row]!;
      if (call.cached?.[row] === 1) {
        stored[row] = count;
        continue;
      }
      if (isTooLarge(batch, row)) {
        reason[row] = TOO_LARGE;
        this.counts.userErrors.add(nowUs, count);
        continue;
      }
      for (let i = 0; i < count && reason[row] === 0; i++) {
        const why = this.serveItem(call, row, batch.number[row]! + i, operation, nowUs);
        if (why === 0) stored[row]!++;
        reason[row] = why;
      }
      served += stored[row]!;
      throttled += count - stored[row]!;
    }
    if (served === 0 && throttled > 0) this.counts.throttled.add(nowUs, 1);
  }

  private serveItem(
    call: PutCall,
    row: number,
    number: number,
    operation: TableOperation,
    nowUs: number,
  ): number {
    const { batch } = call;
    const key = batch.key[row]!;
    const ownBytes = batch.sizeBytes[row]!;
    const origin = batch.origin[row]!;
    const { kind } = operation;
    const there = this.itemBytes(key, ownBytes);
    if (kind === 'read') return this.reads.item(key, there, operation, nowUs);
    if (kind === 'page') return this.reads.page(call, row, number, operation, nowUs);
    const units = writeUnits(there, kind === 'delete' ? 0 : ownBytes);
    const itemBytes = kind === 'delete' ? there : ownBytes;
    const { fails } = operation;
    const why = this.writes.reserve(key, units, origin, number, itemBytes, kind, !fails, nowUs);
    if (why !== 0) return why;
    this.writes.make(!fails, nowUs);
    if (fails) this.counts.conditionsFailed.add(nowUs, 1);
    else this.made(batch, row, number, this.writes.partition, kind, nowUs);
    return 0;
  }

  private serveTransaction(call: PutCall, operation: TableOperation, nowUs: number): void {
    const { batch, stored, reason } = call;
    const itemBytes = (key: number, ownBytes: number) => this.itemBytes(key, ownBytes);
    let why = 0;
    for (let row = 0; row < batch.length; row++) if (isTooLarge(batch, row)) why = TOO_LARGE;
    if (why !== 0) this.counts.userErrors.add(nowUs, 1);
    else if (operation.kind === 'read') why = this.reads.transaction(batch, operation, itemBytes, nowUs);
    else why = this.transactions.serve(batch, itemBytes, nowUs);
    for (let row = 0; row < batch.length; row++) {
      stored[row] = why === 0 ? batch.count[row]! : 0;
      reason[row] = why;
    }
    if (why !== 0 && why !== TOO_LARGE) this.counts.throttled.add(nowUs, 1);
  }

  // A write is made: the item has its time anew, and the stream tells of it.
  private made(
    batch: RecordBatch,
    row: number,
    number: number,
    partition: number,
    kind: WriteKind,
    nowUs: number,
  ): void {
    const ownBytes = batch.sizeBytes[row]!;
    const key = batch.key[row]!;
    const before = this.itemBytes(key, ownBytes);
    const after = kind === 'delete' ? 0 : ownBytes;
    this.timeToLive?.written(key, batch.keyBytes[row]!, after, nowUs);
    this.stream?.written(batch, row, number - batch.number[row]!, partition, before, after, nowUs);
  }

  // An item was deleted because it had expired: no capacity is asked for.
  private readonly expired = (batch: RecordBatch, bytes: number, nowUs: number): void => {
    const partition = this.throughput.partitionOf(batch.key[0]!);
    this.stream?.written(batch, 0, 0, partition, bytes, 0, nowUs);
  };

  private streamOf({ streamSpecification }: TableConfig): TableStream | null {
    if (streamSpecification === undefined) return null;
    const { site, throughput } = this;
    const stream = new TableStream(site, streamSpecification.streamViewType, this.slowness);
    for (let partition = 0; partition < throughput.partitionCount; partition++) stream.begin(partition);
    throughput.onSplit((partition, made) => stream.split(partition, made, site.engine.nowUs));
    site.offer(RecordLogPort, stream);
    return stream;
  }

  private answering(call: PutCall, nowUs: number): void {
    call.through?.passed(call, nowUs);
    const served = this.finish(call, nowUs);
    const { fails } = this.operations[call.operation]!;
    if (served > 0 && !fails) this.counts.latency.add(nowUs, call.latencyUs, 1);
  }

  private finish(call: PutCall, nowUs: number): number {
    const { batch, stored } = call;
    const changes = isChange(this.operations[call.operation]!);
    if (this.stream !== null) this.unanswered.answered(call);
    let served = 0;
    for (let row = 0; row < batch.length; row++) {
      this.served.finish(batch, row, stored[row]!, call.latencyUs + call.wayUs, nowUs);
      if (this.stream !== null && !changes && stored[row]! > 0) this.stream.passBy(batch, row, stored[row]!);
      served += stored[row]!;
    }
    return served;
  }
}

function isTooLarge({ sizeBytes }: RecordBatch, row: number): boolean {
  return sizeBytes[row]! > ITEM_BYTES.value;
}
