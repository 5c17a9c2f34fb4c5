// The jobs of a station, as columns by slot: a job is one record of a row of a call.

import type { PutCall } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';

/** Jobs that wait or are in service. */
export class Jobs {
  readonly calls: PutCall[] = [];
  readonly rows: number[] = [];
  /** Record numbers. */
  readonly numbers: number[] = [];
  /** Priority classes, 0 the most urgent. */
  readonly urgencies: number[] = [];
  readonly arrivedUs: number[] = [];
  /** −1 while it waits. */
  readonly startedUs: number[] = [];
  readonly endsUs: number[] = [];
  readonly inWork: boolean[] = [];
  /** Slots that are free. */
  readonly spare: number[] = [];

  /** A record has arrived. @returns its slot */
  open(call: PutCall, row: number, number: number, urgency: number, nowUs: number): number {
    const slot = this.spare.pop() ?? this.calls.length;
    this.calls[slot] = call;
    this.rows[slot] = row;
    this.numbers[slot] = number;
    this.urgencies[slot] = urgency;
    this.arrivedUs[slot] = nowUs;
    this.startedUs[slot] = -1;
    this.inWork[slot] = true;
    return slot;
  }

  /** Tells of all that are still here. */
  holdings(held: Holdings, application: number): void {
    for (let slot = 0; slot < this.calls.length; slot++) {
      if (!this.inWork[slot]) continue;
      const { batch } = this.calls[slot]!;
      const row = this.rows[slot]!;
      const number = this.numbers[slot]!;
      held.afterStore(
        batch.origin[row]!,
        application,
        batch.createdUs[row]!,
        1,
        batch.sizeBytes[row]!,
        number,
      );
    }
  }
}
