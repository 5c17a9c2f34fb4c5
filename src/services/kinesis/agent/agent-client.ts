// The Kinesis Agent as the client of a producer: an agent of its own on each host, which sends what is written to a file.

import { sampler } from '../../../workload/distribution.ts';
import type { ProducerClient } from '../../client/producer-client.ts';
import type { ClientWatcher } from '../../client/sdk-client-config.ts';
import type { Site } from '../../component.ts';
import { Slowness } from '../../fault.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import { AgentHost } from './agent-host.ts';
import { AGENT_RECORD_BYTES } from './agent-limits.ts';
import { AgentMeters } from './agent-metrics.ts';
import type { AgentConfig } from './agent-schema.ts';
import { RandomKeys } from './random-keys.ts';

/** The agents of one producer's hosts. */
export class AgentClient implements ProducerClient {
  readonly slowness = new Slowness();
  private readonly site: Site;
  private readonly origin: number;
  private readonly keys: RandomKeys;
  private readonly meters: AgentMeters;
  private readonly hosts: readonly AgentHost[];

  constructor(
    site: Site,
    sink: RecordSink,
    origin: number,
    hosts: number,
    maxBufferedBytes: number,
    config: AgentConfig,
    watcher: ClientWatcher,
  ) {
    this.site = site;
    this.origin = origin;
    this.keys = new RandomKeys(site.keys, config.partitionKeyOption, site.numbered('partitionKey'));
    this.meters = new AgentMeters(site);
    const shared = {
      site,
      sink,
      origin,
      config,
      maxBufferedBytes,
      meters: this.meters,
      latency: sampler(config.requestLatency),
      latencyStream: site.random('requestLatency'),
      backoffStream: site.random('backoff'),
      phaseStream: site.random('phase'),
      slowness: this.slowness,
      pool: [],
      ...watcher,
    };
    this.hosts = Array.from({ length: hosts }, () => new AgentHost(shared));
  }

  // Agents were not started in the same second: each is found somewhere within a buffer.
  start(): void {
    const stream = this.site.random('start');
    for (const host of this.hosts) host.beginWithin(1 - stream.double());
  }

  // Each record has a key of its own, the workload's is not looked at; so a row of several becomes several.
  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    _keyBytes: number,
    _key: number,
    count: number,
    hostDraw: number,
    nowUs: number,
  ): void {
    const { site, origin, keys, meters, hosts } = this;
    const host = hosts[Math.floor(hostDraw * hosts.length)]!;
    for (let i = 0; i < count; i++) {
      const key = keys.keyOf(number + i);
      const keyBytes = site.keys.byteLength(key);
      const most = AGENT_RECORD_BYTES.value - keyBytes;
      const size = Math.min(sizeBytes, most);
      if (sizeBytes > most) meters.truncated.add(nowUs, 1);
      site.ledger.produced(origin, createdUs, 1, size, number + i);
      host.accept(createdUs, number + i, size, keyBytes, key, nowUs);
    }
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
