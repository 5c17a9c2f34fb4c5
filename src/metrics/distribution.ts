// A sample of values (latencies, sizes, waits), kept as one log-linear histogram a time slice. A sample belongs to
// a time that may lie before now (a latency to the moment its record was created): that time decides whether it is
// in the window, and in which slice. What was lost counts as infinite; what is in flight has its age as a lower bound.

import { invariant } from '../engine/invariant.ts';
import { BIN_COUNT, Bins, binOf } from './bins.ts';
import type { MetricIdentity } from './counter.ts';
import { countBefore, countOf } from './histogram.ts';
import type { RecordedDistribution } from './recorded.ts';
import type { MeasuredWindow } from './window.ts';

const SUM = 0;
const MAX = 1;
const CENSORED_MIN = 2;
const CENSORED_MAX = 3;
const SLICE_START_US = 4;
const SLICE_END_US = 5;

/**
 * Samples of one metric: whole µs where the unit is time, else whole plain values, 0 to 2^53 − 1. A fraction
 * counts in the bin of the whole number below it, and in full in the mean.
 */
export class Distribution {
  private readonly identity: MetricIdentity;
  private readonly window: MeasuredWindow;
  private readonly slices: readonly Bins[];
  private readonly infinite: Float64Array;
  private readonly inFlight: Float64Array;
  private readonly ages = new Bins();
  private readonly state = new Float64Array(6);
  private slice = 0;
  private current: Bins;
  private limits = new Float64Array(0);
  /** By limit, of the samples in the limit's own bin: the bins below it tell the others. */
  private below = new Float64Array(0);
  private atMost = new Float64Array(0);
  private lowestLimitBin = BIN_COUNT;
  private highestLimitBin = -1;

  constructor(identity: MetricIdentity, window: MeasuredWindow) {
    this.identity = identity;
    this.window = window;
    this.slices = Array.from({ length: window.slices }, () => new Bins());
    this.current = this.slices[0]!;
    this.infinite = new Float64Array(window.slices);
    this.inFlight = new Float64Array(window.slices);
    this.state[CENSORED_MIN] = Number.POSITIVE_INFINITY;
  }

  /** Counts exactly how many samples lie below and at most at `limit`; asked for before the run. */
  watch(limit: number): void {
    if (this.limits.includes(limit)) return;
    this.limits = Float64Array.of(...this.limits, limit);
    this.below = new Float64Array(this.limits.length);
    this.atMost = new Float64Array(this.limits.length);
    this.lowestLimitBin = Math.min(...Array.from(this.limits, binOf));
    this.highestLimitBin = Math.max(...Array.from(this.limits, binOf));
  }

  /** `count` samples of `value` that belong to `atUs`. */
  add(atUs: number, value: number, count = 1): void {
    if (!this.finds(atUs)) return;
    if (!(value >= 0)) this.refuse(atUs, value);
    const { state } = this;
    state[SUM]! += value * count;
    if (value > state[MAX]! && count > 0) state[MAX] = value;
    const bin = binOf(value);
    this.current.add(bin, count);
    if (bin >= this.lowestLimitBin && bin <= this.highestLimitBin) this.compare(bin, value, count);
  }

  /** `count` samples that belong to `atUs` and never came: they count as infinite. */
  lost(atUs: number, count = 1): void {
    if (this.finds(atUs)) this.infinite[this.slice]! += count;
  }

  /** `count` samples that belong to `atUs` and are still in flight at the end of the run, `ageUs` old. */
  censored(atUs: number, ageUs: number, count = 1): void {
    if (!this.finds(atUs)) return;
    if (!(ageUs >= 0)) this.refuse(atUs, ageUs);
    const { state } = this;
    this.inFlight[this.slice]! += count;
    this.ages.add(binOf(ageUs), count);
    if (ageUs < state[CENSORED_MIN]!) state[CENSORED_MIN] = ageUs;
    if (ageUs > state[CENSORED_MAX]!) state[CENSORED_MAX] = ageUs;
  }

  finish(): RecordedDistribution {
    const { state } = this;
    const slices = this.slices.map((bins) => bins.finish());
    const censoredCount = this.inFlight.reduce((sum, count) => sum + count, 0);
    return {
      ...this.identity,
      kind: 'distribution',
      count: slices.reduce((sum, slice) => sum + countOf(slice), 0),
      sum: state[SUM]!,
      max: state[MAX]!,
      slices,
      infinite: this.infinite.reduce((sum, count) => sum + count, 0),
      infiniteBySlice: this.infinite,
      censored: censoredCount === 0 ? null : this.ages.finish(),
      censoredCount,
      censoredBySlice: this.inFlight,
      censoredMin: censoredCount === 0 ? 0 : state[CENSORED_MIN]!,
      censoredMax: state[CENSORED_MAX]!,
      thresholds: Array.from(this.limits, (limit, i) => {
        const lower = slices.reduce((sum, slice) => sum + countBefore(slice, binOf(limit)), 0);
        return { limit, below: lower + this.below[i]!, atMost: lower + this.atMost[i]! };
      }),
    };
  }

  // Whether `atUs` lies in the window; if it does, its slice is the current one from here on.
  private finds(atUs: number): boolean {
    return (atUs >= this.state[SLICE_START_US]! && atUs < this.state[SLICE_END_US]!) || this.turnsTo(atUs);
  }

  private turnsTo(atUs: number): boolean {
    const { startUs, endUs, slices } = this.window;
    if (!(atUs >= startUs && atUs < endUs)) return false;
    const durationUs = endUs - startUs;
    this.slice = Math.floor(((atUs - startUs) * slices) / durationUs);
    this.current = this.slices[this.slice]!;
    this.state[SLICE_START_US] = startUs + Math.ceil((this.slice * durationUs) / slices);
    this.state[SLICE_END_US] = startUs + Math.ceil(((this.slice + 1) * durationUs) / slices);
    return true;
  }

  private compare(bin: number, value: number, count: number): void {
    for (let i = 0; i < this.limits.length; i++) {
      const limit = this.limits[i]!;
      if (binOf(limit) !== bin) continue;
      if (value < limit) this.below[i]! += count;
      if (value <= limit) this.atMost[i]! += count;
    }
  }

  private refuse(atUs: number, value: number): never {
    invariant(false, 'a sample is a number from 0 on', { ...this.identity, atUs, value: String(value) });
  }
}
