// A consumer: one loop and one processing thread a shard. In mode shared the loop is call, process, sleep; with
// enhanced fan-out the stream pushes, and the consumer takes no more of a shard while ten pushes of it wait.

import { meterHosts } from '../client/host.ts';
import { type BatchWatcher, Processing } from '../client/processing.ts';
import type { Component, Site } from '../component.ts';
import { type LogReader, RecordLogPort } from '../ports/record-log.ts';
import { Application } from '../records/application.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { FanOutLoop } from './fan-out-loop.ts';
import { PollingLoop } from './polling-loop.ts';

/** How a consumer gets what it reads. */
export interface ReadLoop extends BatchWatcher {
  start(): void;
}

/** One consumer in one run. */
export class KinesisConsumer implements Component {
  private readonly loop: ReadLoop;
  private readonly processing: Processing;

  constructor(config: ConsumerConfig, site: Site) {
    const log = site.use(RecordLogPort, config.from);
    const reader: LogReader = log.open(site.name, config.mode);
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

  settle(nowUs: number): void {
    this.processing.settle(nowUs);
  }
}
