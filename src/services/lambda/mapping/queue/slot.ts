// One of the batches that a mapping has in work: messages that are gathered by long polls, and the invocation with them.

import { ReceiveCall } from '../../../ports/message-queue.ts';
import { ReceivedMessages } from '../../../records/received-messages.ts';
import { Invocation } from '../../invoker.ts';

/** Who works with the slots. */
export interface SlotOwner {
  received(slot: Slot, nowUs: number): void;
  /** A slot's invocation is about to run. */
  begins(slot: Slot): void;
  answered(slot: Slot, nowUs: number): void;
}

class SlotReceive extends ReceiveCall {
  readonly messages = new ReceivedMessages();
  private readonly owner: SlotOwner;
  private readonly slot: Slot;

  constructor(owner: SlotOwner, slot: Slot) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  answered(nowUs: number): void {
    this.owner.received(this.slot, nowUs);
  }
}

class SlotInvocation extends Invocation {
  readonly batch = new ReceivedMessages();
  private readonly owner: SlotOwner;
  private readonly slot: Slot;

  constructor(owner: SlotOwner, slot: Slot) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  override begins(): void {
    this.owner.begins(this.slot);
  }

  answered(nowUs: number): void {
    this.owner.answered(this.slot, nowUs);
  }
}

/** One slot. */
export class Slot {
  readonly number: number;
  readonly receive: SlotReceive;
  readonly invocation: SlotInvocation;
  /** What was received and is in no batch yet. */
  held = new ReceivedMessages();
  spare = new ReceivedMessages();
  /** Whether it receives or invokes; else it is at rest. */
  isAtWork = false;
  /** Since when it receives, µs; −1 while it does not. */
  receivingFromUs = -1;
  /** When the first message of the batch came, µs; −1 before. */
  windowFromUs = -1;

  constructor(owner: SlotOwner, number: number) {
    this.number = number;
    this.receive = new SlotReceive(owner, this);
    this.invocation = new SlotInvocation(owner, this);
  }

  /**
   * Moves what is held into the invocation’s batch, as far as both limits go: at least one message, which may be larger.
   * @param bytesOf a message’s bytes in the event
   */
  fill(mostMessages: number, mostBytes: number, bytesOf: (sizeBytes: number) => number): void {
    const { held, invocation } = this;
    const { batch } = invocation;
    batch.clear();
    let bytes = 0;
    let row = 0;
    for (; row < held.length && row < mostMessages; row++) {
      const more = bytesOf(held.sizeBytes[row]!);
      if (row > 0 && bytes + more > mostBytes) break;
      bytes += more;
      batch.take(held, row);
    }
    invocation.eventBytes = bytes;
    this.spare.clear();
    for (; row < held.length; row++) this.spare.take(held, row);
    this.held = this.spare;
    this.spare = held;
  }
}
