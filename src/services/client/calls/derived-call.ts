// One request that carries what is sent for records in work: its rows, whom each was made for, and how often it went.

import { PutCall } from '../../ports/record-sink.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { wider } from '../../records/wider.ts';
import type { CallFailure } from '../retry.ts';
import type { CallRun } from './call-run.ts';

/** Sends it. */
interface CallOwner {
  answered(call: DerivedCall, nowUs: number): void;
  abandon(call: DerivedCall): void;
}

/** A pooled call. */
export class DerivedCall extends PutCall {
  readonly batch = new RecordBatch(1);
  readonly slot: number;
  /** The batch that waits for it; null once nobody does. */
  run: CallRun | null = null;
  /** By row: the slot of the record that it was made for, −1 where that had met its end before. */
  parents = new Int32Array(1);
  /** By row: that record's row in its batch. */
  parentRows = new Int32Array(1);
  bytes = 0;
  attempts = 0;
  rounds = 0;
  lastFailure: CallFailure | null = null;
  /** The event of its next attempt, where it waits for one. */
  ticket = 0;
  readonly owner: CallOwner;

  constructor(owner: CallOwner, slot: number) {
    super();
    this.owner = owner;
    this.slot = slot;
  }

  /** Adds one record. */
  add(
    createdUs: number,
    nowUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    origin: number,
    duplicate: boolean,
    parent: number,
    parentRow: number,
  ): void {
    const row = this.batch.enter(createdUs, nowUs, number, sizeBytes, keyBytes, key, origin, 1);
    if (duplicate) this.batch.duplicate[row] = 1;
    if (row === this.parents.length) {
      this.parents = wider(this.parents, new Int32Array(row * 2));
      this.parentRows = wider(this.parentRows, new Int32Array(row * 2));
    }
    this.parents[row] = parent;
    this.parentRows[row] = parentRow;
    this.bytes += sizeBytes + keyBytes;
  }

  /** Moves a row to an earlier place. */
  keep(from: number, to: number): void {
    if (from === to) return;
    const { batch, parents, parentRows, reason } = this;
    batch.move(from, to, batch.number[from]!, 1);
    parents[to] = parents[from]!;
    parentRows[to] = parentRows[from]!;
    reason[to] = reason[from]!;
  }

  /** Tells of what it carries, but for what its sink holds and tells of itself. */
  holdings(held: Holdings, origin: number): void {
    const { batch, stored, heldBySink } = this;
    for (let row = 0; row < batch.length; row++) {
      if (batch.duplicate[row] !== 0 || (heldBySink && stored[row]! > 0)) continue;
      held.beforeStore(origin, batch.createdUs[row]!, 1, batch.sizeBytes[row]!, batch.number[row]!);
    }
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }
}
