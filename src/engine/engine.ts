// The engine: a clock of whole microseconds, the future event list, named random streams and the fingerprint.
// It knows events and nothing else. An event is a handler (registered once for each kind) and a slot (an integer
// that means something to the handler alone); at one instant, phases order events, then insertion does.

import { EventQueue, type Ticket } from './event-queue.ts';
import { Fingerprint } from './fingerprint.ts';
import { InvariantError, invariant } from './invariant.ts';
import { type NumberedStream, numberedStream, type Sequence, sequentialStream } from './random.ts';

/** What happens in which order at one instant: things end, things arrive, timers fire, samples are taken. */
export const PHASES = ['complete', 'arrive', 'timer', 'sample'] as const;
export type Phase = (typeof PHASES)[number];

/** Receives the events of one kind. */
export interface Handler {
  /**
   * @param slot what the event was scheduled with
   * @param nowUs the instant, µs
   */
  fire(slot: number, nowUs: number): void;
}

const PHASE_STEP = 2 ** 50; // insertions stay below, so the packed order is exact
/** 142 years: a run is over long before. */
const MAX_TIME_US = 2 ** 52;
const MAX_EVENTS_IN_ONE_INSTANT = 1_000_000;

/** One run's engine. A run is a pure function of what was registered and scheduled, and of the seed. */
export class Engine {
  /** The clock, in whole µs since the run's start. */
  nowUs = 0;
  /** Events so far, those that a handler went on to by itself included. */
  events = 0;

  private readonly queue = new EventQueue();
  private readonly handlers: Handler[] = [];
  private readonly names: string[] = [];
  private readonly phaseOf: number[] = [];
  private readonly named = new Map<string, Sequence>();
  /** Every sequential stream, in order of creation. */
  private readonly streams: Sequence[] = [];
  private readonly hash: Fingerprint | null;
  private readonly seed: string;
  /** Draws the order of what is due at one instant and in one phase; null where that is insertion. */
  private readonly ties: Sequence | null;
  private insertions = 0;
  /** One event that waits beside the queue: see `waitBeside`. */
  private besideUs = Number.POSITIVE_INFINITY;
  private besideOrder = 0;
  private besideHandler = -1;
  private horizonUs = 0;
  private lastHandler = -1;
  private instantEvents = 0;
  private stopped = false;

  /**
   * @param seed the first part of every stream's name, replication included (`1/r3`)
   * @param options `fingerprint: false` leaves the hash out (for measuring what it costs); `ties: 'drawn'` draws the
   * order of what is due at one instant and in one phase, to show that nothing depends on who was inserted first
   */
  constructor(
    seed: string,
    options: { readonly fingerprint?: boolean; readonly ties?: 'inserted' | 'drawn' } = {},
  ) {
    this.seed = seed;
    this.hash = options.fingerprint === false ? null : new Fingerprint();
    this.ties = options.ties === 'drawn' ? sequentialStream(`${seed}/ties`) : null;
  }

  /** Registers a kind of event. @returns the handler's number, for `schedule` */
  register(component: string, kind: string, phase: Phase, handler: Handler): number {
    this.handlers.push(handler);
    this.names.push(`${component}/${kind}`);
    this.phaseOf.push(PHASES.indexOf(phase) * PHASE_STEP);
    return this.handlers.length - 1;
  }

  /**
   * Schedules an event.
   * @param atUs whole µs, not before now; one that no run reaches (the tail of a distribution may be that long) never fires
   * @returns its ticket, for `cancel`
   */
  schedule(handler: number, slot: number, atUs: number): Ticket {
    return this.queue.push(Math.min(atUs, MAX_TIME_US), this.orderOf(handler, atUs), handler, slot);
  }

  /**
   * Schedules an event of slot 0 that is never cancelled, as `schedule` does, for a handler that always has one pending
   * and goes on by itself where it can. The first of them waits beside the queue, which costs next to nothing.
   */
  waitBeside(handler: number, atUs: number): void {
    if (this.besideHandler >= 0) {
      this.schedule(handler, 0, atUs);
      return;
    }
    this.besideOrder = this.orderOf(handler, atUs);
    this.besideUs = Math.min(atUs, MAX_TIME_US);
    this.besideHandler = handler;
  }

  /** Takes a scheduled event back. @returns false when it had fired or was cancelled before */
  cancel(ticket: Ticket): boolean {
    return this.queue.cancel(ticket);
  }

  /**
   * Whether an event of `handler` at `atUs`, scheduled now, would be the very next one. Then the running handler
   * may go on to it with `advance`, in the same order as through the queue and without its cost.
   */
  isNext(handler: number, atUs: number): boolean {
    if (atUs >= this.horizonUs || this.stopped || atUs > this.besideUs) return false;
    const next = this.queue.nextUs;
    if (atUs < next && atUs < this.besideUs) return true;
    // Where ties are drawn, only the queue knows the order.
    if (atUs > next || this.ties !== null) return false;
    const order = this.phaseOf[handler]! + this.insertions;
    return (
      (atUs < next || order < this.queue.nextOrder) && (atUs < this.besideUs || order < this.besideOrder)
    );
  }

  /** Goes on to an event of `handler` at `atUs` for which `isNext` held. */
  advance(handler: number, atUs: number): void {
    if (atUs > this.nowUs) this.instantEvents = 1;
    else if (atUs === this.nowUs) this.count();
    else this.refuse(handler, atUs);
    this.nowUs = atUs;
    this.events++;
    if (this.hash !== null) this.hash.event(atUs, handler);
  }

  /** Everything before this instant has fired, and nothing but what is scheduled from now on comes before it. */
  get quietUntilUs(): number {
    if (this.stopped) return this.nowUs;
    const next = this.queue.nextUs;
    const nextUs = next < this.besideUs ? next : this.besideUs;
    return nextUs < this.horizonUs ? nextUs : this.horizonUs;
  }

  /** Goes through events of `handler` at the moments [from, to) of a column, all before `quietUntilUs`. */
  advanceAll(handler: number, atUs: Float64Array, from: number, to: number): void {
    if (from === to) return;
    let nowUs = this.nowUs;
    for (let i = from; i < to; i++) {
      if (atUs[i] === nowUs) this.count();
      else this.instantEvents = 1;
      nowUs = atUs[i]!;
    }
    this.nowUs = nowUs;
    this.events += to - from;
    if (this.hash !== null) this.hash.eventsOf(handler, atUs, from, to);
  }

  /** Mixes what the present event carries into the fingerprint. */
  carried(count: number, bytes: number, numberSum: number): void {
    if (this.hash !== null) this.hash.carried(count, bytes, numberSum);
  }

  /** The sequential stream of a name; the same object for the same name. */
  random(name: string): Sequence {
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const made = this.fresh(name);
    this.named.set(name, made);
    return made;
  }

  /** A sequential stream of a name, from its beginning, an object of the caller's own. */
  fresh(name: string): Sequence {
    const made = sequentialStream(`${this.seed}/${name}`);
    this.streams.push(made);
    return made;
  }

  /** The numbered stream of a name, an object of the caller's own: positions are never shared. */
  numbered(name: string): NumberedStream {
    return numberedStream(`${this.seed}/${name}`);
  }

  /** Runs all events before `atUs`, then sets the clock there; ends early, at the last event, after `stop`. */
  runUntil(atUs: number): void {
    invariant(atUs >= this.nowUs, 'time runs forward', { nowUs: this.nowUs, atUs });
    const { queue, handlers, hash } = this;
    this.horizonUs = atUs;
    while (!this.stopped) {
      const queuedUs = queue.nextUs;
      const besideUs = this.besideUs;
      const timeUs = besideUs < queuedUs ? besideUs : queuedUs;
      if (timeUs >= atUs) break;
      let handler: number;
      let slot = 0;
      if (besideUs < queuedUs || (besideUs === queuedUs && this.besideOrder < queue.nextOrder)) {
        handler = this.besideHandler;
        this.besideHandler = -1;
        this.besideUs = Number.POSITIVE_INFINITY;
      } else {
        queue.pop();
        handler = queue.handler;
        slot = queue.slot;
      }
      if (timeUs === this.nowUs) this.count();
      else this.instantEvents = 1;
      this.nowUs = timeUs;
      this.events++;
      this.lastHandler = handler;
      if (hash !== null) hash.event(timeUs, handler);
      handlers[handler]!.fire(slot, timeUs);
    }
    if (this.stopped || this.nowUs === atUs) return;
    this.nowUs = atUs;
    this.instantEvents = 0;
  }

  /** Ends the run after the present event. */
  stop(): void {
    this.stopped = true;
  }

  /** How many events are scheduled and have not fired. */
  get pending(): number {
    return this.queue.size + (this.besideHandler >= 0 ? 1 : 0);
  }

  /** The run's fingerprint; draws once more from every sequential stream, so call it when the run is over. */
  fingerprint(): string {
    const hash = this.hash ?? new Fingerprint();
    for (const stream of this.streams) hash.number(stream.double());
    return hash.toString();
  }

  // Where an event that is scheduled now stands among those of its instant.
  private orderOf(handler: number, atUs: number): number {
    if (!(atUs >= this.nowUs && atUs < Infinity && Math.floor(atUs) === atUs)) this.refuse(handler, atUs);
    const insertion = this.ties === null ? this.insertions++ : Math.floor(this.ties.double() * PHASE_STEP);
    return this.phaseOf[handler]! + insertion;
  }

  private count(): void {
    if (++this.instantEvents > MAX_EVENTS_IN_ONE_INSTANT) {
      throw new InvariantError('time stands still: more than a million events in one instant', {
        nowUs: this.nowUs,
        last: this.names[this.lastHandler],
      });
    }
  }

  private refuse(handler: number, atUs: number): never {
    throw new InvariantError('an event is scheduled at a whole microsecond that is not past', {
      event: this.names[handler],
      nowUs: this.nowUs,
      atUs,
    });
  }
}
