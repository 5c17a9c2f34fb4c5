// What a FIFO queue's groups are locked for: how long each batch in flight keeps its group, and which groups are held up by
// messages that come back.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Distribution } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';

/** A group whose messages came back. */
interface Held {
  /** How long it was locked for nothing, µs, and how often. */
  us: number;
  times: number;
  /** The most of its messages that could then be received, those that came back included. */
  behind: number;
}

/** A group that is held up, as the findings read it. */
export interface HeldGroup {
  readonly group: string;
  readonly seconds: number;
  readonly times: number;
  readonly behind: number;
}

/** Keeps what the groups of one queue are locked for. */
export class GroupWatch {
  private readonly site: Site;
  private readonly lockTime: Distribution;
  private readonly held = new Map<number, Held>();

  constructor(site: Site) {
    this.site = site;
    this.lockTime = site.distribution('GroupLockTime');
  }

  /**
   * Nothing of a group is in flight any more.
   * @param isHeld whether anything came back
   * @param visible messages of the group that can be received
   */
  unlocked(group: number, lockedUs: number, isHeld: boolean, visible: number, nowUs: number): void {
    if (lockedUs > 0) this.lockTime.add(nowUs, lockedUs, 1);
    const { window } = this.site;
    if (!isHeld || nowUs < window.startUs || nowUs >= window.endUs) return;
    let held = this.held.get(group);
    if (held === undefined) {
      held = { us: 0, times: 0, behind: 0 };
      this.held.set(group, held);
    }
    held.us += lockedUs;
    held.times++;
    held.behind = Math.max(held.behind, visible);
  }

  /** The group that was held up longest; null when none was. */
  worst(): HeldGroup | null {
    let group = -1;
    let worst: Held | null = null;
    for (const [key, held] of this.held) {
      if (worst !== null && held.us <= worst.us) continue;
      worst = held;
      group = key;
    }
    if (worst === null) return null;
    const { us, times, behind } = worst;
    return { group: this.site.keys.text(group), seconds: us / US_PER_SECOND, times, behind };
  }
}
