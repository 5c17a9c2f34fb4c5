// Little's law on the sample path, for anything that things enter, stay in and leave: the area under their number is
// the sum of their stays, exactly and in every run (Stidham, "A last word on L = λW", 1974). The number is counted as
// things come and go, the stays are told from when each came, so that a thing forgotten, served twice or stamped
// wrongly shows. With servers in place of customers it reads: busy time is the sum of service.

import { invariant } from '../../engine/invariant.ts';

// Sums of whole µs are exact up to 2^53; beyond, roundings of their own size may differ.
const ROUNDING = 1e-9;

const NUMBER = 0;
const SINCE_US = 1;
const AREA_US = 2;
const STAYS_US = 3;

/** Follows how many are there, and how long each stayed. All times are whole µs. */
export class SamplePath {
  private readonly state = new Float64Array(4);

  /** `count` more have come (or left, where negative) at `nowUs`. Calls come in time order. */
  change(count: number, nowUs: number): void {
    const { state } = this;
    state[AREA_US]! += state[NUMBER]! * (nowUs - state[SINCE_US]!);
    state[SINCE_US] = nowUs;
    state[NUMBER]! += count;
  }

  /** One that leaves has stayed so long, or one that has come will. */
  stayed(us: number): void {
    this.state[STAYS_US]! += us;
  }

  /**
   * The run is over.
   * @param what who stayed where, for the message
   * @param presentUs what those who are there now have stayed so far; negative for what is left of stays told before
   * @throws InvariantError when the area under the number is not the sum of the stays
   */
  check(what: string, presentUs: number, nowUs: number): void {
    this.change(0, nowUs);
    const { state } = this;
    const areaUs = state[AREA_US]!;
    const staysUs = state[STAYS_US]! + presentUs;
    invariant(
      Math.abs(areaUs - staysUs) <= ROUNDING * areaUs,
      'the area under a number is the sum of the stays (Little’s law)',
      { what, areaUs, staysUs, present: state[NUMBER] },
    );
  }
}
