// A count of events over the measured window, and by period of its series: the sum, and the worst second, because
// a limit per second is broken in a second, not in a minute's mean.

import { US_PER_SECOND } from '../engine/time-units.ts';
import type { RecordedCounter } from './recorded.ts';
import { type MeasuredWindow, minutesOf } from './window.ts';

const US_PER_MINUTE = 60 * US_PER_SECOND;

/** Whose metric it is. */
export interface MetricIdentity {
  readonly component: string;
  readonly metric: string;
  /** The shard or partition, or null for the component as a whole. */
  readonly part: string | null;
}

// Places in the state: a typed array keeps doubles unboxed.
const SUM = 0;
const SECOND_SUM = 1;
const SECOND_END_US = 2;

/** Counts what happens in [startUs, endUs). Calls come in time order where a series is kept. */
export class Counter {
  private readonly identity: MetricIdentity;
  private readonly window: MeasuredWindow;
  private readonly startUs: number;
  private readonly endUs: number;
  private readonly state = new Float64Array(3);
  private readonly sums: Float64Array | null;
  private readonly worst: Float64Array | null;
  private minutes: Float64Array | null = null;
  private point = 0;

  constructor(identity: MetricIdentity, window: MeasuredWindow, series = false) {
    this.identity = identity;
    this.window = window;
    this.startUs = window.startUs;
    this.endUs = window.endUs;
    this.sums = series ? new Float64Array(window.points) : null;
    this.worst = series ? new Float64Array(window.points) : null;
    this.state[SECOND_END_US] = window.startUs;
  }

  /** Also counts by whole minute; asked for before the run. */
  watchMinutes(): void {
    this.minutes ??= new Float64Array(minutesOf(this.window).points);
  }

  /** Counts `n` at `nowUs`; outside the window nothing. */
  add(nowUs: number, n: number): void {
    if (nowUs < this.startUs || nowUs >= this.endUs) return;
    const { state } = this;
    state[SUM]! += n;
    if (this.minutes !== null) this.addToMinute(this.minutes, nowUs, n);
    if (this.sums === null) return;
    if (nowUs >= state[SECOND_END_US]!) this.nextSecond(nowUs);
    state[SECOND_SUM]! += n;
  }

  /** Counts `n[i]` at `atUs[i]`, for i in [from, to); in time order. */
  addAll(atUs: Float64Array, n: Int32Array, from: number, to: number): void {
    const { state } = this;
    for (let i = from; i < to; ) {
      const nowUs = atUs[i]!;
      if (nowUs < this.startUs || nowUs >= this.endUs || this.minutes !== null) {
        this.add(nowUs, n[i++]!);
        continue;
      }
      if (this.sums !== null && nowUs >= state[SECOND_END_US]!) this.nextSecond(nowUs);
      // What lies in one second (in the window, where there is no series) is counted at once.
      const untilUs = this.sums === null ? this.endUs : Math.min(this.endUs, state[SECOND_END_US]!);
      let sum = 0;
      while (i < to && atUs[i]! < untilUs) sum += n[i++]!;
      state[SUM]! += sum;
      if (this.sums !== null) state[SECOND_SUM]! += sum;
    }
  }

  finish(): RecordedCounter {
    if (this.sums !== null) this.closeSecond();
    const { sums, worst } = this;
    return {
      ...this.identity,
      kind: 'counter',
      sum: this.state[SUM]!,
      series: sums === null || worst === null ? null : { sum: sums, worstSecond: worst },
      ...(this.minutes === null ? {} : { minutes: this.minutes }),
    };
  }

  private addToMinute(minutes: Float64Array, nowUs: number, n: number): void {
    const minute = Math.floor((nowUs - this.startUs) / US_PER_MINUTE);
    if (minute < minutes.length) minutes[minute]! += n;
  }

  private nextSecond(nowUs: number): void {
    this.closeSecond();
    const second = Math.floor((nowUs - this.startUs) / US_PER_SECOND);
    this.state[SECOND_END_US] = this.startUs + (second + 1) * US_PER_SECOND;
    this.point = Math.floor((nowUs - this.startUs) / this.window.periodUs);
  }

  // Periods are whole seconds, so a second lies in one of them.
  private closeSecond(): void {
    const sum = this.state[SECOND_SUM]!;
    this.sums![this.point]! += sum;
    if (sum > this.worst![this.point]!) this.worst![this.point] = sum;
    this.state[SECOND_SUM] = 0;
  }
}
