// The slots of one mapping: those at work, and those at rest until more is to be done at a time.

import { US_PER_SECOND } from '../../../../engine/time-units.ts';
import type { Level } from '../../../../metrics/recorder.ts';
import { POLLER_CONCURRENCY } from '../mapping-limits.ts';
import { Slot, type SlotOwner } from './slot.ts';

/** A receive that has waited for longer is one that finds nothing: the queue holds no backlog for it. */
const IDLE_US = US_PER_SECOND;

/** All slots. */
export class Slots {
  /** How many receive or invoke. */
  atWork = 0;
  private readonly owner: SlotOwner;
  private readonly pollers: Level | null;
  private readonly begin: (slot: Slot, nowUs: number) => void;
  private readonly slots: Slot[] = [];

  /**
   * @param pollers follows how many pollers there are, in provisioned mode
   * @param begin told of each slot that is put to work
   */
  constructor(owner: SlotOwner, pollers: Level | null, begin: (slot: Slot, nowUs: number) => void) {
    this.owner = owner;
    this.pollers = pollers;
    this.begin = begin;
  }

  at(number: number): Slot {
    return this.slots[number]!;
  }

  /** Whether a receive waits and finds nothing. */
  anyWaits(nowUs: number): boolean {
    return this.slots.some(
      ({ isAtWork, receivingFromUs }) =>
        isAtWork && receivingFromUs >= 0 && nowUs - receivingFromUs > IDLE_US,
    );
  }

  /** Puts slots to work until so many are. */
  fill(wanted: number, nowUs: number): void {
    for (let number = 0; this.atWork < wanted; number++) {
      if (number === this.slots.length) this.slots.push(new Slot(this.owner, number));
      const slot = this.slots[number]!;
      if (slot.isAtWork) continue;
      slot.isAtWork = true;
      this.atWork++;
      this.begin(slot, nowUs);
    }
    this.tell(nowUs);
  }

  /** A slot has nothing more to do. */
  rest(slot: Slot, nowUs: number): void {
    slot.isAtWork = false;
    this.atWork--;
    this.tell(nowUs);
  }

  private tell(nowUs: number): void {
    this.pollers?.set(nowUs, Math.ceil(this.atWork / POLLER_CONCURRENCY.value));
  }
}
