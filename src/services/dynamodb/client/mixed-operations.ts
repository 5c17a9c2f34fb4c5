// A table as its client sees it, whose requests are now this action and now that: which, belongs to a record's number, so that
// every attempt and every design has the same.

import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Operation, PutCall, Reason, RecordSink } from '../../ports/record-sink.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';

/** One of the actions. */
export interface Mixed {
  readonly name: string;
  readonly share: number;
  readonly latency: Sampler;
}

/** Sends each request as one of several actions. */
export class MixedOperations implements RecordSink {
  readonly component: string;
  readonly operations: readonly Operation[];
  readonly reasons: readonly (Reason | null)[];
  readonly readsKeys: boolean;
  readonly maxRecordBytes: number;
  private readonly sink: RecordSink;
  private readonly mix: readonly {
    readonly upTo: number;
    readonly index: number;
    readonly latency: Sampler;
  }[];
  private readonly draws: DrawsBySource;
  private readonly latencyStream: Stream;

  constructor(site: Site, sink: RecordSink, mix: readonly Mixed[]) {
    this.component = sink.component;
    this.reasons = sink.reasons;
    this.readsKeys = sink.readsKeys;
    this.maxRecordBytes = sink.maxRecordBytes;
    this.sink = sink;
    let upTo = 0;
    this.mix = mix.map(({ name, share, latency }) => {
      upTo += share;
      return { upTo, index: sink.operations.findIndex((operation) => operation.name === name), latency };
    });
    this.operations = [{ ...sink.operations[this.mix[0]!.index]!, name: 'Mixed' }];
    this.draws = new DrawsBySource(site, 'operation');
    this.latencyStream = site.random('requestLatency');
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.sink.applications();
  }

  put(call: PutCall): void {
    const { mix } = this;
    const { origin, number } = call.batch;
    const draw = mix.length === 1 ? 0 : this.draws.at(origin[0]!, number[0]!).double();
    const chosen = mix.find(({ upTo }) => draw < upTo) ?? mix.at(-1)!;
    call.operation = chosen.index;
    call.latencyUs = Math.round(chosen.latency.sample(this.latencyStream));
    this.sink.put(call);
  }
}
