// Messages that a receiver holds, as columns: copies of what lies in the queue, each with the receipt that it was handed
// over with. One row is one message. What is here may meanwhile be received by another, deleted, or gone.

import { RecordBatch } from './batch.ts';
import { wider } from './wider.ts';

/** Rows of received messages; `duplicate` is 1 for one that this application had finished before. */
export class ReceivedMessages extends RecordBatch {
  /** When the message was stored in the queue, µs: its SentTimestamp. */
  storedUs: Float64Array;
  /** The queue's own number of the message. */
  message: Float64Array;
  /** The receipt handle: a number that the queue gives to each hand-over. */
  receipt: Float64Array;
  /** When it was handed over, µs: the visibility clock of the receipt began then. */
  receivedUs: Float64Array;
  /** How often it has been received, this time included: ApproximateReceiveCount. */
  receiveCount: Int32Array;

  constructor(capacity = 10) {
    super(capacity);
    this.storedUs = new Float64Array(capacity);
    this.message = new Float64Array(capacity);
    this.receipt = new Float64Array(capacity);
    this.receivedUs = new Float64Array(capacity);
    this.receiveCount = new Int32Array(capacity);
  }

  /** Adds a message of another's. @returns the row here */
  take(from: ReceivedMessages, row: number): number {
    const to = this.append(from, row, 0, 1);
    this.storedUs[to] = from.storedUs[row]!;
    this.message[to] = from.message[row]!;
    this.receipt[to] = from.receipt[row]!;
    this.receivedUs[to] = from.receivedUs[row]!;
    this.receiveCount[to] = from.receiveCount[row]!;
    return to;
  }

  protected override grow(): void {
    super.grow();
    this.storedUs = wider(this.storedUs, new Float64Array(this.capacity));
    this.message = wider(this.message, new Float64Array(this.capacity));
    this.receipt = wider(this.receipt, new Float64Array(this.capacity));
    this.receivedUs = wider(this.receivedUs, new Float64Array(this.capacity));
    this.receiveCount = wider(this.receiveCount, new Int32Array(this.capacity));
  }
}
