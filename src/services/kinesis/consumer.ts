// A consumer: one loop and one processing thread a shard. In mode shared the loop is call, process, sleep; with
// enhanced fan-out the stream pushes, and the consumer takes no more of a shard while ten pushes of it wait.

import { meterHosts } from '../client/host.ts';
import { Processing } from '../client/processing.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, standsInLostZone } from '../fault.ts';
import { type LogReader, RecordLogPort } from '../ports/record-log.ts';
import { Application } from '../records/application.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { FanOutLoop } from './fan-out-loop.ts';
import { PollingLoop } from './polling-loop.ts';
import type { ReadLoop } from './read-loop.ts';

/** One consumer in one run. */
export class KinesisConsumer implements Component {
  private readonly loop: ReadLoop;
  private readonly reader: LogReader;
  private readonly processing: Processing;
  private readonly hosts: number;
  /** By shard: the faults under way that keep it from being read. */
  private readonly down: number[];

  constructor(config: ConsumerConfig, site: Site) {
    const log = site.use(RecordLogPort, config.from);
    const reader: LogReader = log.open(site.name, config.mode);
    this.reader = reader;
    this.hosts = config.hosts;
    this.down = reader.shards.map(() => 0);
    const passed = meterHosts(site, config);
    const application = new Application(site);
    this.processing = new Processing(site, reader, application, config.processing, {
      batchFinished: (shard, waiting, nowUs) => this.loop.batchFinished(shard, waiting, nowUs),
    });
    this.loop =
      config.mode === 'shared'
        ? new PollingLoop(site, reader, this.processing, config, passed)
        : new FanOutLoop(site, reader, this.processing, config, passed);
  }

  start(): void {
    this.loop.start();
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind === 'slow') {
      if (begins) this.processing.slowness.begin(fault.factor);
      else this.processing.slowness.end(fault.factor);
      return;
    }
    for (const shard of this.down.keys()) {
      // Shards are spread evenly over the hosts, and no host takes over another's.
      if (fault.kind === 'az-lost' && !standsInLostZone(shard % this.hosts)) continue;
      if (begins) this.stop(shard, nowUs);
      else this.resume(shard, nowUs);
    }
  }

  settle(nowUs: number): void {
    this.processing.settle(nowUs);
  }

  facts(): Readonly<Record<string, unknown>> {
    return { expiredUnread: this.reader.expiredUnread };
  }

  private stop(shard: number, nowUs: number): void {
    this.down[shard]!++;
    if (this.down[shard]! > 1) return;
    this.processing.crash(shard, nowUs);
    this.loop.crash(shard);
    this.reader.rewind(shard, nowUs);
  }

  private resume(shard: number, nowUs: number): void {
    this.down[shard]!--;
    if (this.down[shard]! > 0) return;
    this.loop.restart(shard, this.reader.rewind(shard, nowUs), nowUs);
  }
}
