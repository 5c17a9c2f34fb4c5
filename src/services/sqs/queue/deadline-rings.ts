// Deadlines that mostly come at equal distances: of visibility timeouts, delays and long polls. What is to end after the
// same time ends in the order in which it began, so one list and one event serve all that have one duration, however
// many there are. An event whose slot was taken out in the meantime fires once for nothing and goes on to the next.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import { wider } from '../../records/wider.ts';
import { type Links, SlotList } from './message-lists.ts';

/** Rings beyond these that stand empty are given up: durations may be drawn. */
const MOST_EMPTY = 64;

/** Slots that wait, each until its deadline. */
export class DeadlineRings implements Handler {
  /** How many wait. */
  length = 0;
  private readonly site: Site;
  private readonly links: Links;
  private readonly due: (slot: number, nowUs: number) => void;
  private readonly handler: number;
  private readonly rings: { readonly list: SlotList; durationUs: number; isScheduled: boolean }[] = [];
  private readonly byDuration = new Map<number, number>();
  private readonly spare: number[] = [];
  private dueUs: Float64Array;
  private ringOf: Int32Array;

  /**
   * @param kind what ends, for the engine
   * @param phase `complete` for what is over at its deadline for whoever looks then
   * @param links of the slots; a slot that waits is in no other list of theirs
   * @param due told of each slot at its deadline, when it waits no more
   */
  constructor(
    site: Site,
    kind: string,
    phase: 'complete' | 'timer',
    links: Links,
    due: (slot: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.links = links;
    this.due = due;
    this.dueUs = new Float64Array(links.next.length);
    this.ringOf = new Int32Array(links.next.length);
    this.handler = site.engine.register(site.name, kind, phase, this);
  }

  /** From now on a slot waits for `durationUs`. */
  add(slot: number, durationUs: number, nowUs: number): void {
    if (slot >= this.dueUs.length) this.grow();
    const number = this.byDuration.get(durationUs) ?? this.open(durationUs);
    const ring = this.rings[number]!;
    this.dueUs[slot] = nowUs + durationUs;
    this.ringOf[slot] = number;
    ring.list.push(slot);
    this.length++;
    if (!ring.isScheduled) this.schedule(number);
  }

  /** A slot waits no more. */
  remove(slot: number): void {
    this.rings[this.ringOf[slot]!]!.list.remove(slot);
    this.length--;
  }

  /** When the wait of a slot ends, µs. */
  endsUs(slot: number): number {
    return this.dueUs[slot]!;
  }

  fire(number: number, nowUs: number): void {
    const ring = this.rings[number]!;
    const { list } = ring;
    ring.isScheduled = false;
    while (list.length > 0 && this.dueUs[list.first]! <= nowUs) {
      const slot = list.first;
      list.remove(slot);
      this.length--;
      this.due(slot, nowUs);
    }
    if (list.length > 0) {
      if (!ring.isScheduled) this.schedule(number);
    } else if (!ring.isScheduled && this.rings.length - this.spare.length > MOST_EMPTY) {
      this.byDuration.delete(ring.durationUs);
      this.spare.push(number);
    }
  }

  private open(durationUs: number): number {
    const number =
      this.spare.pop() ??
      this.rings.push({ list: new SlotList(this.links), durationUs, isScheduled: false }) - 1;
    this.rings[number]!.durationUs = durationUs;
    this.byDuration.set(durationUs, number);
    return number;
  }

  private schedule(number: number): void {
    const ring = this.rings[number]!;
    ring.isScheduled = true;
    this.site.engine.schedule(this.handler, number, this.dueUs[ring.list.first]!);
  }

  private grow(): void {
    const capacity = this.links.next.length;
    this.dueUs = wider(this.dueUs, new Float64Array(capacity));
    this.ringOf = wider(this.ringOf, new Int32Array(capacity));
  }
}
