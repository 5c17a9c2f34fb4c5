// Calls on their way to a queue and back. A call looks at the queue after half of its latency and is answered after all of
// it; a long poll stays in between for as long as it waits.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { ReceiptCall, ReceiveCall } from '../../ports/message-queue.ts';
import type { PutCall } from '../../ports/record-sink.ts';

/** What a call asks for. */
export const PUT = 0;
export const GROUPED_PUT = 1;
export const RECEIVE = 2;
export const DELETE = 3;
export const CHANGE = 4;

type QueueCall = PutCall | ReceiveCall | ReceiptCall;

/** What is done with calls that have come to the queue; each is answered by `QueueCalls.answer`, now or later. */
export interface CallDesk {
  put(call: PutCall, slot: number, isGrouped: boolean, nowUs: number): void;
  receive(call: ReceiveCall, slot: number, nowUs: number): void;
  delete(call: ReceiptCall, slot: number, nowUs: number): void;
  change(call: ReceiptCall, slot: number, nowUs: number): void;
}

/** All calls of one queue. */
export class QueueCalls {
  private readonly site: Site;
  private readonly desk: CallDesk;
  private readonly slowness: Slowness;
  private readonly calls: QueueCall[] = [];
  private readonly kinds: number[] = [];
  private readonly backUs: number[] = [];
  private readonly spare: number[] = [];
  private readonly arrival: number;
  private readonly answers: number;

  constructor(site: Site, desk: CallDesk, slowness: Slowness) {
    this.site = site;
    this.desk = desk;
    this.slowness = slowness;
    const arrive: Handler = { fire: (slot, nowUs) => this.arrive(slot, nowUs) };
    const answered: Handler = { fire: (slot, nowUs) => this.answered(slot, nowUs) };
    this.arrival = site.engine.register(site.name, 'call', 'arrive', arrive);
    this.answers = site.engine.register(site.name, 'answer', 'complete', answered);
  }

  /** A call is sent. */
  send(call: QueueCall, kind: number): void {
    const { engine } = this.site;
    const latencyUs = Math.round(call.latencyUs * this.slowness.factor);
    call.latencyUs = latencyUs;
    const thereUs = Math.floor(latencyUs / 2);
    const slot = this.spare.pop() ?? this.calls.length;
    this.calls[slot] = call;
    this.kinds[slot] = kind;
    this.backUs[slot] = latencyUs - thereUs;
    engine.schedule(this.arrival, slot, engine.nowUs + thereUs);
  }

  /** The call of a slot, which is a receive. */
  receiveAt(slot: number): ReceiveCall {
    return this.calls[slot] as ReceiveCall;
  }

  /** The queue is done with a call. */
  answer(slot: number, nowUs: number): void {
    this.site.engine.schedule(this.answers, slot, nowUs + this.backUs[slot]!);
  }

  private arrive(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    switch (this.kinds[slot]) {
      case PUT:
      case GROUPED_PUT:
        this.desk.put(call as PutCall, slot, this.kinds[slot] === GROUPED_PUT, nowUs);
        break;
      case RECEIVE:
        this.desk.receive(call as ReceiveCall, slot, nowUs);
        break;
      case DELETE:
        this.desk.delete(call as ReceiptCall, slot, nowUs);
        break;
      default:
        this.desk.change(call as ReceiptCall, slot, nowUs);
    }
  }

  private answered(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    this.spare.push(slot);
    call.answered(nowUs);
  }
}
