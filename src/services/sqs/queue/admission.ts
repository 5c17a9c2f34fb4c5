// Which calls a queue takes: a standard queue all of them, a FIFO queue so many a second for each action and partition.

import type { PutCall } from '../../ports/record-sink.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';

/** The action of a call with receipts. */
export type ReceiptAction = 'DeleteMessage' | 'ChangeMessageVisibility';

/**
 * Asked once for every call as it reaches the queue, before anything else is done with it. A call that is refused is
 * answered RequestThrottled, changes nothing and is not billed.
 */
export interface Admission {
  /**
   * A call of SendMessage (of which every record counts as a call) or SendMessageBatch. Where a batch is split among
   * partitions, some of its rows may be refused: sets `reason` of each row that is, with `stored` 0, and leaves the others.
   * @param throttled what to set as the reason
   * @returns whether any row is let through
   */
  send(call: PutCall, throttled: number, nowUs: number): boolean;
  /** A call of ReceiveMessage, when it reaches the queue; a long poll is asked for once, not while it waits. */
  receive(nowUs: number): boolean;
  /** A call that deletes or changes rows [from, to); their `key` is their group. */
  receipts(
    action: ReceiptAction,
    messages: ReceivedMessages,
    from: number,
    to: number,
    nowUs: number,
  ): boolean;
}

/** Takes every call: AWS names no rate for standard queues. */
export const OPEN_ADMISSION: Admission = {
  send: () => true,
  receive: () => true,
  receipts: () => true,
};
