// The quota of a FIFO queue that is one partition (fifoThroughputLimit: perQueue): so many calls a second of each action, up
// to ten messages in each (quotas of SQS messages).

import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Site } from '../../component.ts';
import type { PutCall } from '../../ports/record-sink.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';
import { FIFO_TRANSACTIONS } from '../limits.ts';
import type { Admission, ReceiptAction } from './admission.ts';
import { PUT_OPERATIONS } from './put-operations.ts';
import { type Action, Transactions } from './transactions.ts';

class ActionQuota {
  private readonly bucket = new TokenBucket(FIFO_TRANSACTIONS.value, FIFO_TRANSACTIONS.value);
  private readonly transactions: Transactions;

  constructor(site: Site, action: Action) {
    this.transactions = new Transactions(site, action);
  }

  admit(count: number, nowUs: number): number {
    const admitted = this.bucket.admit(nowUs, count);
    this.transactions.count(admitted, count - admitted, nowUs);
    return admitted;
  }
}

/** One bucket an action. */
export class QueueQuota implements Admission {
  private readonly sends: ActionQuota;
  private readonly receives: ActionQuota;
  private readonly deletes: ActionQuota;
  private readonly changes: ActionQuota;

  constructor(site: Site) {
    this.sends = new ActionQuota(site, 'SendMessage');
    this.receives = new ActionQuota(site, 'ReceiveMessage');
    this.deletes = new ActionQuota(site, 'DeleteMessage');
    this.changes = new ActionQuota(site, 'ChangeMessageVisibility');
  }

  send({ batch, operation, stored, reason }: PutCall, throttled: number, nowUs: number): void {
    const isBatch = PUT_OPERATIONS[operation]!.perRecord;
    const isRefused = isBatch && this.sends.admit(1, nowUs) === 0;
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const admitted = isBatch ? count : this.sends.admit(count, nowUs);
      stored[row] = isRefused ? 0 : admitted;
      if (stored[row]! < count) reason[row] = throttled;
    }
  }

  receive(nowUs: number): boolean {
    return this.receives.admit(1, nowUs) === 1;
  }

  receipts(
    action: ReceiptAction,
    _messages: ReceivedMessages,
    _from: number,
    _to: number,
    nowUs: number,
  ): boolean {
    const quota = action === 'DeleteMessage' ? this.deletes : this.changes;
    return quota.admit(1, nowUs) === 1;
  }
}
