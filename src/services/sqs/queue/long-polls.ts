// Long polls that found nothing wait in the queue, the longest there served first, each until its own time is over. They
// are looked at when everything else of an instant is done, so that what comes together is received together.

import type { Handler } from '../../../engine/engine.ts';
import type { Site } from '../../component.ts';
import { DeadlineRings } from './deadline-rings.ts';
import { Links, SlotList } from './message-lists.ts';

const START = 64;

/** The polls that wait, by the slots of their calls. */
export class LongPolls implements Handler {
  private readonly site: Site;
  private readonly orderLinks = new Links(START);
  private readonly ringLinks = new Links(START);
  private readonly order = new SlotList(this.orderLinks);
  private readonly waits: DeadlineRings;
  private readonly serve: (nowUs: number) => void;
  private readonly handler: number;
  private isDue = false;

  /**
   * @param serve called when there may be something for those who wait: takes them by `first` and `served`
   * @param empty told of a poll whose time is over
   */
  constructor(site: Site, serve: (nowUs: number) => void, empty: (slot: number, nowUs: number) => void) {
    this.site = site;
    this.serve = serve;
    this.handler = site.engine.register(site.name, 'waiting polls', 'timer', this);
    this.waits = new DeadlineRings(site, 'poll over', 'timer', this.ringLinks, (slot, nowUs) => {
      this.order.remove(slot);
      empty(slot, nowUs);
    });
  }

  get length(): number {
    return this.order.length;
  }

  /** A poll begins to wait. */
  add(slot: number, waitTimeUs: number, nowUs: number): void {
    while (slot >= this.orderLinks.next.length) {
      const capacity = this.orderLinks.next.length * 2;
      this.orderLinks.grow(capacity);
      this.ringLinks.grow(capacity);
    }
    this.order.push(slot);
    this.waits.add(slot, waitTimeUs, nowUs);
  }

  /** Messages, or room in flight, have become available. */
  wake(nowUs: number): void {
    if (this.isDue || this.order.length === 0) return;
    this.isDue = true;
    this.site.engine.schedule(this.handler, 0, nowUs);
  }

  /** The poll that has waited longest; NONE when there is none. */
  get first(): number {
    return this.order.first;
  }

  /** A poll waits no more. */
  served(slot: number): void {
    this.order.remove(slot);
    this.waits.remove(slot);
  }

  fire(_slot: number, nowUs: number): void {
    this.isDue = false;
    this.serve(nowUs);
  }
}
