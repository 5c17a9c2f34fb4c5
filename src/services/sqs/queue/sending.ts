// SendMessage and SendMessageBatch: each entry is taken or refused by itself, except that AWS looks at the size of a batch as
// a whole. A message is there from when the call reaches the queue.

import type { Site } from '../../component.ts';
import type { PutCall } from '../../ports/record-sink.ts';
import { numberSum, type RecordBatch } from '../../records/batch.ts';
import { BATCH_BYTES, BATCH_ENTRIES } from '../limits.ts';
import type { Admission } from './admission.ts';
import type { Deduplicator } from './deduplicator.ts';
import type { Messages } from './messages.ts';
import { BATCH_TOO_LARGE, PUT_OPERATIONS, THROTTLED, TOO_LARGE, TOO_MANY } from './put-operations.ts';
import type { QueueBilling } from './queue-billing.ts';
import type { QueueMetrics } from './queue-metrics.ts';
import type { UnreadMessages } from './unread-messages.ts';

interface SendTerms {
  readonly maximumMessageSize: number;
  readonly billing: QueueBilling;
  readonly metrics: QueueMetrics;
  /** Null where nothing is remembered (standard queues). */
  readonly deduplicator: Deduplicator | null;
  readonly admission: Admission;
  /** Where messages go that nobody will receive. */
  readonly unread: UnreadMessages;
}

/** Takes what is sent to a queue. */
export class Sending {
  private readonly site: Site;
  private readonly messages: Messages;
  private readonly terms: SendTerms;

  constructor(site: Site, messages: Messages, terms: SendTerms) {
    this.site = site;
    this.messages = messages;
    this.terms = terms;
  }

  /** A call has reached the queue. @param isGrouped whether its keys are message groups */
  put(call: PutCall, isGrouped: boolean, nowUs: number): void {
    const { batch, stored, reason } = call;
    const { admission, billing, metrics } = this.terms;
    const rows = batch.length;
    reason.fill(0, 0, rows);
    const isBatch = PUT_OPERATIONS[call.operation]!.perRecord;
    if (isBatch && refusesBatch(call)) {
      metrics.refused.add(nowUs, batch.records);
      return;
    }
    admission.send(call, THROTTLED, nowUs);
    call.heldBySink = true;
    let taken = 0;
    let bytes = 0;
    for (let row = 0; row < rows; row++) {
      const count = stored[row]!;
      if (count === 0) continue;
      const size = batch.sizeBytes[row]!;
      if (size > this.terms.maximumMessageSize) {
        stored[row] = 0;
        reason[row] = TOO_LARGE;
        metrics.refused.add(nowUs, count);
        continue;
      }
      this.take(batch, row, count, isGrouped, nowUs);
      taken += count;
      bytes += count * size;
      if (!isBatch) billing.sends(count, size, isGrouped, nowUs);
    }
    if (isBatch && taken > 0) billing.sends(1, bytes, isGrouped, nowUs);
  }

  // The first `count` records of a row.
  private take(batch: RecordBatch, row: number, count: number, isGrouped: boolean, nowUs: number): void {
    const { messages, site } = this;
    const { deduplicator, metrics, unread } = this.terms;
    site.engine.carried(count, batch.sizeBytes[row]!, numberSum(batch.number[row]!, count));
    if (!messages.books.isRead && deduplicator === null) {
      this.count(batch, row, count, nowUs);
      unread.add(count, nowUs, nowUs);
      messages.books.kept(batch, row, 0, count);
      return;
    }
    let repeats = 0;
    for (let skip = 0; skip < count; skip++) {
      if (deduplicator?.isRepeat(batch, row, skip, nowUs)) {
        repeats++;
        continue;
      }
      if (messages.books.isRead) {
        const slot = messages.store.store(batch, row, skip, nowUs);
        messages.store.grouped[slot] = isGrouped ? 1 : 0;
        messages.sent(slot, nowUs);
      } else {
        unread.add(1, nowUs, nowUs);
        messages.books.kept(batch, row, skip, 1);
      }
    }
    if (repeats > 0) metrics.deduplicated?.add(nowUs, repeats);
    this.count(batch, row, count - repeats, nowUs);
  }

  private count(batch: RecordBatch, row: number, added: number, nowUs: number): void {
    const { metrics } = this.terms;
    metrics.sent.add(nowUs, added);
    if (added > 0) metrics.sentSize.add(nowUs, batch.sizeBytes[row]!, added);
  }
}

// AWS looks at a batch as a whole before it takes any of it.
function refusesBatch({ batch, reason, stored }: PutCall): boolean {
  let bytes = 0;
  for (let row = 0; row < batch.length; row++) bytes += batch.count[row]! * batch.sizeBytes[row]!;
  const isTooMany = batch.records > BATCH_ENTRIES.value;
  if (!isTooMany && bytes <= BATCH_BYTES.value) return false;
  reason.fill(isTooMany ? TOO_MANY : BATCH_TOO_LARGE, 0, batch.length);
  stored.fill(0, 0, batch.length);
  return true;
}
