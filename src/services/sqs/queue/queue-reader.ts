// One application's view of a queue.

import type { MessageListener, QueueReader, ReceiptCall, ReceiveCall } from '../../ports/message-queue.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';
import type { MessageBooks } from './message-books.ts';
import { NONE } from './message-lists.ts';
import type { MessageStore } from './message-store.ts';
import { CHANGE, DELETE, type QueueCalls, RECEIVE } from './queue-calls.ts';

/** An application's reader. */
export class Reader implements QueueReader {
  private readonly application: number;
  private readonly calls: QueueCalls;
  private readonly store: MessageStore;
  private readonly books: MessageBooks;

  /** @param application its number in the ledger */
  constructor(application: number, calls: QueueCalls, store: MessageStore, books: MessageBooks) {
    this.application = application;
    this.calls = calls;
    this.store = store;
    this.books = books;
  }

  receive(call: ReceiveCall): void {
    this.calls.send(call, RECEIVE);
  }

  deleteMessages(call: ReceiptCall): void {
    this.calls.send(call, DELETE);
  }

  changeVisibility(call: ReceiptCall): void {
    this.calls.send(call, CHANGE);
  }

  finished(messages: ReceivedMessages, row: number): boolean {
    const slot = this.store.slotOf(messages, row);
    return slot !== NONE && this.books.finished(slot, this.application);
  }

  isFinished(messages: ReceivedMessages, row: number): boolean {
    const slot = this.store.slotOf(messages, row);
    return slot === NONE || this.store.duplicate[slot] !== 0 || this.store.finishedBy[slot] !== NONE;
  }

  listen(listener: MessageListener): void {
    this.books.listen(this.application, listener);
  }
}
