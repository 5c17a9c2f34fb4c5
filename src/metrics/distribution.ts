// A sample of values (latencies, sizes, waits), kept as one log-linear histogram a time slice. A sample belongs to
// a time that may lie before now (a latency to the moment its record was created): that time decides whether it is
// in the window, and in which slice. What was lost counts as infinite; what is in flight has its age as a lower bound.

import { invariant } from '../engine/invariant.ts';
import { BIN_COUNT, BINS_PER_OCTAVE, Bins, binOf } from './bins.ts';
import type { MetricIdentity } from './counter.ts';
import { countBefore, countOf } from './histogram.ts';
import type { RecordedDistribution } from './recorded.ts';
import { type MeasuredWindow, minutesOf } from './window.ts';

const MAX = 0;
const CENSORED_MIN = 1;
const CENSORED_MAX = 2;
const SLICE_START_US = 3;
const SLICE_END_US = 4;

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
  private readonly state = new Float64Array(5);
  private readonly bySlice: boolean;
  private readonly sums: Float64Array;
  private minutes: Distribution | null = null;
  private slice = 0;
  private current: Bins;
  private limits = new Float64Array(0);
  /** By limit and slice, of the samples in the limit's own bin: the bins below it tell the others. */
  private below = new Float64Array(0);
  private atMost = new Float64Array(0);
  private lowestLimitBin = BIN_COUNT;
  private highestLimitBin = -1;

  /** @param bySlice whether sums and exact counts are handed over by slice too */
  constructor(identity: MetricIdentity, window: MeasuredWindow, bySlice = false) {
    this.bySlice = bySlice;
    this.identity = identity;
    this.window = window;
    this.slices = Array.from({ length: window.slices }, () => new Bins());
    this.current = this.slices[0]!;
    this.sums = new Float64Array(window.slices);
    this.infinite = new Float64Array(window.slices);
    this.inFlight = new Float64Array(window.slices);
    this.state[CENSORED_MIN] = Number.POSITIVE_INFINITY;
  }

  /** Counts exactly how many samples lie below and at most at `limit`; asked for before the run. */
  watch(limit: number): void {
    this.minutes?.watch(limit);
    if (this.limits.includes(limit)) return;
    this.limits = Float64Array.of(...this.limits, limit);
    this.below = new Float64Array(this.limits.length * this.window.slices);
    this.atMost = new Float64Array(this.limits.length * this.window.slices);
    this.lowestLimitBin = Math.min(...Array.from(this.limits, binOf));
    this.highestLimitBin = Math.max(...Array.from(this.limits, binOf));
  }

  /** Also keeps the sample by whole minute; asked for before the run. */
  watchMinutes(): void {
    if (this.minutes !== null) return;
    this.minutes = new Distribution(this.identity, minutesOf(this.window), true);
    for (const limit of this.limits) this.minutes.watch(limit);
  }

  /** `count` samples of `value` that belong to `atUs`. */
  add(atUs: number, value: number, count = 1): void {
    if (this.minutes !== null) this.minutes.add(atUs, value, count);
    if (!this.finds(atUs)) return;
    if (!(value >= 0)) this.refuse(atUs, value);
    const { state } = this;
    this.sums[this.slice]! += value * count;
    if (value > state[MAX]! && count > 0) state[MAX] = value;
    const bin = binOf(value);
    if (this.current.add(bin, count)) this.reserve(bin);
    if (bin >= this.lowestLimitBin && bin <= this.highestLimitBin) this.compare(bin, value, count);
  }

  /** Samples of the time from `fromUs[i]` to `toUs[i]`, which belong to `atUs[i]`, for i below `length`. */
  addSpans(atUs: Float64Array, fromUs: Float64Array, toUs: Float64Array, length: number): void {
    for (let i = 0; i < length; i++) this.add(atUs[i]!, toUs[i]! - fromUs[i]!, 1);
  }

  /** `count` samples that belong to `atUs` and never came: they count as infinite. */
  lost(atUs: number, count = 1): void {
    this.minutes?.lost(atUs, count);
    if (this.finds(atUs)) this.infinite[this.slice]! += count;
  }

  /** `count` samples that belong to `atUs` and are still in flight at the end of the run, `ageUs` old. */
  censored(atUs: number, ageUs: number, count = 1): void {
    this.minutes?.censored(atUs, ageUs, count);
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
      sum: this.sums.reduce((sum, value) => sum + value, 0),
      ...(this.bySlice ? { sumBySlice: this.sums } : {}),
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
        const count = (own: Float64Array): Float64Array =>
          Float64Array.from(
            slices,
            (slice, s) => countBefore(slice, binOf(limit)) + own[i * slices.length + s]!,
          );
        const [belowBySlice, atMostBySlice] = [count(this.below), count(this.atMost)];
        return {
          limit,
          below: belowBySlice.reduce((sum, n) => sum + n, 0),
          atMost: atMostBySlice.reduce((sum, n) => sum + n, 0),
          ...(this.bySlice ? { belowBySlice, atMostBySlice } : {}),
        };
      }),
      ...(this.minutes === null ? {} : { minutes: this.minutes.finish() }),
    };
  }

  // Where one slice needs room the others make it too, and for an octave more at both ends, so that a run takes no more
  // memory as it goes on. Minutes may be very many, and see few octaves each: they make room when they come.
  private reserve(bin: number): void {
    if (this.bySlice) return;
    const from = Math.max(0, bin - BINS_PER_OCTAVE);
    const to = Math.min(BIN_COUNT - 1, bin + BINS_PER_OCTAVE);
    for (const slice of this.slices) slice.reserve(from, to);
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
      const at = i * this.window.slices + this.slice;
      if (value < limit) this.below[at]! += count;
      if (value <= limit) this.atMost[at]! += count;
    }
  }

  private refuse(atUs: number, value: number): never {
    invariant(false, 'a sample is a number from 0 on', { ...this.identity, atUs, value: String(value) });
  }
}
