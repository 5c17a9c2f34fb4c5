// Little's law on the sample path, for anything that things enter, stay in and leave: the area under their number is
// the sum of their stays, exactly and in every run (Stidham, "A last word on L = λW", 1974). The number is counted as
// things come and go, the stays are told from when each came, so that a thing forgotten, served twice or stamped
// wrongly shows. With servers in place of customers it reads: busy time is the sum of service.
//
// Up to T, the area under a number N that changes by d at t is N(T) · T − Σ d · t: no change need look back at the one
// before. The sums are kept modulo 2³², so they are exact however long the run is, and cost an addition each.

import { invariant } from '../../engine/invariant.ts';

/** Follows how many are there, and how long each stayed. All times are whole µs. */
export class SamplePath {
  private number = 0;
  /** Σ d · t over the changes, modulo 2³². */
  private moments = 0;
  /** Modulo 2³². */
  private stays = 0;

  /** `count` more have come (or left, where negative) at `nowUs`. */
  change(count: number, nowUs: number): void {
    this.number += count;
    this.moments = (this.moments + Math.imul(count, nowUs)) | 0;
  }

  /** One that leaves has stayed so long, or one that has come will. */
  stayed(us: number): void {
    this.stays = (this.stays + us) | 0;
  }

  /**
   * The run is over.
   * @param what who stayed where, for the message, whose sums are modulo 2³²
   * @param presentUs what those who are there now have stayed so far; negative for what is left of stays told before
   * @throws InvariantError when the area under the number is not the sum of the stays
   */
  check(what: string, presentUs: number, nowUs: number): void {
    const areaUs = (Math.imul(this.number, nowUs) - this.moments) >>> 0;
    const staysUs = (this.stays + presentUs) >>> 0;
    invariant(areaUs === staysUs, 'the area under a number is the sum of the stays (Little’s law)', {
      what,
      areaUs,
      staysUs,
      present: this.number,
    });
  }
}
