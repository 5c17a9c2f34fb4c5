// Faults in one run: they begin and end at their times, and every flow is looked at once a second, so that it can be
// said when it showed, when records came through again as fast as they arrived, and when the backlog was gone. Nothing
// of this exists in a run without faults.

import { US_PER_SECOND } from '../engine/time-units.ts';
import type { ComponentFault } from '../services/fault.ts';
import { FlowHistory, reactionsOf } from './fault-reaction.ts';
import type { RecordedFault } from './replication-result.ts';
import type { World } from './site.ts';

/** Beyond a day of seconds the looks are as far apart as the points of series. */
const MOST_LOOKS = 86_400;

/** Makes a run's faults happen, and watches what they do. */
export class FaultWatch {
  private readonly world: World;
  private readonly periodUs: number;
  private readonly histories: FlowHistory[] = [];

  /** @param world all of whose components are built and wired */
  constructor(world: World) {
    this.world = world;
    const { engine, window } = world;
    const { durationUs } = world.design;
    this.periodUs = durationUs <= MOST_LOOKS * US_PER_SECOND ? US_PER_SECOND : window.periodUs;
    const begin = engine.register('faults', 'begin', 'complete', {
      fire: (slot, nowUs) => this.happen(slot, true, nowUs),
    });
    const end = engine.register('faults', 'end', 'complete', {
      fire: (slot, nowUs) => this.happen(slot, false, nowUs),
    });
    for (const [slot, { fault, components }] of this.faults.entries()) {
      if (components.length === 0) continue;
      engine.schedule(begin, slot, window.startUs + fault.at);
      engine.schedule(end, slot, window.startUs + fault.at + fault.for);
    }
    const look = engine.register('faults', 'look', 'sample', {
      fire: (_slot, nowUs) => {
        for (const component of world.components.values()) component.settle?.(nowUs);
        this.look();
        const nextUs = nowUs + this.periodUs;
        if (nextUs < window.endUs) engine.schedule(look, 0, nextUs);
      },
    });
    // The first look ends the first second: a look at the start would see nothing.
    if (this.periodUs < durationUs) engine.schedule(look, 0, window.startUs + this.periodUs);
  }

  /** What each fault did to each flow; called once, when the run is over. */
  finish(): readonly RecordedFault[] {
    const times = this.faults.map(({ fault }) => ({ atUs: fault.at, untilUs: fault.at + fault.for }));
    const flows = this.histories.map((history) => ({ history, reactions: reactionsOf(history, times) }));
    return times.map((_, i) => ({
      flows: flows.map(({ history: { from, to }, reactions }) => ({ from, to, ...reactions[i]! })),
    }));
  }

  private get faults() {
    return this.world.design.faults ?? [];
  }

  private happen(slot: number, begins: boolean, nowUs: number): void {
    const { fault, components } = this.faults[slot]!;
    for (const name of components) {
      this.world.components.get(name)!.fault?.(fault as ComponentFault, begins, nowUs);
    }
  }

  private look(): void {
    for (const [i, standing] of this.world.ledger.standing().entries()) {
      const { from, to } = standing;
      const history = this.histories[i] ?? new FlowHistory(from, to, this.periodUs);
      this.histories[i] = history;
      history.add(standing);
    }
  }
}
