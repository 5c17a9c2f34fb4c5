// The calls of a queue, by what they ask for; a long poll stays at the queue for as long as it waits.

import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import { CallsUnderWay } from '../../ports/calls-under-way.ts';
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
  private readonly desk: CallDesk;
  private readonly underWay: CallsUnderWay<QueueCall>;

  constructor(site: Site, desk: CallDesk, slowness: Slowness) {
    this.desk = desk;
    this.underWay = new CallsUnderWay(site, slowness, (call, kind, slot, nowUs) =>
      this.arrive(call, kind, slot, nowUs),
    );
  }

  /** A call is sent. */
  send(call: QueueCall, kind: number): void {
    this.underWay.send(call, kind);
  }

  /** The call of a slot, which is a receive. */
  receiveAt(slot: number): ReceiveCall {
    return this.underWay.at(slot) as ReceiveCall;
  }

  /** The queue is done with a call. */
  answer(slot: number, nowUs: number): void {
    this.underWay.answer(slot, nowUs);
  }

  private arrive(call: QueueCall, kind: number, slot: number, nowUs: number): void {
    switch (kind) {
      case PUT:
      case GROUPED_PUT:
        this.desk.put(call as PutCall, slot, kind === GROUPED_PUT, nowUs);
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
}
