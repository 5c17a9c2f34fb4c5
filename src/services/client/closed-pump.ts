// Hands the records of a closed workload over: one a user at a time. A user whose record is finished by every
// application that reads it, or lost, thinks and sends the next. What applications send on is not waited for; a consumer
// tells of a batch when the batch is over, and a user who had thought by then sends at once.

import type { Handler } from '../../engine/engine.ts';
import type { Users } from '../../workload/arrivals/closed.ts';
import type { Traffic } from '../../workload/traffic.ts';
import type { Site } from '../component.ts';
import type { RecordWatcher } from '../records/ledger.ts';
import type { ArrivalTaker, Pump } from './arrival-pump.ts';

/** Drives one closed workload through one component. */
export class ClosedPump implements Pump, Handler, RecordWatcher {
  taker: ArrivalTaker;
  private readonly site: Site;
  private readonly origin: number;
  private readonly traffic: Traffic;
  private readonly users: Users;
  private readonly handler: number;
  private readonly visits: Uint32Array;
  /** By user: ends that are still awaited, one a record and flow. */
  private readonly awaited: Int32Array;
  /** Record number → its user. */
  private readonly userOf = new Map<number, number>();
  private flows = 0;
  private row = 0;

  constructor(site: Site, origin: number, traffic: Traffic, users: Users, taker: ArrivalTaker) {
    this.site = site;
    this.origin = origin;
    this.traffic = traffic;
    this.users = users;
    this.taker = taker;
    this.visits = new Uint32Array(users.population);
    this.awaited = new Int32Array(users.population);
    this.handler = site.engine.register(site.name, 'arrival', 'arrive', this);
    site.ledger.watch(origin, this);
  }

  /** Every user begins by thinking. */
  start(): void {
    this.flows = this.site.ledger.flowCount(this.origin);
    for (let user = 0; user < this.users.population; user++) this.think(user, 0);
  }

  fire(user: number, nowUs: number): void {
    const { traffic } = this;
    if (this.row === traffic.length) {
      this.row = 0;
      traffic.fill();
    }
    const row = this.row++;
    const count = traffic.count[row]!;
    for (let i = 0; i < count; i++) this.userOf.set(traffic.number[row]! + i, user);
    this.awaited[user] = count * this.flows;
    this.taker.arrived(traffic, row, nowUs);
  }

  ended(number: number, count: number, application: number, _fate: string, atUs: number): void {
    for (let i = 0; i < count; i++) {
      const user = this.userOf.get(number + i);
      if (user === undefined) continue;
      this.awaited[user]! -= application < 0 ? this.flows : 1;
      if (this.awaited[user]! > 0) continue;
      this.userOf.delete(number + i);
      this.think(user, atUs);
    }
  }

  private think(user: number, fromUs: number): void {
    const { engine } = this.site;
    const atUs = fromUs + this.users.thinkUs(user, this.visits[user]!++);
    engine.schedule(this.handler, user, Math.max(engine.nowUs, atUs));
  }
}
