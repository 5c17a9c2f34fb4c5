// Messages that come to a receiver once more: one that was finished between its hand-over and the beginning of the work on it is
// a duplicate from then on, for whatever is made of it.

import type { QueueReader } from '../ports/message-queue.ts';
import type { ReceivedMessages } from '../records/received-messages.ts';

/** Marks what was finished meanwhile, or is gone. */
export function markFinished(reader: QueueReader, messages: ReceivedMessages): void {
  for (let row = 0; row < messages.length; row++) {
    if (messages.duplicate[row] === 0 && reader.isFinished(messages, row)) messages.duplicate[row] = 1;
  }
}
