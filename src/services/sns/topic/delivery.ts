// One message on its way to one endpoint.

import { PutCall } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';

/** Whose delivery it is. */
interface DeliveryOwner {
  answered(delivery: Delivery, nowUs: number): void;
}

/** A delivery, pooled: a call of one record to the endpoint. */
export class Delivery extends PutCall {
  readonly batch = new RecordBatch(1);
  readonly slot: number;
  /** When the message was published, µs. */
  publishedUs = 0;
  /** Attempts that were refused. */
  retries = 0;
  private readonly owner: DeliveryOwner;

  constructor(owner: DeliveryOwner, slot: number) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  /** Carries a record of a call's row. @param skip which of the row's records */
  carry(from: RecordBatch, row: number, skip: number, nowUs: number): void {
    const { batch } = this;
    batch.clear();
    batch.append(from, row, skip, 1);
    batch.enteredUs[0] = nowUs;
    batch.sentUs[0] = nowUs;
    batch.attempt[0] = 1;
    this.publishedUs = nowUs;
    this.retries = 0;
    this.reserve(1);
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }
}
