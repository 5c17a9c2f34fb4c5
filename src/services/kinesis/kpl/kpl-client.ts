// The Kinesis Producer Library as the client of a producer: a library of its own on each host.

import { sampler } from '../../../workload/distribution.ts';
import type { Traffic } from '../../../workload/traffic.ts';
import type { ProducerClient } from '../../client/producer-client.ts';
import type { ClientWatcher } from '../../client/sdk-client-config.ts';
import type { Site } from '../../component.ts';
import { Slowness } from '../../fault.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import { ShardDirectoryPort } from '../shard-directory.ts';
import { gatherRows } from './gathered-user-records.ts';
import { KplHost, type KplShared } from './kpl-host.ts';
import { KplMeters } from './kpl-metrics.ts';
import type { KplConfig } from './kpl-schema.ts';
import { UserRecords } from './user-records.ts';

/** The libraries of one producer's hosts. */
export class KplClient implements ProducerClient {
  readonly slowness = new Slowness();
  private readonly shared: KplShared;
  private readonly hosts: readonly KplHost[];

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
    const shared: KplShared = {
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
      store: new UserRecords(),
      pool: [],
      sent: watcher.sent,
      dropped: watcher.dropped,
      lost: watcher.lost,
      slowness: this.slowness,
    };
    this.shared = shared;
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
    const host = this.hosts[Math.floor(hostDraw * this.hosts.length)]!;
    host.accept(createdUs, number, sizeBytes, keyBytes, key, count, nowUs);
  }

  /** Takes rows that only gather on their hosts (see `gatherRows`). @returns the first row that it left */
  gather(traffic: Traffic, from: number, untilUs: number): number {
    return gatherRows(this.shared, this.hosts, traffic, from, untilUs);
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
