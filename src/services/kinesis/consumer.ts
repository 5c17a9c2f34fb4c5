// A consumer: one loop and one processing thread a shard. In mode shared the loop is call, process, sleep; with
// enhanced fan-out the stream pushes, and the consumer takes no more of a shard while ten pushes of it wait. Shards
// that a resharding makes are read once their parents are worked through.

import { meterHosts } from '../client/host.ts';
import { Processing } from '../client/processing.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, standsInLostZone } from '../fault.ts';
import { type LogReader, RecordLogPort, type ShardListener } from '../ports/record-log.ts';
import { Application } from '../records/application.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { FanOutLoop } from './fan-out-loop.ts';
import { Lineage } from './lineage.ts';
import { PollingLoop } from './polling-loop.ts';
import type { ReadLoop } from './read-loop.ts';

/** One consumer in one run. */
export class KinesisConsumer implements Component, ShardListener {
  private readonly loop: ReadLoop;
  private readonly reader: LogReader;
  private readonly processing: Processing;
  private readonly lineage: Lineage;
  private readonly hosts: number;
  /** Shards that are read, or would be but for a fault. */
  private readonly begun = new Set<number>();
  /** The faults under way, of those that keep shards from being read. */
  private readonly faults: ComponentFault[] = [];

  constructor(config: ConsumerConfig, site: Site) {
    const log = site.use(RecordLogPort, config.from);
    const reader: LogReader = log.open(site.name, config.mode);
    this.reader = reader;
    this.hosts = config.hosts;
    this.lineage = new Lineage(reader);
    const passed = meterHosts(site, config);
    const application = new Application(site);
    this.processing = new Processing(site, reader, application, config.processing, {
      batchFinished: (shard, waiting, nowUs) => this.loop.batchFinished(shard, waiting, nowUs),
    });
    const ended = (shard: number, nowUs: number): void => this.ended(shard, nowUs);
    this.loop =
      config.mode === 'shared'
        ? new PollingLoop(site, reader, this.processing, config, passed, ended)
        : new FanOutLoop(site, reader, this.processing, config, passed, ended);
    reader.listen(this);
  }

  start(): void {
    for (const shard of this.reader.shards.keys()) {
      this.begun.add(shard);
      this.loop.begin(shard, true, 0);
    }
  }

  opened(shard: number): void {
    this.processing.open(shard);
    this.loop.open(shard);
  }

  sealed(shard: number, nowUs: number): void {
    if (this.begun.has(shard) && this.faultsOf(shard) === 0) this.loop.sealed(shard, nowUs);
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind === 'slow') {
      if (begins) this.processing.slowness.begin(fault.factor);
      else this.processing.slowness.end(fault.factor);
      return;
    }
    if (begins) {
      for (const shard of this.begun) {
        if (this.stops(fault, shard) && this.faultsOf(shard) === 0) this.stop(shard, nowUs);
      }
      this.faults.push(fault);
      return;
    }
    this.faults.splice(this.faults.indexOf(fault), 1);
    for (const shard of [...this.begun]) {
      if (this.stops(fault, shard) && this.faultsOf(shard) === 0)
        this.loop.restart(shard, this.reader.rewind(shard, nowUs), nowUs);
    }
  }

  settle(nowUs: number): void {
    this.processing.settle(nowUs);
  }

  facts(): Readonly<Record<string, unknown>> {
    return { expiredUnread: this.reader.expiredUnread };
  }

  // A shard is worked through: its children come next.
  private ended(shard: number, nowUs: number): void {
    if (this.lineage.hasEnded(shard)) return;
    this.begun.delete(shard);
    this.loop.end(shard);
    for (const child of this.lineage.end(shard)) {
      this.begun.add(child);
      if (this.faultsOf(child) === 0) this.loop.begin(child, false, nowUs);
    }
  }

  // Shards are spread evenly over the hosts, and no host takes over another's.
  private stops(fault: ComponentFault, shard: number): boolean {
    return fault.kind !== 'az-lost' || standsInLostZone(shard % this.hosts);
  }

  private faultsOf(shard: number): number {
    return this.faults.filter((fault) => this.stops(fault, shard)).length;
  }

  private stop(shard: number, nowUs: number): void {
    this.processing.crash(shard, nowUs);
    this.loop.crash(shard);
    this.reader.rewind(shard, nowUs);
  }
}
