// What a table has, and each of its global indexes by itself: capacity as a whole, partitions with limits of their own, and how
// both change in a run. Who serves a request asks for everything first, and takes only when nothing refuses.

import type { Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { HALVES } from '../capacity/units.ts';
import { AutoScaling } from './auto-scaling.ts';
import { ThroughputBilling } from './billing.ts';
import { capacityOf, type WholeCapacity } from './capacity.ts';
import { OnDemandGrowth } from './growth.ts';
import { HeatSplits } from './heat-splits.ts';
import { KeyDemand, withScans } from './key-demand.ts';
import { type MinuteFollower, ServedMinutes } from './minute-follower.ts';
import { Partitions } from './partitions.ts';
import { Provisions } from './provisions.ts';
import { BY_KEY_RANGE, BY_PROVISIONED } from './reasons.ts';
import type { Stored } from './stored-bytes.ts';
import { UnitCounts } from './throughput-metrics.ts';
import { partitionsOf, provisionedOf, startPartitions, type ThroughputConfig } from './throughput-schema.ts';

/** The throughput of one table or index in one run. Reads are in halves of a unit. */
export class Throughput {
  private readonly site: Site;
  private readonly partitions: Partitions;
  private readonly capacity: { readonly reads: WholeCapacity; readonly writes: WholeCapacity };
  private readonly reads: UnitCounts;
  private readonly writes: UnitCounts;
  private readonly billing: ThroughputBilling;
  private readonly minutes: ServedMinutes;
  private readonly provisions: Provisions | null;
  private readonly level: Level;
  /** What scans ask for, at the keys that stand for places in the range of the hash. */
  private readonly scans: KeyDemand;
  private readonly demand: { readonly reads: KeyDemand; readonly writes: KeyDemand };

  /** @param hasIndexes whether its writes may be refused by an index */
  constructor(site: Site, config: ThroughputConfig & Stored, hasIndexes: boolean) {
    this.site = site;
    const count = startPartitions(config);
    this.partitions = new Partitions(site.keys, count, shareOf(config, count));
    this.capacity = capacityOf(config);
    this.reads = new UnitCounts(site, 'Read', false);
    this.writes = new UnitCounts(site, 'Write', hasIndexes);
    this.level = site.level('Partitions');
    this.billing = new ThroughputBilling(site, config);
    this.demand = { reads: new KeyDemand(site.keys), writes: new KeyDemand(site.keys) };
    this.scans = new KeyDemand(site.keys);
    this.provisions = provisionedOf(config) === null ? null : new Provisions(site, config);
    this.minutes = new ServedMinutes(site, this.followers(config, count));
    this.openPartitions(0);
  }

  start(): void {
    this.minutes.start();
  }

  /** How many partitions there are. */
  get partitionCount(): number {
    return this.partitions.count;
  }

  /** Tells of every split from now on: the partition that keeps the lower part of its range, and the new one. */
  onSplit(told: (partition: number, made: number) => void): void {
    this.partitions.onSplit = told;
  }

  /** The number of the partition that a key lies on. */
  partitionOf(key: number): number {
    return this.partitions.numberOf(key);
  }

  /** A read of a key is asked for. */
  askedRead(key: number, halves: number): void {
    this.demand.reads.add(key, halves / HALVES);
  }

  /** A page of a scan is asked for, at the place of a key. */
  askedScan(key: number, halves: number): void {
    this.scans.add(key, halves / HALVES);
  }

  askedWrite(key: number, units: number): void {
    this.demand.writes.add(key, units);
  }

  /** Why a read is not let through, a reason; 0 when it is. */
  readRefusal(partition: number, halves: number, isConsistent: boolean, nowUs: number): number {
    const why = this.capacity.reads.refuses(halves, nowUs);
    if (why !== 0) return why;
    const own = this.partitions.at(partition);
    if (!own.hasShare(false, nowUs)) return BY_PROVISIONED;
    return own.allowsRead(halves, isConsistent, nowUs) ? 0 : BY_KEY_RANGE;
  }

  /** Why the whole does not let a write through, a reason; 0 when it does. */
  writeRefusal(units: number, nowUs: number): number {
    return this.capacity.writes.refuses(units, nowUs);
  }

  /** Why a partition does not let a write through, a reason; 0 when it does. */
  partitionRefusal(partition: number, units: number, nowUs: number): number {
    const own = this.partitions.at(partition);
    if (!own.hasShare(true, nowUs)) return BY_PROVISIONED;
    return own.allowsWrite(units, nowUs) ? 0 : BY_KEY_RANGE;
  }

  /** A read is let through. */
  read(partition: number, halves: number, isConsistent: boolean, nowUs: number, isInOrder = false): void {
    this.capacity.reads.take(halves);
    this.partitions.at(partition).read(halves, isConsistent, isInOrder);
    this.reads.served(halves, partition, nowUs);
    this.billing.read(halves, nowUs);
    this.minutes.served(halves, 0);
  }

  /** A write has its place; whether it is made is known when it is counted. */
  reserveWrite(partition: number, units: number): void {
    this.capacity.writes.take(units);
    this.partitions.at(partition).write(units);
  }

  /** Writes of so many units to each of two partitions have their places. */
  reserveWrites(first: number, second: number, unitsEach: number): void {
    this.capacity.writes.take(2 * unitsEach);
    this.partitions.at(first).write(unitsEach);
    this.partitions.at(second).write(unitsEach);
  }

  /** What was reserved is not needed. */
  releaseWrite(partition: number, units: number): void {
    this.capacity.writes.give(units);
    this.partitions.at(partition).unwrite(units);
  }

  /** A write is made. */
  countWrite(partition: number, units: number, nowUs: number): void {
    this.writes.served(units, partition, nowUs);
    this.billing.write(units, nowUs);
    this.minutes.served(0, units);
  }

  readRefused(partition: number, halves: number, why: number, nowUs: number): void {
    this.reads.refused(halves, partition, why, nowUs);
  }

  writeRefused(partition: number, units: number, why: number, nowUs: number): void {
    this.writes.refused(units, partition, why, nowUs);
  }

  /** For the findings: see `Component.facts`. */
  facts(): Readonly<Record<string, unknown>> {
    const { partitions, demand, capacity } = this;
    const { nowUs } = this.site.engine;
    const partitionOf = (key: number) => partitions.numberOf(key);
    const readCredit = capacity.reads.creditAt(nowUs);
    return {
      partitions: partitions.count,
      reads: withScans(
        demand.reads.byPartition(partitions.count, partitionOf),
        this.scans.byPartition(partitions.count, partitionOf),
      ),
      writes: demand.writes.byPartition(partitions.count, partitionOf),
      readCredit: readCredit === null ? null : readCredit / HALVES,
      writeCredit: capacity.writes.creditAt(nowUs),
    };
  }

  private followers(config: ThroughputConfig, partitions: number): readonly MinuteFollower[] {
    const { site } = this;
    const followers: MinuteFollower[] = [];
    const provisioned = provisionedOf(config);
    if (provisioned === null) {
      const grow = (wanted: number, nowUs: number): void => this.grow(wanted, nowUs);
      followers.push(new OnDemandGrowth(site, partitions, config.growthTime, grow));
    } else if (config.autoScaling !== undefined) {
      const refused = site.counter('CapacityDecreasesRefused');
      followers.push(
        new AutoScaling(
          site,
          provisioned,
          config.autoScaling,
          config.updateTime,
          (reads, writes, nowUs) => this.provision(reads, writes, nowUs),
          (nowUs) => refused.add(nowUs, 1),
        ),
      );
    }
    if (config.partitioning === 'current') {
      const splits = site.counter('SplitsForHeat');
      followers.push(
        new HeatSplits(this.partitions, this.demand, config.heatTime, (nowUs) => {
          splits.add(nowUs, 1);
          this.openPartitions(nowUs);
        }),
      );
    }
    return followers;
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

function shareOf(config: ThroughputConfig, partitions: number) {
  const provisioned = provisionedOf(config);
  if (config.partitioning !== 'legacy' || provisioned === null) return null;
  return {
    reads: Math.max(1, Math.floor(provisioned.reads / partitions)),
    writes: Math.max(1, Math.floor(provisioned.writes / partitions)),
    isFull: config.burstCredit === 'full',
  };
}
