// A state over time (a queue's length, environments in use), weighted by how long it lasted. A value that is
// replaced in the same instant has lasted no time, so it is neither in the mean nor the maximum.

import type { MetricIdentity } from './counter.ts';
import type { RecordedLevel } from './recorded.ts';
import { type MeasuredWindow, minutesOf, pointLengthUs } from './window.ts';

const VALUE = 0;
const SINCE_US = 1;
const POINT_END_US = 2;

/** Follows a state, which is 0 until it is first set. Calls come in time order, and may begin before the window. */
export class Level {
  private readonly identity: MetricIdentity;
  private readonly window: MeasuredWindow;
  private readonly endUs: number;
  private readonly series: boolean;
  private readonly state = new Float64Array(3);
  /** By point, where no series is kept the whole window is one: value × µs, and the largest value. */
  private readonly areas: Float64Array;
  private readonly maxima: Float64Array;
  private minutes: Level | null = null;
  private point = 0;

  constructor(identity: MetricIdentity, window: MeasuredWindow, series = false) {
    this.identity = identity;
    this.window = window;
    this.endUs = window.endUs;
    this.series = series;
    this.areas = new Float64Array(series ? window.points : 1);
    this.maxima = new Float64Array(this.areas.length).fill(Number.NEGATIVE_INFINITY);
    this.state[SINCE_US] = window.startUs;
    this.state[POINT_END_US] = this.pointEndUs(0);
  }

  /** Also follows the state by whole minute; asked for before the run. */
  watchMinutes(): void {
    if (this.minutes !== null) return;
    this.minutes = new Level(this.identity, minutesOf(this.window), true);
    this.minutes.set(0, this.state[VALUE]!);
  }

  /** From `nowUs` on the state is `value`. What is set at the window's end or later is not looked at. */
  set(nowUs: number, value: number): void {
    if (value === this.state[VALUE]) return; // the area to here is settled with the next change
    if (this.minutes !== null) this.minutes.set(nowUs, value);
    if (nowUs > this.state[SINCE_US]!) this.settle(nowUs);
    if (nowUs < this.endUs) this.state[VALUE] = value;
  }

  /** From `nowUs` on the state is `delta` more than it was. */
  change(nowUs: number, delta: number): void {
    if (this.minutes !== null) this.minutes.change(nowUs, delta);
    if (nowUs > this.state[SINCE_US]!) this.settle(nowUs);
    if (nowUs < this.endUs) this.state[VALUE]! += delta;
  }

  /** From `atUs[i]` on the state is `delta[i]` more than it was, for i in [from, to). */
  changeAll(atUs: Float64Array, delta: Int32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.change(atUs[i]!, delta[i]!);
  }

  finish(): RecordedLevel {
    this.settle(this.endUs);
    const { areas, maxima, window } = this;
    return {
      ...this.identity,
      kind: 'level',
      mean: areas.reduce((sum, area) => sum + area, 0) / (window.endUs - window.startUs),
      max: maxima.reduce((most, value) => Math.max(most, value)),
      last: this.state[VALUE]!,
      series: this.series
        ? { mean: areas.map((area, i) => area / pointLengthUs(window, i)), max: maxima }
        : null,
      ...(this.minutes === null ? {} : { minutes: this.minutes.finish().series!.mean }),
    };
  }

  // SINCE_US begins at the window's start, so the warm-up adds nothing.
  private settle(nowUs: number): void {
    const { state } = this;
    const value = state[VALUE]!;
    const toUs = nowUs < this.endUs ? nowUs : this.endUs;
    while (toUs > state[POINT_END_US]!) {
      this.weigh(value, state[POINT_END_US]!);
      this.point++;
      state[POINT_END_US] = this.pointEndUs(this.point);
    }
    this.weigh(value, toUs);
  }

  private weigh(value: number, toUs: number): void {
    const { state, point } = this;
    const lastedUs = toUs - state[SINCE_US]!;
    if (lastedUs <= 0) return;
    this.areas[point]! += value * lastedUs;
    if (value > this.maxima[point]!) this.maxima[point] = value;
    state[SINCE_US] = toUs;
  }

  private pointEndUs(point: number): number {
    const { window } = this;
    return this.series
      ? Math.min(window.endUs, window.startUs + (point + 1) * window.periodUs)
      : window.endUs;
  }
}
