// The plainest client: every row is a call of its own, sent at once, without latency, connections or retries.
// What is refused is lost. It is what stands before a server of the user's own.

import type { Site } from '../component.ts';
import { PutCall, type RecordSink } from '../ports/record-sink.ts';
import { RecordBatch } from '../records/batch.ts';
import type { Holdings } from '../records/ledger.ts';

/** Learns how the records of a call ended. */
export interface CallWatcher {
  sent(count: number, nowUs: number): void;
  refused(count: number, nowUs: number): void;
}

class DirectCall extends PutCall {
  readonly batch = new RecordBatch(1);
  private readonly caller: DirectCaller;

  constructor(caller: DirectCaller, origin: number) {
    super();
    this.caller = caller;
    this.batch.origin[0] = origin;
    this.batch.attempt[0] = 1;
    this.stored = new Int32Array(1);
    this.reason = new Uint8Array(1);
  }

  /** Carries this row and no other; it is never sent twice, so source and attempt stay as they are. */
  carry(
    createdUs: number,
    nowUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    duplicate: number,
  ): void {
    const { batch } = this;
    batch.createdUs[0] = createdUs;
    batch.enteredUs[0] = nowUs;
    batch.sentUs[0] = nowUs;
    batch.number[0] = number;
    batch.sizeBytes[0] = sizeBytes;
    batch.keyBytes[0] = keyBytes;
    batch.key[0] = key;
    batch.count[0] = count;
    batch.duplicate[0] = duplicate;
    batch.length = 1;
    batch.records = count;
  }

  answered(nowUs: number): void {
    this.caller.answered(this, nowUs);
  }
}

/** Sends rows to one sink, each in a call of its own. */
export class DirectCaller {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly watcher: CallWatcher;
  private readonly spare: DirectCall[] = [];
  private readonly calls: DirectCall[] = [];

  /** @param origin the ledger's number of the source that answers for what is sent */
  constructor(site: Site, sink: RecordSink, origin: number, watcher: CallWatcher) {
    this.site = site;
    this.sink = sink;
    this.origin = origin;
    this.watcher = watcher;
  }

  /**
   * Sends one row of records.
   * @param produces false when they were booked as produced before
   * @param duplicate 1 when they were sent before, and so have a fate without this
   */
  send(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    nowUs: number,
    produces = true,
    duplicate = 0,
  ): void {
    if (produces && duplicate === 0)
      this.site.ledger.produced(this.origin, createdUs, count, sizeBytes, number);
    let call = this.spare.pop();
    if (call === undefined) {
      call = new DirectCall(this, this.origin);
      this.calls.push(call);
    }
    call.carry(createdUs, nowUs, number, sizeBytes, keyBytes, key, count, duplicate);
    this.watcher.sent(count, nowUs);
    this.sink.put(call);
  }

  answered(call: DirectCall, nowUs: number): void {
    const { batch } = call;
    const refused = batch.count[0]! - call.stored[0]!;
    if (refused > 0) {
      const reason = this.sink.reasons[call.reason[0]!];
      const fate =
        reason?.kind === 'throttled' ? 'throttledOut' : reason?.kind === 'failed' ? 'failed' : 'rejected';
      const first = batch.number[0]! + call.stored[0]!;
      if (batch.duplicate[0] === 0)
        this.site.ledger.lost(this.origin, fate, batch.createdUs[0]!, refused, batch.sizeBytes[0]!, first);
      this.watcher.refused(refused, nowUs);
    }
    batch.clear();
    call.heldBySink = false;
    this.spare.push(call);
  }

  /** Tells of the calls that have no answer yet, but for the records that their sink took and tells of itself. */
  holdings(held: Holdings): void {
    for (const { batch, heldBySink, stored } of this.calls) {
      for (let row = 0; row < batch.length; row++) {
        if (batch.duplicate[row] !== 0) continue;
        const taken = heldBySink ? stored[row]! : 0;
        const left = batch.count[row]! - taken;
        if (left === 0) continue;
        held.beforeStore(
          this.origin,
          batch.createdUs[row]!,
          left,
          batch.sizeBytes[row]!,
          batch.number[row]! + taken,
        );
      }
    }
  }
}
