// Hands a workload's records over, each at its own instant. As long as nothing else is due before the next record,
// the pump goes on to it by itself: the order is that of one event a record, the cost is not.

import type { Engine, Handler } from '../../engine/engine.ts';
import type { Traffic } from '../../workload/traffic.ts';

/** Takes a workload's records. */
export interface ArrivalTaker {
  /** Takes the record in `row` of the traffic's columns at `nowUs`. */
  arrived(traffic: Traffic, row: number, nowUs: number): void;
  /**
   * Takes records from row `from` on that arrive before `untilUs`, as long as nothing else follows from them: no
   * event, no call. @returns the first row that it left
   */
  gathered?(traffic: Traffic, from: number, untilUs: number): number;
}

/** What drives one workload through one component. */
export interface Pump {
  /** Who gets the records; another may take its place between two events. */
  taker: ArrivalTaker;
  start(): void;
}

/** Drives a workload whose moments are drawn. */
export class ArrivalPump implements Pump, Handler {
  private readonly engine: Engine;
  private readonly traffic: Traffic;
  taker: ArrivalTaker;
  private readonly handler: number;
  private row = 0;

  constructor(engine: Engine, component: string, traffic: Traffic, taker: ArrivalTaker) {
    this.engine = engine;
    this.traffic = traffic;
    this.taker = taker;
    this.handler = engine.register(component, 'arrival', 'arrive', this);
  }

  /** Draws the first records and schedules the first of them. */
  start(): void {
    if (this.traffic.fill()) this.engine.waitBeside(this.handler, this.traffic.atUs[0]!);
  }

  fire(_slot: number, atUs: number): void {
    const { engine, traffic, taker, handler } = this;
    let row = this.row;
    let nowUs = atUs;
    for (;;) {
      // The record of `row` is the present event; those behind it are events to come.
      const first = row;
      if (taker.gathered !== undefined) row = taker.gathered(traffic, row, engine.quietUntilUs);
      if (row === first) {
        taker.arrived(traffic, row, nowUs);
        row++;
        if (taker.gathered !== undefined) row = taker.gathered(traffic, row, engine.quietUntilUs);
      }
      if (row > first + 1) engine.advanceAll(handler, traffic.atUs, first + 1, row);
      if (row === traffic.length) {
        row = 0;
        if (!traffic.fill()) return;
      }
      nowUs = traffic.atUs[row]!;
      if (!engine.isNext(handler, nowUs)) break;
      engine.advance(handler, nowUs);
    }
    this.row = row;
    engine.waitBeside(handler, nowUs);
  }
}
