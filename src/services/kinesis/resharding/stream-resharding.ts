// The resharding of a stream in a run: requests come at their planned times, or from whoever scales the stream, and each
// split or merge ends so much later. What AWS would refuse is refused, and counted.

import type { Handler } from '../../../engine/engine.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Site } from '../../component.ts';
import type { ReshardError, ReshardOperation } from './reshard-operation.ts';
import type { PlannedOperation } from './reshard-schedule.ts';
import { inOrder } from './reshard-schedule.ts';
import type { Resharded, Resharder } from './resharder.ts';

/** A request that was refused, in the measured window or after it. */
export interface RefusedRequest {
  /** Seconds from the start of the window. */
  readonly atSeconds: number;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
}

/** Refusals beyond these are counted and not kept word for word. */
const MOST_KEPT = 20;

/** Carries the requests to reshard one stream out. */
export class StreamResharding {
  private readonly site: Site;
  private readonly resharder: Resharder;
  private readonly planned: readonly PlannedOperation[];
  private readonly stepUs: number;
  private readonly changed: (resharded: Resharded, nowUs: number) => void;
  private readonly requests;
  private readonly errors;
  private readonly refusals: RefusedRequest[] = [];
  private lastEndUs = Number.NEGATIVE_INFINITY;
  private readonly requestHandler: number;
  private readonly stepHandler: number;

  /**
   * @param planned requests, at µs from the start of the measured window
   * @param stepUs what a split or merge takes, µs
   * @param changed called at the end of each: shards are closed and opened
   */
  constructor(
    site: Site,
    resharder: Resharder,
    planned: readonly PlannedOperation[],
    stepUs: number,
    changed: (resharded: Resharded, nowUs: number) => void,
  ) {
    this.site = site;
    this.resharder = resharder;
    this.planned = inOrder(planned).map(({ operation }) => operation);
    this.stepUs = stepUs;
    this.changed = changed;
    this.requests = site.counter('ReshardRequests');
    this.errors = site.counter('ReshardErrors');
    const request: Handler = { fire: (slot, nowUs) => this.request(this.planned[slot]!, nowUs) };
    const step: Handler = { fire: (_slot, nowUs) => this.finishStep(nowUs) };
    // A step that ends in the instant of the next request has ended before it.
    this.stepHandler = site.engine.register(site.name, 'reshard-step', 'complete', step);
    this.requestHandler = site.engine.register(site.name, 'reshard', 'timer', request);
  }

  /** Called once, at the start of the run. */
  start(): void {
    for (const [slot, { at }] of this.planned.entries()) {
      this.site.engine.schedule(this.requestHandler, slot, this.site.window.startUs + at);
    }
  }

  /** Whether the stream is UPDATING. */
  get isUpdating(): boolean {
    return this.resharder.isUpdating;
  }

  /** When the last split or merge ended, µs; −∞ before there was one. */
  get endedUs(): number {
    return this.lastEndUs;
  }

  /** A request comes now. @returns how AWS refuses it, or null */
  request(operation: ReshardOperation, nowUs: number): ReshardError | null {
    this.requests.add(nowUs, 1);
    const error = this.resharder.request(operation, nowUs);
    if (error === null) {
      this.scheduleStep(nowUs);
      return null;
    }
    this.errors.add(nowUs, 1);
    const atSeconds = (nowUs - this.site.window.startUs) / US_PER_SECOND;
    if (atSeconds >= 0 && this.refusals.length < MOST_KEPT) {
      const { code, message } = error;
      this.refusals.push({ atSeconds, operation: operation.operation, code, message });
    }
    return error;
  }

  /** What was refused, the first of them. */
  get refused(): readonly RefusedRequest[] {
    return this.refusals;
  }

  private finishStep(nowUs: number): void {
    this.lastEndUs = nowUs;
    this.changed(this.resharder.finishStep(), nowUs);
    this.scheduleStep(nowUs);
  }

  private scheduleStep(nowUs: number): void {
    if (this.resharder.isUpdating) this.site.engine.schedule(this.stepHandler, 0, nowUs + this.stepUs);
  }
}
