// A producer: a workload's records, handed over on several hosts to a client each.

import { sampler } from '../../../workload/distribution.ts';
import type { Traffic, UnreadColumn } from '../../../workload/traffic.ts';
import type { ArrivalTaker, Pump } from '../../client/arrival-pump.ts';
import { DisturbedHandOver } from '../../client/disturbed-hand-over.ts';
import { meterHosts } from '../../client/host.ts';
import { pumpOf } from '../../client/pump.ts';
import { SdkClient } from '../../client/sdk-client.ts';
import type { ClientWatcher } from '../../client/sdk-client-config.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, standsInLostZone } from '../../fault.ts';
import { type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import { AgentClient } from '../agent/agent-client.ts';
import { KplClient } from '../kpl/kpl-client.ts';
import type { ProducerClient } from './producer-client.ts';
import type { ProducerConfig } from './producer-schema.ts';

/** One producer in one run. */
export class KinesisProducer implements Component, ArrivalTaker {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly client: ProducerClient;
  private readonly pump: Pump;
  private readonly produced;
  private readonly disturbed: DisturbedHandOver;
  private readonly hosts: number;
  private held = 0;

  constructor(config: ProducerConfig, site: Site) {
    this.site = site;
    this.sink = site.use(RecordSinkPort, config.to);
    this.origin = site.ledger.source(site.name);
    const passed = meterHosts(site, config);
    const requests = site.counter('Requests');
    const attempted = site.counter('AttemptedRecords');
    const dropped = site.counter('DroppedRecords');
    const lost = site.counter('DroppedByFault');
    // The library has a level of its own, under its own name.
    const pending = config.client.type === 'kpl' ? null : site.level('PendingRecords');
    this.produced = site.counter('ProducedRecords');
    this.client = this.clientOf(config, {
      sent(records, bytes, nowUs) {
        requests.add(nowUs, 1);
        attempted.add(nowUs, records);
        passed(bytes, nowUs);
      },
      dropped: (records, nowUs) => dropped.add(nowUs, records),
      lost: (records, nowUs) => lost.add(nowUs, records),
      pending: (change, nowUs) => pending?.change(nowUs, change),
    });
    this.hosts = config.hosts;
    this.disturbed = new DisturbedHandOver(site, this.origin, config.hosts, this, (records, nowUs) => {
      this.produced.add(nowUs, records);
      lost.add(nowUs, records);
    });
    // The agent makes its own partition keys.
    const unread: readonly UnreadColumn[] = config.client.type === 'agent' ? ['keys'] : [];
    this.pump = pumpOf(site, this.origin, site.traffic(config.workload, unread), this);
  }

  private clientOf(config: ProducerConfig, watcher: ClientWatcher): ProducerClient {
    const { site, sink, origin } = this;
    const { client, to, hosts, maxBuffered } = config;
    if (client.type === 'kpl') {
      return new KplClient(site, sink, to, origin, hosts, maxBuffered, client, watcher);
    }
    if (client.type === 'agent') {
      return new AgentClient(site, sink, origin, hosts, maxBuffered, client, watcher);
    }
    return new SdkClient(
      site,
      sink,
      origin,
      {
        hosts,
        operation: client.operation,
        maxRecords: client.batch.maxRecords,
        maxBytes: client.batch.maxBytes,
        lingerUs: client.batch.linger,
        retry: client.retry,
        failedRecords: client.failedRecords,
        maxConnections: client.maxConnections,
        maxBufferedBytes: maxBuffered,
      },
      sampler(client.requestLatency),
      watcher,
    );
  }

  wire(): void {
    this.site.ledger.connect(this.origin, this.sink.applications());
  }

  start(): void {
    this.client.start?.();
    this.pump.start();
  }

  arrived(traffic: Traffic, row: number, nowUs: number): void {
    this.produced.add(nowUs, traffic.count[row]!);
    this.client.accept(
      nowUs,
      traffic.number[row]!,
      traffic.sizeBytes[row]!,
      traffic.keyBytes[row]!,
      traffic.key[row]!,
      traffic.count[row]!,
      traffic.hostDraw[row]!,
      nowUs,
    );
  }

  gathered(traffic: Traffic, from: number, untilUs: number): number {
    const to = this.client.gather?.(traffic, from, untilUs) ?? from;
    if (to === from) return from;
    this.produced.addAll(traffic.atUs, traffic.count, from, to);
    return to;
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    const { client, disturbed } = this;
    switch (fault.kind) {
      case 'slow':
        if (begins) client.slowness.begin(fault.factor);
        else client.slowness.end(fault.factor);
        return;
      case 'pause':
        if (fault.whilePaused === 'drop') disturbed.dropping += begins ? 1 : -1;
        this.held += begins ? 1 : -1;
        if (begins) client.hold();
        else if (this.held === 0) client.release(nowUs);
        break;
      case 'az-lost':
        disturbed.zonesLost += begins ? 1 : -1;
        if (begins) this.loseHosts(standsInLostZone);
        break;
      case 'crash':
        disturbed.dropping += begins ? 1 : -1;
        if (begins) this.loseHosts(() => true);
    }
    this.pump.taker = disturbed.isDisturbed ? disturbed : this;
  }

  holdings(held: Holdings): void {
    this.client.holdings(held);
  }

  private loseHosts(isLost: (host: number) => boolean): void {
    for (let host = 0; host < this.hosts; host++) if (isLost(host)) this.client.loseHost(host);
  }
}
