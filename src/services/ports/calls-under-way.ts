// Calls on their way to a service and back: a call is looked at after half of its latency and is answered after all of it, or
// as much later as the service takes over it.

import type { Site } from '../component.ts';
import type { Slowness } from '../fault.ts';

/** What a call of any port has. */
interface TimedCall {
  latencyUs: number;
  readonly wayUs?: number;
  answered(nowUs: number): void;
}

/** The calls of one service component, by slot. */
export class CallsUnderWay<C extends TimedCall> {
  private readonly site: Site;
  private readonly slowness: Slowness;
  private readonly calls: C[] = [];
  private readonly kinds: number[] = [];
  private readonly backUs: number[] = [];
  private readonly spare: number[] = [];
  private readonly arrivals: number;
  private readonly answers: number;

  /** @param arrived a call is there: it is answered by `answer`, now or later. `kind` is what it was sent with */
  constructor(
    site: Site,
    slowness: Slowness,
    arrived: (call: C, kind: number, slot: number, nowUs: number) => void,
    answering: (call: C, nowUs: number) => void = () => {},
  ) {
    this.site = site;
    this.slowness = slowness;
    this.arrivals = site.engine.register(site.name, 'call', 'arrive', {
      fire: (slot, nowUs) => arrived(this.calls[slot]!, this.kinds[slot]!, slot, nowUs),
    });
    this.answers = site.engine.register(site.name, 'answer', 'complete', {
      fire: (slot, nowUs) => {
        const call = this.calls[slot]!;
        this.spare.push(slot);
        answering(call, nowUs);
        call.answered(nowUs);
      },
    });
  }

  /** A call is sent. */
  send(call: C, kind: number): void {
    const { engine } = this.site;
    const latencyUs = Math.round(call.latencyUs * this.slowness.factor);
    call.latencyUs = latencyUs;
    const onTheWayUs = call.wayUs ?? 0;
    const thereUs = Math.floor((latencyUs + onTheWayUs) / 2);
    const slot = this.spare.pop() ?? this.calls.length;
    this.calls[slot] = call;
    this.kinds[slot] = kind;
    this.backUs[slot] = latencyUs + onTheWayUs - thereUs;
    engine.schedule(this.arrivals, slot, engine.nowUs + thereUs);
  }

  /** The call of a slot. */
  at(slot: number): C {
    return this.calls[slot]!;
  }

  /** The service is done with a call. */
  answer(slot: number, nowUs: number): void {
    this.site.engine.schedule(this.answers, slot, nowUs + this.backUs[slot]!);
  }
}
