// The port of a queue whose messages are received, worked on and deleted (SQS). A call looks at the queue after half of
// its latency and is answered after all of it; a long poll that found nothing waits there, and is answered half its
// latency after the first message is available. The caller pools its calls; what is handed over is copied into them, so
// that no message in a receiver's hands depends on what becomes of the one in the queue.

import type { ReceivedMessages } from '../records/received-messages.ts';
import { port } from './port.ts';
import type { Reason } from './record-sink.ts';

/** A ReceiveMessage call. The caller fills in what it wants, the service the answer. */
export abstract class ReceiveCall {
  /** 1 to 10. */
  maxNumberOfMessages = 10;
  /** How long it waits for a first message, whole µs; 0 is a short poll. */
  waitTimeUs = 0;
  /** How long what it gets stays hidden, whole µs; −1: as the queue has it. */
  visibilityTimeoutUs = -1;
  /** What the call takes beside its waiting, whole µs; drawn by the caller. */
  latencyUs = 0;
  /** The answer: what was received; cleared by the service before it fills it. */
  abstract readonly messages: ReceivedMessages;
  /** Why it was refused (OverLimit, RequestThrottled); null when it was not. */
  refused: Reason | null = null;

  abstract answered(nowUs: number): void;
}

/** A DeleteMessageBatch or ChangeMessageVisibilityBatch call, of up to ten entries; of one it is the plain action. */
export abstract class ReceiptCall {
  /** The messages, by their receipts. */
  abstract readonly messages: ReceivedMessages;
  /** Rows [from, to) of them. */
  from = 0;
  to = 0;
  /** ChangeMessageVisibility only: hidden for so long from when the service gets the call, whole µs. */
  visibilityTimeoutUs = 0;
  latencyUs = 0;
  /**
   * The answer: how many entries failed. A delete fails on a FIFO queue alone, once its receipt has lapsed (a standard
   * queue answers success, and does nothing where the message was received again meanwhile); a change of visibility fails
   * where the message is not in flight by this receipt, or would be hidden for more than 12 h after it was received.
   */
  failed = 0;
  /** Why all of it was refused; null when it was not. */
  refused: Reason | null = null;

  abstract answered(nowUs: number): void;
}

/** Learns what becomes of messages that an application received and did not finish. */
export interface MessageListener {
  /** The message has met its end unfinished: it expired or was dead-lettered. Its record is lost to the application. */
  gone(origin: number, number: number, createdUs: number, sizeBytes: number, nowUs: number): void;
}

/** One application's view of a queue. Applications that read one queue compete: each message is finished by one. */
export interface QueueReader {
  receive(call: ReceiveCall): void;
  deleteMessages(call: ReceiptCall): void;
  changeVisibility(call: ReceiptCall): void;
  /**
   * The application has worked through a message. The first time, its record is this application's to book as delivered;
   * in the flows of the queue's other applications the queue ends it. Said before the message is deleted: one that is
   * deleted and that nobody finished was not asked for (`filtered`). What a receiver holds unfinished when the run ends
   * is the queue's to tell.
   * @returns whether it was the first time; else it is a duplicate
   */
  finished(messages: ReceivedMessages, row: number, nowUs: number): boolean;
  /** Whether a message was finished before by any application, or is gone from the queue. */
  isFinished(messages: ReceivedMessages, row: number): boolean;
  /** One listener a reader. */
  listen(listener: MessageListener): void;
}

/** A queue that can be received from. */
export interface MessageQueue {
  readonly component: string;
  readonly fifoQueue: boolean;
  /** The queue's own, µs. */
  readonly visibilityTimeoutUs: number;
  /** The queue's ReceiveMessageWaitTimeSeconds, µs: what a receive waits that says nothing of it. */
  readonly receiveMessageWaitTimeUs: number;
  /** Messages that can be received now (ApproximateNumberOfMessagesVisible). */
  readonly visible: number;
  /** Age of the oldest message that is not deleted, as CloudWatch has it (ApproximateAgeOfOldestMessage), µs. */
  ageOfOldestUs(nowUs: number): number;
  /** @param application the reader's name: ends the flows of what it finishes */
  open(application: string): QueueReader;
}

export const MessageQueuePort = port<MessageQueue>('MessageQueue');
