// A consumer with the plain SDK: its shards are spread evenly over its hosts, and no host takes over another's.

import type { Site } from '../../component.ts';
import { type ComponentFault, standsInLostZone } from '../../fault.ts';
import { Consumer } from './consumer.ts';
import type { ConsumerConfig } from './consumer-schema.ts';

/** One such consumer in one run. */
export class SdkConsumer extends Consumer {
  private readonly hosts: number;
  /** Shards that are read, or would be but for a fault. */
  private readonly begun = new Set<number>();
  /** The faults under way, of those that keep shards from being read. */
  private readonly faults: ComponentFault[] = [];

  constructor(config: ConsumerConfig, site: Site) {
    super(config, site, config.hosts, (reader) => reader);
    this.hosts = config.hosts;
  }

  protected get isThere(): boolean {
    return !this.faults.some(({ kind }) => kind === 'crash');
  }

  protected begins(shards: readonly number[], nowUs: number): void {
    for (const shard of shards) this.begin(shard, true, nowUs);
  }

  protected isRead(shard: number): boolean {
    return this.begun.has(shard) && this.faultsOf(shard) === 0;
  }

  protected hostFault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (begins) {
      for (const shard of this.begun) {
        if (this.stops(fault, shard) && this.faultsOf(shard) === 0) this.stopReading(shard, nowUs);
      }
      this.faults.push(fault);
      return;
    }
    this.faults.splice(this.faults.indexOf(fault), 1);
    if (!this.hasJoined && nowUs >= this.joinsAtUs) {
      this.join(nowUs);
      return;
    }
    for (const shard of [...this.begun]) {
      if (this.stops(fault, shard) && this.faultsOf(shard) === 0)
        this.loop.restart(shard, this.reader.rewind(shard, nowUs), nowUs);
    }
  }

  // Its children come next.
  protected ended(shard: number, nowUs: number): void {
    if (this.lineage.hasEnded(shard)) return;
    this.begun.delete(shard);
    this.loop.end(shard);
    for (const child of this.lineage.end(shard)) this.begin(child, false, nowUs);
    this.catchingUp?.caughtUp(shard, nowUs);
  }

  private begin(shard: number, first: boolean, nowUs: number): void {
    this.begun.add(shard);
    this.looksBehind(shard);
    if (this.faultsOf(shard) === 0) this.loop.begin(shard, first, nowUs);
  }

  private stops(fault: ComponentFault, shard: number): boolean {
    return fault.kind !== 'az-lost' || standsInLostZone(shard % this.hosts);
  }

  private faultsOf(shard: number): number {
    return this.faults.filter((fault) => this.stops(fault, shard)).length;
  }
}
