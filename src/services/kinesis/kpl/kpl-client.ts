// The Kinesis Producer Library as the client of a producer: a library of its own on each host.

import { sampler } from '../../../workload/distribution.ts';
import type { ClientWatcher } from '../../client/sdk-client-config.ts';
import type { Site } from '../../component.ts';
import { Slowness } from '../../fault.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ProducerClient } from '../producer-client.ts';
import { ShardDirectoryPort } from '../shard-directory.ts';
import { KplHost } from './kpl-host.ts';
import { KplMeters } from './kpl-metrics.ts';
import type { KplConfig } from './kpl-schema.ts';

/** The libraries of one producer's hosts. */
export class KplClient implements ProducerClient {
  readonly slowness = new Slowness();
  private readonly origin: number;
  private readonly hosts: readonly KplHost[];
  private readonly arrived = new RecordBatch(1);

  /** @param stream the component that is sent to */
  constructor(
    site: Site,
    sink: RecordSink,
    stream: string,
    origin: number,
    hosts: number,
    maxBufferedBytes: number,
    config: KplConfig,
    watcher: ClientWatcher,
  ) {
    this.origin = origin;
    const shared = {
      site,
      sink,
      directory: site.use(ShardDirectoryPort, stream),
      origin,
      config,
      maxBufferedBytes,
      meters: new KplMeters(site),
      latency: sampler(config.requestLatency),
      latencyStream: site.random('requestLatency'),
      listLatency: sampler(config.listShardsLatency),
      listStream: site.random('listShardsLatency'),
      phaseStream: site.random('limiter'),
      pool: [],
      sent: watcher.sent,
      dropped: watcher.dropped,
      lost: watcher.lost,
      slowness: this.slowness,
    };
    this.hosts = Array.from({ length: hosts }, () => new KplHost(shared));
  }

  start(): void {
    for (const host of this.hosts) host.start();
  }

  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    hostDraw: number,
    nowUs: number,
  ): void {
    const { arrived, hosts } = this;
    arrived.clear();
    arrived.enter(createdUs, nowUs, number, sizeBytes, keyBytes, key, this.origin, count);
    hosts[Math.floor(hostDraw * hosts.length)]!.accept(arrived, 0, nowUs);
  }

  hold(): void {
    for (const host of this.hosts) host.hold();
  }

  release(nowUs: number): void {
    for (const host of this.hosts) host.release(nowUs);
  }

  loseHost(host: number): void {
    this.hosts[host]!.lose();
  }

  holdings(held: Holdings): void {
    for (const host of this.hosts) host.holdings(held);
  }
}
