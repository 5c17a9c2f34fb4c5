// A table: serves requests, each for one item or for the items of a batch. An item's request passes the table's capacity and
// then its partition's limits, and takes of both or of neither. Whoever calls waits as long as the call takes: a table does not
// get slower with load, it refuses.

import type { NumberedStream } from '../../../engine/random.ts';
import type { Level } from '../../../metrics/recorder.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, Slowness } from '../../fault.ts';
import { CallsUnderWay } from '../../ports/calls-under-way.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import { Application } from '../../records/application.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { FinishedRecords } from '../../records/finished-records.ts';
import { HALVES, readHalves, writeUnits } from '../capacity/units.ts';
import { ITEM_BYTES } from '../limits.ts';
import { AutoScaling } from './auto-scaling.ts';
import { OnDemandGrowth } from './growth.ts';
import { KeyDemand } from './key-demand.ts';
import { ServedMinutes } from './minute-follower.ts';
import { Partitions } from './partitions.ts';
import { Provisions } from './provisions.ts';
import { TableBilling } from './table-billing.ts';
import { capacityOf, type TableCapacity } from './table-capacity.ts';
import { RequestCounts, UnitCounts } from './table-metrics.ts';
import {
  BY_KEY_RANGE,
  BY_PROVISIONED,
  TABLE_OPERATIONS,
  TABLE_REASONS,
  TOO_LARGE,
} from './table-operations.ts';
import { partitionsOf, provisionedOf, startPartitions, type TableConfig } from './table-schema.ts';

/** One table in one run. */
export class DynamoDbTable implements Component, RecordSink {
  readonly component: string;
  readonly operations = TABLE_OPERATIONS;
  readonly reasons = TABLE_REASONS;
  readonly readsKeys = true;
  readonly maxRecordBytes = ITEM_BYTES.value;
  private readonly site: Site;
  private readonly application: Application;
  private readonly partitions: Partitions;
  private readonly capacity: { readonly reads: TableCapacity; readonly writes: TableCapacity };
  private readonly calls: CallsUnderWay<PutCall>;
  private readonly slowness = new Slowness();
  private readonly counts: RequestCounts;
  private readonly reads: UnitCounts;
  private readonly writes: UnitCounts;
  private readonly billing: TableBilling;
  /** Null where nothing changes. */
  private readonly minutes: ServedMinutes | null;
  private readonly provisions: Provisions | null;
  private readonly level: Level;
  private readonly demand: { readonly reads: KeyDemand; readonly writes: KeyDemand };
  private readonly itemSize: Sampler | null;
  private readonly itemSizes: NumberedStream;
  private readonly done = new FinishedRecords();

  constructor(config: TableConfig, site: Site) {
    this.site = site;
    this.component = site.name;
    this.application = new Application(site);
    const count = startPartitions(config);
    this.partitions = new Partitions(site.keys, count, shareOf(config, count));
    this.capacity = capacityOf(config);
    this.calls = new CallsUnderWay<PutCall>(
      site,
      this.slowness,
      (call, _kind, slot, nowUs) => {
        this.serve(call, nowUs);
        this.calls.answer(slot, nowUs);
      },
      (call, nowUs) => this.answering(call, nowUs),
    );
    this.counts = new RequestCounts(site);
    this.reads = new UnitCounts(site, 'Read');
    this.writes = new UnitCounts(site, 'Write');
    this.level = site.level('Partitions');
    this.billing = new TableBilling(site, config);
    this.demand = { reads: new KeyDemand(site.keys), writes: new KeyDemand(site.keys) };
    this.itemSize = config.itemSize === undefined ? null : sampler(config.itemSize);
    this.itemSizes = site.numbered('itemSize');
    this.provisions = provisionedOf(config) === null ? null : new Provisions(site, config);
    this.minutes = this.followed(config, count);
    this.openPartitions(0);
    site.offer(RecordSinkPort, this);
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return { names: [this.component], keeps: false };
  }

  start(): void {
    this.minutes?.start();
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
    this.book();
  }

  settle(): void {
    this.book();
  }

  facts(): Readonly<Record<string, unknown>> {
    const { partitions, demand, capacity } = this;
    const { nowUs } = this.site.engine;
    const partitionOf = (key: number) => partitions.numberOf(key);
    const readCredit = capacity.reads.creditAt(nowUs);
    return {
      partitions: partitions.count,
      reads: demand.reads.byPartition(partitions.count, partitionOf),
      writes: demand.writes.byPartition(partitions.count, partitionOf),
      readCredit: readCredit === null ? null : readCredit / HALVES,
      writeCredit: capacity.writes.creditAt(nowUs),
    };
  }

  // Of each row as many records as there is capacity for; what is refused takes nothing.
  private serve(call: PutCall, nowUs: number): void {
    const { batch, stored, reason } = call;
    const { kind, isConsistent } = TABLE_OPERATIONS[call.operation]!;
    this.counts.requests.add(nowUs, 1);
    let served = 0;
    let throttled = 0;
    for (let row = 0; row < batch.length; row++) {
      stored[row] = 0;
      reason[row] = 0;
      const count = batch.count[row]!;
      const ownBytes = batch.sizeBytes[row]!;
      if (ownBytes > ITEM_BYTES.value) {
        reason[row] = TOO_LARGE;
        this.counts.userErrors.add(nowUs, count);
        continue;
      }
      const key = batch.key[row]!;
      const storedBytes = this.storedBytes(key, ownBytes);
      const counted =
        kind === 'read'
          ? readHalves(storedBytes, isConsistent)
          : writeUnits(storedBytes, kind === 'delete' ? 0 : ownBytes);
      for (let i = 0; i < count && reason[row] === 0; i++) {
        const why =
          kind === 'read' ? this.read(key, counted, isConsistent, nowUs) : this.write(key, counted, nowUs);
        if (why === 0) stored[row]!++;
        reason[row] = why;
      }
      served += stored[row]!;
      throttled += count - stored[row]!;
    }
    if (served === 0 && throttled > 0) this.counts.throttled.add(nowUs, 1);
  }

  private read(key: number, halves: number, isConsistent: boolean, nowUs: number): number {
    const number = this.partitions.numberOf(key);
    const partition = this.partitions.at(number);
    this.demand.reads.add(key, halves / HALVES);
    let why = this.capacity.reads.refuses(halves, nowUs);
    if (why === 0 && !partition.hasShare(false, nowUs)) why = BY_PROVISIONED;
    if (why === 0 && !partition.allowsRead(halves, isConsistent, nowUs)) why = BY_KEY_RANGE;
    if (why !== 0) {
      this.reads.refused(halves, number, why, nowUs);
      return why;
    }
    this.capacity.reads.take(halves);
    partition.read(halves, isConsistent);
    this.reads.served(halves, number, nowUs);
    this.billing.read(halves, nowUs);
    this.minutes?.served(halves, 0);
    return 0;
  }

  private write(key: number, units: number, nowUs: number): number {
    const number = this.partitions.numberOf(key);
    const partition = this.partitions.at(number);
    this.demand.writes.add(key, units);
    let why = this.capacity.writes.refuses(units, nowUs);
    if (why === 0 && !partition.hasShare(true, nowUs)) why = BY_PROVISIONED;
    if (why === 0 && !partition.allowsWrite(units, nowUs)) why = BY_KEY_RANGE;
    if (why !== 0) {
      this.writes.refused(units, number, why, nowUs);
      return why;
    }
    this.capacity.writes.take(units);
    partition.write(units);
    this.writes.served(units, number, nowUs);
    this.billing.write(units, nowUs);
    this.minutes?.served(0, units);
    return 0;
  }

  private storedBytes(key: number, ownBytes: number): number {
    if (this.itemSize === null) return ownBytes;
    return Math.round(this.itemSize.sample(this.itemSizes.at(key)));
  }

  private answering(call: PutCall, nowUs: number): void {
    const { batch, stored } = call;
    let served = 0;
    for (let row = 0; row < batch.length; row++) {
      for (let i = 0; i < stored[row]!; i++) this.finish(batch, row, i, call.latencyUs, nowUs);
      served += stored[row]!;
    }
    if (served > 0) this.counts.latency.add(nowUs, call.latencyUs, 1);
  }

  // The call's own time is the processing: nothing waits in a table.
  private finish(batch: RecordBatch, row: number, i: number, latencyUs: number, nowUs: number): void {
    const sentUs = nowUs - latencyUs;
    this.site.engine.carried(1, batch.sizeBytes[row]!, batch.number[row]! + i);
    this.done.add(batch, row, batch.number[row]! + i, 0, sentUs, sentUs, nowUs);
    if (this.done.isFull || this.site.ledger.atOnce) this.book();
  }

  private book(): void {
    this.application.finishedRecords(this.done);
    this.done.length = 0;
  }

  private followed(config: TableConfig, partitions: number): ServedMinutes | null {
    const { site } = this;
    const provisioned = provisionedOf(config);
    if (provisioned === null) {
      const grow = (wanted: number, nowUs: number): void => this.grow(wanted, nowUs);
      return new ServedMinutes(site, new OnDemandGrowth(site, partitions, config.growthTime, grow));
    }
    if (config.autoScaling === undefined) return null;
    const refused = site.counter('CapacityDecreasesRefused');
    const scaling = new AutoScaling(
      site,
      provisioned,
      config.autoScaling,
      config.updateTime,
      (reads, writes, nowUs) => this.provision(reads, writes, nowUs),
      (nowUs) => refused.add(nowUs, 1),
    );
    return new ServedMinutes(site, scaling);
  }

  private provision(reads: number, writes: number, nowUs: number): void {
    this.provisions!.change(reads, writes, nowUs);
    this.capacity.reads.provision(reads * HALVES, nowUs);
    this.capacity.writes.provision(writes, nowUs);
    this.billing.provision(reads, writes, nowUs);
    this.grow(partitionsOf(reads, writes), nowUs);
  }

  private grow(wanted: number, nowUs: number): void {
    this.partitions.grow(wanted);
    this.openPartitions(nowUs);
  }

  private openPartitions(nowUs: number): void {
    for (let partition = 0; partition < this.partitions.count; partition++) {
      this.reads.open(partition);
      this.writes.open(partition);
    }
    this.level.set(nowUs, this.partitions.count);
  }
}

function shareOf(config: TableConfig, partitions: number) {
  const provisioned = provisionedOf(config);
  if (config.partitioning !== 'legacy' || provisioned === null) return null;
  return {
    reads: Math.max(1, Math.floor(provisioned.reads / partitions)),
    writes: Math.max(1, Math.floor(provisioned.writes / partitions)),
    isFull: config.burstCredit === 'full',
  };
}
