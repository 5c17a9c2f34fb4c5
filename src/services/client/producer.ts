// A producer: a workload's records, handed over on several hosts to a client each, which sends them to one sink.

import type { Traffic, UnreadColumn } from '../../workload/traffic.ts';
import type { Component, Site } from '../component.ts';
import { type ComponentFault, type FaultAnswers, standsInLostZone } from '../fault.ts';
import type { PutCall, RecordSink } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';
import type { ArrivalTaker, Pump } from './arrival-pump.ts';
import { DisturbedHandOver } from './disturbed-hand-over.ts';
import { type HostConfig, meterHosts } from './host.ts';
import type { ProducerClient } from './producer-client.ts';
import { pumpOf } from './pump.ts';
import type { ClientWatcher } from './sdk-client-config.ts';

/** What faults do to a producer, whatever it sends to. */
export const PRODUCER_FAULTS: FaultAnswers = {
  crash: 'All hosts lose what they hold; what is handed over meanwhile is dropped.',
  slow: 'Requests that are sent meanwhile take so many times as long.',
  pause: 'Nothing is sent. New records are held, within maxBuffered, or dropped (whilePaused).',
  'az-lost':
    'The hosts in the lost zone (a third, rounded up) lose what they hold; the others get their records.',
};

/** What a producer is told. */
export interface ProducerTerms {
  readonly workload: string;
  readonly hosts: HostConfig;
  /** Columns of the traffic that nobody reads. */
  readonly unread: readonly UnreadColumn[];
  /** Whether the client tells how many records it holds, in `PendingRecords`. */
  readonly tellsPending: boolean;
  /** What the application does beside its client; without it, nothing. */
  readonly beside?: (origin: number) => ProducerAside;
}

/** What an application does with records that its client has sent. What is on its way then are duplicates, and no flow’s. */
export interface ProducerAside {
  /** A request was answered. */
  answered(call: PutCall, nowUs: number): void;
}

/** One producer in one run. */
export class Producer implements Component, ArrivalTaker {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly client: ProducerClient;
  private readonly pump: Pump;
  private readonly produced;
  private readonly disturbed: DisturbedHandOver;
  private readonly hosts: number;
  private held = 0;

  /** @param clientOf makes the client of all hosts. `origin` is the ledger's number of the source */
  constructor(
    site: Site,
    sink: RecordSink,
    { workload, hosts, unread, tellsPending, beside }: ProducerTerms,
    clientOf: (origin: number, watcher: ClientWatcher) => ProducerClient,
  ) {
    this.site = site;
    this.sink = sink;
    this.origin = site.ledger.source(site.name);
    const passed = meterHosts(site, hosts);
    const requests = site.counter('Requests');
    const attempted = site.counter('AttemptedRecords');
    const dropped = site.counter('DroppedRecords');
    const lost = site.counter('DroppedByFault');
    const pending = tellsPending ? site.level('PendingRecords') : null;
    this.produced = site.counter('ProducedRecords');
    const aside = beside?.(this.origin);
    this.client = clientOf(this.origin, {
      ...(aside === undefined ? {} : { answered: (call, nowUs) => aside.answered(call, nowUs) }),
      sent(records, bytes, nowUs) {
        requests.add(nowUs, 1);
        attempted.add(nowUs, records);
        passed(bytes, nowUs);
      },
      dropped: (records, nowUs) => dropped.add(nowUs, records),
      lost: (records, nowUs) => lost.add(nowUs, records),
      pending: (change, nowUs) => pending?.change(nowUs, change),
    });
    this.hosts = hosts.hosts;
    this.disturbed = new DisturbedHandOver(site, this.origin, this.hosts, this, (records, nowUs) => {
      this.produced.add(nowUs, records);
      lost.add(nowUs, records);
    });
    this.pump = pumpOf(site, this.origin, site.traffic(workload, unread), this);
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
