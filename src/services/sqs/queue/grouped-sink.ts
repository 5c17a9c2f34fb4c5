// A queue as senders see it whose keys are message groups.

import type { Operation, PutCall, Reason, RecordSink } from '../../ports/record-sink.ts';

/** The same queue, but that the keys of what is put count. */
export class GroupedSink implements RecordSink {
  readonly component: string;
  readonly operations: readonly Operation[];
  readonly reasons: readonly (Reason | null)[];
  readonly readsKeys = true;
  readonly maxRecordBytes: number;
  private readonly queue: RecordSink;
  readonly put: (call: PutCall) => void;

  constructor(queue: RecordSink, put: (call: PutCall) => void) {
    this.component = queue.component;
    this.operations = queue.operations;
    this.reasons = queue.reasons;
    this.maxRecordBytes = queue.maxRecordBytes;
    this.queue = queue;
    this.put = put;
  }

  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    return this.queue.applications();
  }
}
