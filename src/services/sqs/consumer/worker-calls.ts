// The calls of one worker thread. A thread that dies leaves them to the queue, and their answers find nobody.

import { ReceiptCall, ReceiveCall } from '../../ports/message-queue.ts';
import { ReceivedMessages } from '../../records/received-messages.ts';

/** Who waits for the answers. */
export interface CallsOwner<W> {
  received(worker: W, call: WorkerReceive<W>, nowUs: number): void;
  deleted(worker: W, call: WorkerDelete<W>, nowUs: number): void;
}

/** A receive, and what it brought: the messages in work. */
export class WorkerReceive<W> extends ReceiveCall {
  readonly messages = new ReceivedMessages();
  private readonly owner: CallsOwner<W>;
  private readonly worker: W;

  constructor(owner: CallsOwner<W>, worker: W) {
    super();
    this.owner = owner;
    this.worker = worker;
  }

  answered(nowUs: number): void {
    this.owner.received(this.worker, this, nowUs);
  }
}

/** A delete of the messages that were finished. */
export class WorkerDelete<W> extends ReceiptCall {
  readonly messages = new ReceivedMessages();
  private readonly owner: CallsOwner<W>;
  private readonly worker: W;

  constructor(owner: CallsOwner<W>, worker: W) {
    super();
    this.owner = owner;
    this.worker = worker;
  }

  answered(nowUs: number): void {
    this.owner.deleted(this.worker, this, nowUs);
  }
}

/** A heartbeat; nobody waits for its answer. */
export class WorkerHeartbeat extends ReceiptCall {
  readonly messages = new ReceivedMessages();
  isUnderWay = false;

  answered(): void {
    this.isUnderWay = false;
  }
}
