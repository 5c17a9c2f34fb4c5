// A table as its client sees it, whose requests are now this action and now that: which, belongs to a record's number, so that
// every attempt and every design has the same.

import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Operation, PutCall, Reason, RecordSink } from '../../ports/record-sink.ts';
import { HashRange } from '../scan/hash-range.ts';
import type { OperationDraws } from './operation-draws.ts';

/** One of the actions. */
export interface Mixed {
  /** The action's name as the table has it. */
  readonly operation: string;
  /** Items that one request reads. */
  readonly items: number;
  readonly latency: Sampler;
  /** Whether it reads a table, or an index, from its beginning on: every Scan of a client is its first page. */
  readonly isScan: boolean;
}

/** Sends each request as one of several actions, all of them for one item or for one key. */
export class MixedOperations implements RecordSink {
  readonly component: string;
  readonly operations: readonly Operation[];
  readonly reasons: readonly (Reason | null)[];
  readonly readsKeys: boolean;
  readonly maxRecordBytes: number;
  private readonly sink: RecordSink;
  /** By part of the mix; undefined for those that other clients send. */
  private readonly mix: readonly (
    | { readonly index: number; readonly items: number; readonly latency: Sampler; readonly isScan: boolean }
    | undefined
  )[];
  private readonly draws: OperationDraws;
  private readonly latencyStream: Stream;
  /** A key of the first place that a Scan reads; null where nothing is scanned. */
  private readonly firstKey: number | null;

  /** @param mix by part of what is drawn */
  constructor(site: Site, sink: RecordSink, mix: readonly (Mixed | undefined)[], draws: OperationDraws) {
    this.component = sink.component;
    this.reasons = sink.reasons;
    this.readsKeys = sink.readsKeys;
    this.maxRecordBytes = sink.maxRecordBytes;
    this.sink = sink;
    this.draws = draws;
    this.mix = mix.map(
      (part) =>
        part && {
          index: sink.operations.findIndex(({ name }) => name === part.operation),
          items: part.items,
          latency: part.latency,
          isScan: part.isScan,
        },
    );
    const first = this.mix.find((part) => part !== undefined)!;
    this.operations = [{ ...sink.operations[first.index]!, name: 'Mixed' }];
    this.latencyStream = site.random('requestLatency');
    const scans = mix.some((part) => part?.isScan);
    this.firstKey = scans ? new HashRange(site.keys).keyAt(0) : null;
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.sink.applications();
  }

  put(call: PutCall): void {
    const { origin, number } = call.batch;
    const chosen = this.mix[this.draws.at(origin[0]!, number[0]!)]!;
    call.operation = chosen.index;
    call.items = chosen.items;
    call.latencyUs = Math.round(chosen.latency.sample(this.latencyStream));
    if (chosen.isScan) call.batch.key[0] = this.firstKey!;
    this.sink.put(call);
  }
}
