// Which calls a queue takes: a standard queue all of them, a FIFO queue so many a second for each action and partition.

import type { PutCall } from '../../ports/record-sink.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';

/** The action of a call with receipts. */
export type ReceiptAction = 'DeleteMessage' | 'ChangeMessageVisibility';

/**
 * Asked once for every call as it reaches the queue, as soon as it is found to be in order. A call that is refused is answered
 * RequestThrottled, changes nothing and is not billed.
 */
export interface Admission {
  /**
   * A call of SendMessage (of which every record counts as a call) or SendMessageBatch, which is let through as a whole but
   * where it is split among partitions. Sets `stored` of each row to how many of its records are let through, and `reason`
   * where those are not all.
   * @param throttled what to set as the reason
   */
  send(call: PutCall, throttled: number, nowUs: number): void;
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
  send: ({ batch, stored }) => stored.set(batch.count.subarray(0, batch.length)),
  receive: () => true,
  receipts: () => true,
};
