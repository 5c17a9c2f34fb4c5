// A consumer of a queue: hosts, each with some worker threads, and what faults and scaling do to them.

import { Calls } from '../../client/calls/calls.ts';
import { callsOf } from '../../client/calls/calls-schema.ts';
import { billHosts, meterHosts } from '../../client/host.ts';
import type { Component, Site } from '../../component.ts';
import { type ComponentFault, standsInLostZone } from '../../fault.ts';
import { MessageQueuePort } from '../../ports/message-queue.ts';
import { Application } from '../../records/application.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { HostScaling } from './host-scaling.ts';
import { Workers } from './workers.ts';

/** One consumer in one run. */
export class SqsConsumer implements Component {
  private readonly calls: Calls;
  private readonly workers: Workers;
  private readonly config: ConsumerConfig;
  /** Null where there are always as many hosts. */
  private readonly scaling: HostScaling | null;
  /** The faults under way, of those that take hosts away. */
  private readonly faults: ComponentFault[] = [];

  constructor(config: ConsumerConfig, site: Site) {
    this.config = config;
    const queue = site.use(MessageQueuePort, config.from);
    this.calls = new Calls(site, callsOf(config));
    const passed = meterHosts(site, config);
    this.workers = new Workers(site, queue, new Application(site), this.calls, config, passed);
    const owner = {
      hostStarted: (host: number, nowUs: number) => this.begin(host, nowUs),
      hostStopped: (host: number, nowUs: number) => this.workers.stopHost(host, nowUs),
    };
    this.scaling =
      config.scaling === undefined
        ? null
        : new HostScaling(site, queue, config.scaling, config.hosts, billHosts(site, config), owner);
  }

  wire(): void {
    this.calls.wire();
  }

  start(): void {
    for (let host = 0; host < this.config.hosts; host++) this.begin(host, 0);
    this.scaling?.start();
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind === 'slow') {
      const { slowness } = this.workers.work;
      if (begins) slowness.begin(fault.factor);
      else slowness.end(fault.factor);
      return;
    }
    if (begins) {
      this.faults.push(fault);
      for (let host = 0; host < this.mostHosts; host++)
        if (takes(fault, host)) this.workers.loseHost(host, nowUs);
      return;
    }
    this.faults.splice(this.faults.indexOf(fault), 1);
    for (let host = 0; host < this.mostHosts; host++) {
      if (takes(fault, host) && this.isThere(host)) this.begin(host, nowUs);
    }
  }

  bookLate(): void {
    this.workers.book();
  }

  settle(nowUs: number): void {
    this.workers.book();
    this.workers.settle(nowUs);
  }

  holdings(held: Holdings): void {
    this.calls.holdings(held);
  }

  private get mostHosts(): number {
    return this.config.scaling?.maxHosts ?? this.config.hosts;
  }

  private isThere(host: number): boolean {
    return this.scaling === null ? host < this.config.hosts : this.scaling.isUp(host);
  }

  // A host that a fault has taken is back when the fault is over.
  private begin(host: number, nowUs: number): void {
    if (!this.faults.some((fault) => takes(fault, host))) this.workers.startHost(host, nowUs);
  }
}

function takes(fault: ComponentFault, host: number): boolean {
  return fault.kind === 'crash' || (fault.kind === 'az-lost' && standsInLostZone(host));
}
