// SendMessage and SendMessageBatch: each entry is taken or refused by itself, except that AWS looks at the size of a batch as
// a whole. A message is there from when the call reaches the queue.

import type { Site } from '../../component.ts';
import type { Operation, PutCall, Reason } from '../../ports/record-sink.ts';
import { numberSum } from '../../records/batch.ts';
import { BATCH_BYTES, BATCH_ENTRIES } from '../limits.ts';
import type { Admission } from './admission.ts';
import type { Deduplicator } from './deduplicator.ts';
import type { Messages } from './messages.ts';
import type { QueueBilling } from './queue-billing.ts';
import type { QueueMetrics } from './queue-metrics.ts';
import type { UnreadMessages } from './unread-messages.ts';

const SEND_MESSAGE = 0;

/** The operations of a queue as a sink: index 0 is SendMessage. */
export const PUT_OPERATIONS: readonly Operation[] = [
  { name: 'SendMessage', maxRecords: 1, maxBytes: BATCH_BYTES.value, perRecord: false },
  {
    name: 'SendMessageBatch',
    maxRecords: BATCH_ENTRIES.value,
    maxBytes: BATCH_BYTES.value,
    perRecord: true,
  },
];

const THROTTLED = 1;
const TOO_LARGE = 2;
const BATCH_TOO_LARGE = 3;
const TOO_MANY = 4;

/** Why a queue does not store a record. */
export const PUT_REASONS: readonly (Reason | null)[] = [
  null,
  { code: 'RequestThrottled', kind: 'throttled' },
  { code: 'InvalidParameterValue', kind: 'rejected' },
  { code: 'BatchRequestTooLong', kind: 'rejected' },
  { code: 'TooManyEntriesInBatchRequest', kind: 'rejected' },
];

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
    stored.fill(0, 0, rows);
    reason.fill(0, 0, rows);
    const isAdmitted = admission.send(call, THROTTLED, nowUs);
    for (let row = 0; row < rows; row++) if (reason[row] === THROTTLED) metrics.throttled?.add(nowUs, 1);
    if (!isAdmitted) return;
    const isBatch = call.operation !== SEND_MESSAGE;
    if (isBatch && refusesBatch(call)) {
      metrics.refused.add(nowUs, batch.records);
      return;
    }
    call.heldBySink = true;
    let taken = 0;
    let bytes = 0;
    for (let row = 0; row < rows; row++) {
      if (reason[row] !== 0) continue;
      const count = batch.count[row]!;
      const size = batch.sizeBytes[row]!;
      if (size > this.terms.maximumMessageSize) {
        reason[row] = TOO_LARGE;
        metrics.refused.add(nowUs, count);
        continue;
      }
      this.take(call, row, isGrouped, nowUs);
      taken += count;
      bytes += count * size;
      if (!isBatch) billing.sends(count, size, isGrouped, nowUs);
    }
    if (isBatch && taken > 0) billing.sends(1, bytes, isGrouped, nowUs);
  }

  private take({ batch, stored }: PutCall, row: number, isGrouped: boolean, nowUs: number): void {
    const { messages, site } = this;
    const { deduplicator, metrics, unread } = this.terms;
    const count = batch.count[row]!;
    stored[row] = count;
    metrics.sent.add(nowUs, count);
    metrics.sentSize.add(nowUs, batch.sizeBytes[row]!, count);
    site.engine.carried(count, batch.sizeBytes[row]!, numberSum(batch.number[row]!, count));
    if (!messages.books.isRead && deduplicator === null) {
      unread.add(count, nowUs, nowUs);
      messages.books.kept(batch, row, 0, count);
      return;
    }
    for (let skip = 0; skip < count; skip++) {
      if (deduplicator?.isRepeat(batch, row, skip, nowUs)) {
        metrics.deduplicated?.add(nowUs, 1);
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
  }
}

// AWS looks at a batch as a whole before it takes any of it.
function refusesBatch({ batch, reason }: PutCall): boolean {
  let bytes = 0;
  for (let row = 0; row < batch.length; row++) bytes += batch.count[row]! * batch.sizeBytes[row]!;
  const isTooMany = batch.records > BATCH_ENTRIES.value;
  if (!isTooMany && bytes <= BATCH_BYTES.value) return false;
  reason.fill(isTooMany ? TOO_MANY : BATCH_TOO_LARGE, 0, batch.length);
  return true;
}
