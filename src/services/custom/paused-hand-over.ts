// What a source does with records while it is paused: it drops them, or keeps all of them and sends them when the pause
// is over.

import type { Traffic } from '../../workload/traffic.ts';
import type { ArrivalTaker } from '../client/arrival-pump.ts';
import type { Site } from '../component.ts';
import type { Holdings } from '../records/ledger.ts';

/** A row of traffic that waits. */
interface HeldRow {
  readonly atUs: number;
  readonly number: number;
  readonly sizeBytes: number;
  readonly keyBytes: number;
  readonly key: number;
  readonly count: number;
}

/** Takes a source's place while it is paused. */
export class PausedHandOver implements ArrivalTaker {
  private readonly site: Site;
  private readonly origin: number;
  private readonly dropped: (records: number, nowUs: number) => void;
  private held: HeldRow[] = [];
  private pauses = 0;
  private dropping = 0;

  /** @param dropped told of what is dropped, for metrics */
  constructor(site: Site, origin: number, dropped: (records: number, nowUs: number) => void) {
    this.site = site;
    this.origin = origin;
    this.dropped = dropped;
  }

  /** A pause begins or ends. @returns whether the source is paused from now on */
  change(whilePaused: 'hold' | 'drop', begins: boolean): boolean {
    const step = begins ? 1 : -1;
    this.pauses += step;
    if (whilePaused === 'drop') this.dropping += step;
    return this.pauses > 0;
  }

  arrived(traffic: Traffic, row: number, nowUs: number): void {
    const { ledger } = this.site;
    const number = traffic.number[row]!;
    const sizeBytes = traffic.sizeBytes[row]!;
    const count = traffic.count[row]!;
    ledger.produced(this.origin, nowUs, count, sizeBytes, number);
    if (this.dropping > 0) {
      ledger.lost(this.origin, 'dropped', nowUs, count, sizeBytes, number);
      this.dropped(count, nowUs);
      return;
    }
    const keyBytes = traffic.keyBytes[row]!;
    this.held.push({ atUs: nowUs, number, sizeBytes, keyBytes, key: traffic.key[row]!, count });
  }

  /** Gives back what was held, in order; it is produced already. */
  release(send: (row: HeldRow) => void): void {
    const rows = this.held;
    this.held = [];
    for (const row of rows) send(row);
  }

  holdings(held: Holdings): void {
    for (const { atUs, count, sizeBytes, number } of this.held) {
      held.beforeStore(this.origin, atUs, count, sizeBytes, number);
    }
  }
}
