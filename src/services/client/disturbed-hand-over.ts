// The hand-over of records to their client while something is wrong: the application drops what cannot be sent, keeps
// it, or finds some of its hosts gone. It stands before the client only as long as a fault lasts.

import type { Traffic } from '../../workload/traffic.ts';
import type { Site } from '../component.ts';
import { standsInLostZone } from '../fault.ts';
import type { ArrivalTaker } from './arrival-pump.ts';

/** Takes the place of a taker while it is disturbed. */
export class DisturbedHandOver implements ArrivalTaker {
  /** Faults under way that drop what is handed over. */
  dropping = 0;
  /** Faults under way that take the hosts of a zone away. */
  zonesLost = 0;
  private readonly site: Site;
  private readonly origin: number;
  private readonly undisturbed: ArrivalTaker;
  private readonly dropped: (records: number, nowUs: number) => void;
  private readonly alive: readonly number[];
  private readonly hosts: number;

  /**
   * @param origin the ledger's number of the source that answers for the records
   * @param dropped told of what is dropped, for metrics
   */
  constructor(
    site: Site,
    origin: number,
    hosts: number,
    undisturbed: ArrivalTaker,
    dropped: (records: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.origin = origin;
    this.hosts = hosts;
    this.undisturbed = undisturbed;
    this.dropped = dropped;
    this.alive = Array.from({ length: hosts }, (_, host) => host).filter((host) => !standsInLostZone(host));
  }

  /** Whether anything is wrong at present. */
  get isDisturbed(): boolean {
    return this.dropping > 0 || this.zonesLost > 0;
  }

  arrived(traffic: Traffic, row: number, nowUs: number): void {
    const host = this.hostOf(traffic.hostDraw[row]!);
    if (this.dropping > 0 || host < 0) {
      this.drop(traffic, row, nowUs);
      return;
    }
    traffic.hostDraw[row] = (host + 0.5) / this.hosts;
    this.undisturbed.arrived(traffic, row, nowUs);
  }

  // Whoever would have gone to a lost host goes to one of the others, each as likely; −1 when there is none.
  private hostOf(draw: number): number {
    const exact = draw * this.hosts;
    const host = Math.floor(exact);
    if (this.zonesLost === 0 || !standsInLostZone(host)) return host;
    return this.alive[Math.floor((exact - host) * this.alive.length)] ?? -1;
  }

  private drop(traffic: Traffic, row: number, nowUs: number): void {
    const { ledger } = this.site;
    const count = traffic.count[row]!;
    const sizeBytes = traffic.sizeBytes[row]!;
    const number = traffic.number[row]!;
    ledger.produced(this.origin, nowUs, count, sizeBytes, number);
    ledger.lost(this.origin, 'dropped', nowUs, count, sizeBytes, number);
    this.dropped(count, nowUs);
  }
}
