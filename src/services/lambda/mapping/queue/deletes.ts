// How a mapping deletes messages: up to ten a call, beside the invocations, which wait for none of it. A call that the queue
// throttles is made again.

import type { Sampler } from '../../../../workload/distributions/sampler.ts';
import type { Site } from '../../../component.ts';
import { type QueueReader, ReceiptCall } from '../../../ports/message-queue.ts';
import { ReceivedMessages } from '../../../records/received-messages.ts';

/** Entries of one call. */
const MOST_ENTRIES = 10;

class Delete extends ReceiptCall {
  readonly messages = new ReceivedMessages(MOST_ENTRIES);
  readonly slot: number;
  private readonly deletes: Deletes;

  constructor(deletes: Deletes, slot: number) {
    super();
    this.deletes = deletes;
    this.slot = slot;
  }

  answered(nowUs: number): void {
    this.deletes.answered(this, nowUs);
  }
}

/** The deletes of one mapping. */
export class Deletes {
  private readonly site: Site;
  private readonly reader: QueueReader;
  private readonly drawLatencyUs: () => number;
  private readonly againUs: number;
  private readonly deleted: (messages: number, nowUs: number) => void;
  private readonly calls: Delete[] = [];
  private readonly spare: Delete[] = [];
  private readonly handler: number;
  private open: Delete | null = null;

  /**
   * @param againUs after how long a throttled call is made again
   * @param deleted told of what the queue has deleted
   */
  constructor(
    site: Site,
    index: number,
    reader: QueueReader,
    latency: Sampler,
    againUs: number,
    deleted: (messages: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.reader = reader;
    const stream = site.random(`mapping/${index}/deleteLatency`);
    this.drawLatencyUs = () => Math.round(latency.sample(stream));
    this.againUs = againUs;
    this.deleted = deleted;
    this.handler = site.engine.register(site.name, `mapping ${index} delete`, 'timer', {
      fire: (slot) => this.send(this.calls[slot]!),
    });
  }

  /** A message is to be deleted; `flush` follows. */
  add(messages: ReceivedMessages, row: number): void {
    this.open ??= this.spare.pop() ?? this.newCall();
    this.open.messages.take(messages, row);
    if (this.open.messages.length === MOST_ENTRIES) this.flush();
  }

  /** What was added goes. */
  flush(): void {
    const call = this.open;
    this.open = null;
    if (call !== null) this.send(call);
  }

  answered(call: Delete, nowUs: number): void {
    if (call.refused !== null) {
      this.site.engine.schedule(this.handler, call.slot, nowUs + this.againUs);
      return;
    }
    this.deleted(call.messages.length - call.failed, nowUs);
    call.messages.clear();
    this.spare.push(call);
  }

  private newCall(): Delete {
    const call = new Delete(this, this.calls.length);
    this.calls.push(call);
    return call;
  }

  private send(call: Delete): void {
    call.from = 0;
    call.to = call.messages.length;
    call.latencyUs = this.drawLatencyUs();
    this.reader.deleteMessages(call);
  }
}
