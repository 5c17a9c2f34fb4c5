// A global secondary index: entries of its table's items under another key, with capacity and partitions of their own. A write
// of an item needs capacity here for each entry that it touches, or the table refuses it ("back-pressure").

import type { Component, Site } from '../../component.ts';
import { KeysByRecord } from '../../records/keys-by-record.ts';
import { IndexedTablePort } from '../table/indexed-table.ts';
import type { WriteKind } from '../table/table-operations.ts';
import { billStorage } from '../throughput/billing.ts';
import { Throughput } from '../throughput/throughput.ts';
import { Entries } from './entries.ts';
import type { IndexConfig } from './index-schema.ts';

/** One global index in one run. */
export class GlobalIndex implements Component {
  readonly component: string;
  readonly entries: Entries;
  readonly throughput: Throughput;
  private readonly keys: KeysByRecord;
  private readonly formerKeys: KeysByRecord;
  // The write that is asked for: how many entries it touches, and the partitions and keys of up to two.
  private touched = 0;
  private units = 0;
  private key = 0;
  private formerKey = 0;
  private partition = 0;
  private formerPartition = 0;

  constructor(config: IndexConfig, site: Site) {
    this.component = site.name;
    this.entries = new Entries(site, 'entries', config);
    this.throughput = new Throughput(site, config, false);
    this.keys = new KeysByRecord(site, 'key', config.key);
    this.formerKeys = new KeysByRecord(site, 'formerKey', config.key, this.keys);
    billStorage(site, config);
    site.use(IndexedTablePort, config.table).addIndex(this);
  }

  start(): void {
    this.throughput.start();
  }

  facts(): Readonly<Record<string, unknown>> {
    return this.throughput.facts();
  }

  /** The key that a record's entry is written under, or queried by. */
  keyOf(origin: number, number: number): number {
    return this.keys.at(origin, number);
  }

  /** Looks at what a write of an item does here: what is asked next is about it. */
  look(origin: number, number: number, itemBytes: number, kind: WriteKind): void {
    const { entries, throughput } = this;
    this.touched = entries.touched(origin, number, itemBytes, kind);
    if (this.touched === 0) return;
    this.units = entries.units;
    this.key = this.keyOf(origin, number);
    this.partition = throughput.partitionOf(this.key);
    if (this.touched === 1) return;
    this.formerKey = this.formerKeys.at(origin, number);
    this.formerPartition = throughput.partitionOf(this.formerKey);
  }

  /** It is asked for. */
  asked(): void {
    if (this.touched > 0) this.throughput.askedWrite(this.key, this.units);
    if (this.touched > 1) this.throughput.askedWrite(this.formerKey, this.units);
  }

  /** Whether the index as a whole refuses it; counted where it does. */
  refuses(nowUs: number): boolean {
    if (this.touched === 0) return false;
    return this.isRefused(this.throughput.writeRefusal(this.units * this.touched, nowUs), nowUs);
  }

  /** Whether one of its partitions refuses it; counted where it does. */
  partitionRefuses(nowUs: number): boolean {
    const { throughput, units, partition, formerPartition, touched } = this;
    if (touched === 0) return false;
    if (touched === 1 || partition === formerPartition) {
      return this.isRefused(throughput.partitionRefusal(partition, units * touched, nowUs), nowUs);
    }
    const why = throughput.partitionRefusal(partition, units, nowUs);
    return this.isRefused(why || throughput.partitionRefusal(formerPartition, units, nowUs), nowUs);
  }

  /** It has its place. */
  reserve(): void {
    const { throughput, units, partition, formerPartition, touched } = this;
    if (touched === 0) return;
    if (touched === 1 || partition === formerPartition) throughput.reserveWrite(partition, units * touched);
    else throughput.reserveWrites(partition, formerPartition, units);
  }

  /** It is not made after all. */
  release(): void {
    if (this.touched > 0) this.throughput.releaseWrite(this.partition, this.units);
    if (this.touched > 1) this.throughput.releaseWrite(this.formerPartition, this.units);
  }

  /** It is made. */
  count(nowUs: number): void {
    if (this.touched > 0) this.throughput.countWrite(this.partition, this.units, nowUs);
    if (this.touched > 1) this.throughput.countWrite(this.formerPartition, this.units, nowUs);
  }

  private isRefused(why: number, nowUs: number): boolean {
    if (why !== 0) this.throughput.writeRefused(this.partition, this.units * this.touched, why, nowUs);
    return why !== 0;
  }
}
