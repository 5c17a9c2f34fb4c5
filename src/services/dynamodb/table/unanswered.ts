// Calls that a table with a stream has served and not answered yet. What they have written is in the stream, and may be read
// and finished before whoever called hears of it: from then on the table says what is in flight, to whom, and not the caller.

import type { PutCall } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';

/** The served calls of one table. */
export class UnansweredCalls {
  private readonly calls = new Set<PutCall>();

  /** A call is served: `stored` holds. */
  served(call: PutCall): void {
    call.heldBySink = true;
    this.calls.add(call);
  }

  answered(call: PutCall): void {
    this.calls.delete(call);
  }

  /**
   * Tells of what was served as in flight.
   * @param to the applications that do not have it yet, by number in the ledger: the table itself, and those who read its
   * stream where a call has written nothing to it
   */
  holdings(held: Holdings, to: (call: PutCall) => readonly number[]): void {
    for (const call of this.calls) {
      const { batch, stored } = call;
      const applications = to(call);
      for (let row = 0; row < batch.length; row++) {
        if (stored[row] === 0 || batch.duplicate[row] !== 0) continue;
        for (const application of applications) {
          held.afterStore(
            batch.origin[row]!,
            application,
            batch.createdUs[row]!,
            stored[row]!,
            batch.sizeBytes[row]!,
            batch.number[row]!,
          );
        }
      }
    }
  }
}
