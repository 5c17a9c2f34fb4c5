// The order within a message group on its way from a FIFO topic to one endpoint: a delivery is tried when the one before it
// was taken or given up, and none overtakes another.

import type { Delivery } from './delivery.ts';

interface Line {
  /** When the last of them is due, µs. */
  lastUs: number;
  /** The first of them has been tried, or is being tried. */
  busy: boolean;
  /** Those that are due and wait for the first. */
  readonly waiting: Delivery[];
  /** How many there are in all. */
  length: number;
}

/** The lines of all groups with deliveries under way. */
export class GroupLines {
  private readonly lines = new Map<number, Line>();

  /** A delivery joins its group's line. @returns when it is due: not before those ahead of it */
  join(group: number, dueUs: number): number {
    let line = this.lines.get(group);
    if (line === undefined) {
      line = { lastUs: 0, busy: false, waiting: [], length: 0 };
      this.lines.set(group, line);
    }
    line.length++;
    line.lastUs = Math.max(line.lastUs, dueUs);
    return line.lastUs;
  }

  /** A delivery is due. @returns whether it is tried now; else it waits in its line */
  enter(group: number, delivery: Delivery): boolean {
    const line = this.lines.get(group)!;
    if (line.busy) {
      line.waiting.push(delivery);
      return false;
    }
    line.busy = true;
    return true;
  }

  /** The first of a line has left it. @returns the next, which is tried now; null for none */
  leave(group: number): Delivery | null {
    const line = this.lines.get(group)!;
    line.length--;
    const next = line.waiting.shift() ?? null;
    line.busy = next !== null;
    if (line.length === 0) this.lines.delete(group);
    return next;
  }
}
