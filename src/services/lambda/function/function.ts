// A function in one run: what invokes it, and what it books.

import type { Engine } from '../../../engine/engine.ts';
import { Calls } from '../../client/calls/calls.ts';
import { callsOf } from '../../client/calls/calls-schema.ts';
import type { Component, Site } from '../../component.ts';
import type { ComponentFault } from '../../fault.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import { Application } from '../../records/application.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { Invocation, Invoker } from '../invoker.ts';
import { ASYNC_PAYLOAD } from '../limits.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { mappingsOf } from '../mapping/mappings.ts';
import { AsyncEvents, INVOKE_OPERATIONS, INVOKE_REASONS } from './async-events.ts';
import type { FunctionConfig } from './function-schema.ts';
import { Invocations } from './invocations.ts';

/** One function. */
export class LambdaFunction implements Component, RecordSink, Invoker {
  readonly component: string;
  readonly operations = INVOKE_OPERATIONS;
  readonly reasons = INVOKE_REASONS;
  readonly maxRecordBytes = ASYNC_PAYLOAD.value;
  readonly timeoutUs: number;
  private readonly engine: Engine;
  private readonly calls: Calls;
  private readonly invocations: Invocations;
  private readonly events: AsyncEvents;
  private readonly mappings: readonly Mapping[];

  constructor(config: FunctionConfig, site: Site) {
    this.component = site.name;
    this.timeoutUs = config.timeout;
    this.engine = site.engine;
    const application = new Application(site);
    this.calls = new Calls(site, callsOf(config));
    this.invocations = new Invocations(site, config, this.calls);
    this.events = new AsyncEvents(site, this, application, this.invocations.billing, config);
    this.mappings = mappingsOf(site, config.eventSourceMappings, this, application);
    site.offer(RecordSinkPort, this);
  }

  get readsKeys(): boolean {
    return this.calls.readsKeys;
  }

  get mostConcurrency(): number {
    return this.invocations.concurrency.most;
  }

  invoke(invocation: Invocation): void {
    this.invocations.request(invocation);
  }

  gaveUp(origin: number, number: number): void {
    this.calls.parentEnded(origin, number);
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return { names: [this.component], keeps: false };
  }

  put(call: PutCall): void {
    this.events.put(call);
  }

  wire(): void {
    this.calls.wire();
    this.events.wire();
    for (const mapping of this.mappings) mapping.wire();
  }

  start(): void {
    for (const mapping of this.mappings) mapping.start();
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind === 'slow') {
      const { slowness } = this.invocations.work;
      if (begins) slowness.begin(fault.factor);
      else slowness.end(fault.factor);
    }
    if (fault.kind === 'crash') this.invocations.crash(begins, nowUs);
  }

  bookLate(): void {
    this.book();
  }

  settle(nowUs: number): void {
    this.book();
    this.invocations.settle(nowUs);
  }

  holdings(held: Holdings): void {
    this.events.holdings(held);
    for (const mapping of this.mappings) mapping.holdings(held);
    this.calls.holdings(held);
  }

  private book(): void {
    this.events.book();
    for (const mapping of this.mappings) mapping.book();
  }

  facts(): Readonly<Record<string, unknown>> {
    return { concurrency: this.invocations.concurrency.facts(this.engine.nowUs) };
  }
}
