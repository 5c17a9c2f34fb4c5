// The records that calls send on for records under way: each is produced once, whatever happens to the batch that it was
// made in. When that fails and is tried again, what was stored before goes as a duplicate, and what was not goes as the
// same record; it is lost when the record that it was made for has met its end and it still is not stored. What is known of
// it is kept from its first call to that end. (The outbox that at-least-once processing does not have.)

import type { Site } from '../../component.ts';
import { FATE_NUMBERS, FATES, type Fate } from '../../records/fates.ts';
import type { Holdings } from '../../records/ledger.ts';
import { wider } from '../../records/wider.ts';

const NONE = 0;
/** Produced, not stored, and not on its way. */
const OPEN = 1;
const SENDING = 2;
const STORED = 3;

const FIRST_SLOTS = 64;
/** Numbers of records stay below; what several sources send is told apart above. */
const NUMBERS = 2 ** 40;

/** What is known of the derived records of each record under way, by slot; each call of the component makes one of them. */
export class DerivedRecords {
  private readonly site: Site;
  /** By call: the ledger's number of the source that answers for what it sends. */
  private readonly origins: readonly number[];
  private readonly width: number;
  private readonly ranks: number[] = [];
  private ranked = 0;
  private readonly slots = new Map<number, number>();
  private readonly spare: number[] = [];
  private length = 0;
  private numbers = new Float64Array(FIRST_SLOTS);
  private createdUs = new Float64Array(FIRST_SLOTS);
  /** Batches that have the record in work, and calls under way for it. */
  private holders = new Int32Array(FIRST_SLOTS);
  private ended = new Uint8Array(FIRST_SLOTS);
  // By slot and call.
  private states: Uint8Array;
  private fates: Uint8Array;
  private sizes: Int32Array;

  constructor(site: Site, origins: readonly number[]) {
    this.site = site;
    this.origins = origins;
    this.width = origins.length;
    this.states = new Uint8Array(FIRST_SLOTS * this.width);
    this.fates = new Uint8Array(FIRST_SLOTS * this.width);
    this.sizes = new Int32Array(FIRST_SLOTS * this.width);
  }

  /** A batch has a record in work. @returns its slot, held until `release` */
  hold(origin: number, number: number, createdUs: number): number {
    const own = this.numberOf(origin, number);
    let slot = this.slots.get(own);
    if (slot === undefined) {
      slot = this.spare.pop() ?? this.newSlot();
      this.slots.set(own, slot);
      this.numbers[slot] = own;
      this.createdUs[slot] = createdUs;
      this.holders[slot] = 0;
      this.ended[slot] = 0;
      this.states.fill(NONE, slot * this.width, (slot + 1) * this.width);
    }
    this.holders[slot]!++;
    return slot;
  }

  /** A batch is done with the record, for this time. */
  release(slot: number): void {
    this.holders[slot]!--;
    this.close(slot);
  }

  /** The record has met its end, good or bad: what is not stored for it by now will not be sent again. */
  parentEnded(origin: number, number: number): void {
    const slot = this.slots.get(this.numberOf(origin, number));
    if (slot === undefined) return;
    this.ended[slot] = 1;
    this.close(slot);
  }

  /** The number of what is sent for a record: the record's own, told apart by its source. */
  numberOf(origin: number, number: number): number {
    let rank = this.ranks[origin];
    if (rank === undefined) {
      rank = this.ranked++;
      this.ranks[origin] = rank;
    }
    return number + rank * NUMBERS;
  }

  /** A call is about to send for a record. @returns whether what it sends is a duplicate */
  send(slot: number, call: number, sizeBytes: number): boolean {
    const at = slot * this.width + call;
    const state = this.states[at]!;
    if (state === SENDING || state === STORED) return true;
    if (state === NONE) {
      this.sizes[at] = sizeBytes;
      this.site.ledger.produced(
        this.origins[call]!,
        this.createdUs[slot]!,
        1,
        sizeBytes,
        this.numbers[slot]!,
      );
    }
    this.states[at] = SENDING;
    this.holders[slot]!++;
    return false;
  }

  /** What was sent, and was no duplicate, is stored. */
  stored(slot: number, call: number): void {
    this.states[slot * this.width + call] = STORED;
    this.release(slot);
  }

  /** It is not stored: refused, or given up after retries. */
  refused(slot: number, call: number, fate: Fate): void {
    const at = slot * this.width + call;
    this.states[at] = OPEN;
    this.fates[at] = FATE_NUMBERS[fate];
    this.release(slot);
  }

  /** Tells of what is neither stored nor on its way. */
  holdings(held: Holdings): void {
    for (const slot of this.slots.values()) {
      for (let call = 0; call < this.width; call++) {
        const at = slot * this.width + call;
        if (this.states[at] !== OPEN) continue;
        held.beforeStore(this.origins[call]!, this.createdUs[slot]!, 1, this.sizes[at]!, this.numbers[slot]!);
      }
    }
  }

  // Forgets a record that nobody holds: its end has come, or nothing was sent for it.
  private close(slot: number): void {
    if (this.holders[slot]! > 0) return;
    const first = slot * this.width;
    if (this.ended[slot] === 0) {
      for (let at = first; at < first + this.width; at++) if (this.states[at] !== NONE) return;
    }
    for (let call = 0; call < this.width; call++) {
      const at = first + call;
      if (this.states[at] !== OPEN) continue;
      this.site.ledger.lost(
        this.origins[call]!,
        FATES[this.fates[at]!]!,
        this.createdUs[slot]!,
        1,
        this.sizes[at]!,
        this.numbers[slot]!,
      );
    }
    this.slots.delete(this.numbers[slot]!);
    this.spare.push(slot);
  }

  private newSlot(): number {
    const slot = this.length++;
    if (slot < this.numbers.length) return slot;
    const slots = slot * 2;
    this.numbers = wider(this.numbers, new Float64Array(slots));
    this.createdUs = wider(this.createdUs, new Float64Array(slots));
    this.holders = wider(this.holders, new Int32Array(slots));
    this.ended = wider(this.ended, new Uint8Array(slots));
    this.states = wider(this.states, new Uint8Array(slots * this.width));
    this.fates = wider(this.fates, new Uint8Array(slots * this.width));
    this.sizes = wider(this.sizes, new Int32Array(slots * this.width));
    return slot;
  }
}
