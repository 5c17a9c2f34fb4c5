// The jobs of a station, as columns by slot: a job is one record of a row of a call.

import type { PutCall } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';

const FIRST_SLOTS = 64;

/** Jobs that wait or are in service. */
export class Jobs {
  /** The calls that brought them; its length is how many slots were ever in use. */
  readonly calls: PutCall[] = [];
  rows = new Int32Array(FIRST_SLOTS);
  /** The ledger's numbers of their sources. */
  origins = new Int32Array(FIRST_SLOTS);
  /** Record numbers. */
  numbers = new Float64Array(FIRST_SLOTS);
  /** Priority classes, 0 the most urgent. */
  urgencies = new Int32Array(FIRST_SLOTS);
  arrivedUs = new Float64Array(FIRST_SLOTS);
  /** −1 while it waits. */
  startedUs = new Float64Array(FIRST_SLOTS);
  endsUs = new Float64Array(FIRST_SLOTS);
  /** 1 for slots in use. */
  inWork = new Uint8Array(FIRST_SLOTS);
  private spare = new Int32Array(FIRST_SLOTS);
  private spares = 0;

  /** A record has arrived. @returns its slot */
  open(call: PutCall, row: number, number: number, urgency: number, nowUs: number): number {
    const slot = this.spares > 0 ? this.spare[--this.spares]! : this.newSlot();
    this.calls[slot] = call;
    this.rows[slot] = row;
    this.origins[slot] = call.batch.origin[row]!;
    this.numbers[slot] = number;
    this.urgencies[slot] = urgency;
    this.arrivedUs[slot] = nowUs;
    this.startedUs[slot] = -1;
    this.inWork[slot] = 1;
    return slot;
  }

  /** The slot is free again. */
  free(slot: number): void {
    this.spare[this.spares++] = slot;
  }

  /** Tells of all that are still here. */
  holdings(held: Holdings, application: number): void {
    for (let slot = 0; slot < this.calls.length; slot++) {
      if (this.inWork[slot] === 0) continue;
      const { batch } = this.calls[slot]!;
      const row = this.rows[slot]!;
      if (batch.duplicate[row] !== 0) continue;
      const number = this.numbers[slot]!;
      held.afterStore(
        this.origins[slot]!,
        application,
        batch.createdUs[row]!,
        1,
        batch.sizeBytes[row]!,
        number,
      );
    }
  }

  private newSlot(): number {
    const slot = this.calls.length;
    if (slot === this.rows.length) this.grow(slot * 2);
    return slot;
  }

  private grow(slots: number): void {
    this.rows = copied(this.rows, new Int32Array(slots));
    this.origins = copied(this.origins, new Int32Array(slots));
    this.numbers = copied(this.numbers, new Float64Array(slots));
    this.urgencies = copied(this.urgencies, new Int32Array(slots));
    this.arrivedUs = copied(this.arrivedUs, new Float64Array(slots));
    this.startedUs = copied(this.startedUs, new Float64Array(slots));
    this.endsUs = copied(this.endsUs, new Float64Array(slots));
    this.inWork = copied(this.inWork, new Uint8Array(slots));
    this.spare = copied(this.spare, new Int32Array(slots));
  }
}

function copied<A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
