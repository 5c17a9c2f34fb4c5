// The messages that a queue holds, as columns over slots that are used again. A message has one slot from when it is
// stored until it is deleted, moved or expired; its number names the slot and which of its tenants it was, so that what
// a receiver sends about a message that is gone is known for that.

import type { RecordBatch } from '../../records/batch.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';
import { wider } from '../../records/wider.ts';
import { Links, NONE } from './message-lists.ts';

/** A message cannot be received yet. */
export const DELAYED = 1;
/** It can be received. */
export const VISIBLE = 2;
/** It was received, is not deleted, and its visibility timeout is not over. */
export const IN_FLIGHT = 3;
/** The slot holds no message. */
const FREE = 0;

const START = 256;
const SLOTS = 2 ** 26;

/** A queue's messages, each one record. */
export class MessageStore {
  /** Messages that are there. */
  length = 0;
  /** Lists of messages by state: those that wait for a deadline, and the order of delivery while visible. */
  readonly links = new Links(START);
  /** Lists by age: see MessageAges. */
  readonly expiryLinks = new Links(START);
  readonly ageLinks = new Links(START);
  // As in RecordBatch.
  createdUs = new Float64Array(START);
  enteredUs = new Float64Array(START);
  sentUs = new Float64Array(START);
  number = new Float64Array(START);
  sizeBytes = new Int32Array(START);
  keyBytes = new Int32Array(START);
  /** The message's group, where it has one (`grouped`). */
  key = new Int32Array(START);
  origin = new Int32Array(START);
  attempt = new Uint16Array(START);
  /** 1: the record has another message, whose fate is the record's. */
  duplicate = new Uint8Array(START);
  /** SentTimestamp, µs: retention counts from it. */
  storedUs = new Float64Array(START);
  /** Since when it is in this queue, µs: later than `storedUs` in the dead-letter queue of a standard queue. */
  sinceUs = new Float64Array(START);
  state = new Uint8Array(START);
  /** 1: the key is its message group. */
  grouped = new Uint8Array(START);
  /** How often it was handed over: the receipt of the last time. */
  receiveCount = new Int32Array(START);
  /** The application that finished it, in the ledger; NONE: nobody yet. */
  finishedBy = new Int32Array(START);
  /** The application that had finished it before it came here from another queue; NONE: nobody. */
  finishedBefore = new Int32Array(START);
  /** 1: its last delete did not reach every copy of it, and no other will not. */
  survived = new Uint8Array(START);
  private tenant = new Int32Array(START);
  private spare = new Int32Array(START);
  private spares = 0;
  private used = 0;

  get capacity(): number {
    return this.tenant.length;
  }

  /** Stores one record of a row, `skip` records into it. @returns its slot */
  store(batch: RecordBatch, row: number, skip: number, nowUs: number): number {
    const slot = this.take();
    this.createdUs[slot] = batch.createdUs[row]!;
    this.enteredUs[slot] = batch.enteredUs[row]!;
    this.sentUs[slot] = batch.sentUs[row]!;
    this.number[slot] = batch.number[row]! + skip;
    this.sizeBytes[slot] = batch.sizeBytes[row]!;
    this.keyBytes[slot] = batch.keyBytes[row]!;
    this.key[slot] = batch.key[row]!;
    this.origin[slot] = batch.origin[row]!;
    this.attempt[slot] = batch.attempt[row]!;
    this.duplicate[slot] = batch.duplicate[row]!;
    this.storedUs[slot] = nowUs;
    this.finishedBefore[slot] = NONE;
    this.begin(slot, nowUs);
    return slot;
  }

  /** Takes over a message of another queue. @param storedUs its SentTimestamp here. @returns its slot */
  takeOver(from: MessageStore, slot: number, storedUs: number, nowUs: number): number {
    const to = this.take();
    this.createdUs[to] = from.createdUs[slot]!;
    this.enteredUs[to] = from.enteredUs[slot]!;
    this.sentUs[to] = from.sentUs[slot]!;
    this.number[to] = from.number[slot]!;
    this.sizeBytes[to] = from.sizeBytes[slot]!;
    this.keyBytes[to] = from.keyBytes[slot]!;
    this.key[to] = from.key[slot]!;
    this.origin[to] = from.origin[slot]!;
    this.attempt[to] = from.attempt[slot]!;
    this.duplicate[to] = from.duplicate[slot]!;
    this.storedUs[to] = storedUs;
    this.finishedBefore[to] =
      from.finishedBy[slot]! === NONE ? from.finishedBefore[slot]! : from.finishedBy[slot]!;
    this.begin(to, nowUs);
    this.grouped[to] = from.grouped[slot]!;
    return to;
  }

  /** The message is gone: its slot is free. */
  free(slot: number): void {
    this.state[slot] = FREE;
    this.tenant[slot]!++;
    this.spare[this.spares++] = slot;
    this.length--;
  }

  /** Adds the message, as it is handed over now, to what a receiver gets. */
  handOver(slot: number, to: ReceivedMessages, nowUs: number): void {
    const row = to.enter(
      this.createdUs[slot]!,
      this.enteredUs[slot]!,
      this.number[slot]!,
      this.sizeBytes[slot]!,
      this.keyBytes[slot]!,
      this.key[slot]!,
      this.origin[slot]!,
      1,
    );
    to.sentUs[row] = this.sentUs[slot]!;
    to.attempt[row] = this.attempt[slot]!;
    const isRepeat = this.duplicate[slot]! === 1 || this.finishedBy[slot]! !== NONE;
    to.duplicate[row] = isRepeat ? 1 : 0;
    to.storedUs[row] = this.storedUs[slot]!;
    to.message[row] = this.tenant[slot]! * SLOTS + slot;
    to.receipt[row] = this.receiveCount[slot]!;
    to.receivedUs[row] = nowUs;
    to.receiveCount[row] = this.receiveCount[slot]!;
  }

  /** The slot of a received message; NONE when it is gone. */
  slotOf(messages: ReceivedMessages, row: number): number {
    const number = messages.message[row]!;
    const slot = number % SLOTS;
    return this.tenant[slot] === (number - slot) / SLOTS && this.state[slot] !== FREE ? slot : NONE;
  }

  /** Whether the receipt of a row is the last that its message was handed over with. */
  isLatest(messages: ReceivedMessages, row: number, slot: number): boolean {
    return messages.receipt[row] === this.receiveCount[slot];
  }

  /** Calls back for every message that is there. */
  each(visit: (slot: number) => void): void {
    for (let slot = 0; slot < this.used; slot++) if (this.state[slot] !== FREE) visit(slot);
  }

  private begin(slot: number, nowUs: number): void {
    this.sinceUs[slot] = nowUs;
    this.state[slot] = DELAYED;
    this.grouped[slot] = 0;
    this.receiveCount[slot] = 0;
    this.finishedBy[slot] = NONE;
    this.survived[slot] = 0;
    this.length++;
  }

  private take(): number {
    if (this.spares > 0) return this.spare[--this.spares]!;
    if (this.used === this.capacity) this.grow();
    return this.used++;
  }

  // By half: a column of millions that doubled would need three times its room for a moment.
  private grow(): void {
    const capacity = Math.ceil(this.capacity * 1.5);
    this.links.grow(capacity);
    this.expiryLinks.grow(capacity);
    this.ageLinks.grow(capacity);
    this.createdUs = wider(this.createdUs, new Float64Array(capacity));
    this.enteredUs = wider(this.enteredUs, new Float64Array(capacity));
    this.sentUs = wider(this.sentUs, new Float64Array(capacity));
    this.number = wider(this.number, new Float64Array(capacity));
    this.sizeBytes = wider(this.sizeBytes, new Int32Array(capacity));
    this.keyBytes = wider(this.keyBytes, new Int32Array(capacity));
    this.key = wider(this.key, new Int32Array(capacity));
    this.origin = wider(this.origin, new Int32Array(capacity));
    this.attempt = wider(this.attempt, new Uint16Array(capacity));
    this.duplicate = wider(this.duplicate, new Uint8Array(capacity));
    this.storedUs = wider(this.storedUs, new Float64Array(capacity));
    this.sinceUs = wider(this.sinceUs, new Float64Array(capacity));
    this.state = wider(this.state, new Uint8Array(capacity));
    this.grouped = wider(this.grouped, new Uint8Array(capacity));
    this.receiveCount = wider(this.receiveCount, new Int32Array(capacity));
    this.finishedBy = wider(this.finishedBy, new Int32Array(capacity));
    this.finishedBefore = wider(this.finishedBefore, new Int32Array(capacity));
    this.survived = wider(this.survived, new Uint8Array(capacity));
    this.tenant = wider(this.tenant, new Int32Array(capacity));
    this.spare = wider(this.spare, new Int32Array(capacity));
  }
}
