// What lies in a queue that nobody reads: only counted, in cohorts of a thousandth of the retention, so that it takes no
// room however much it is. A cohort expires with its oldest message.

/** Cohorts that the retention is cut into. */
const COHORTS = 1000;

interface Cohort {
  readonly number: number;
  count: number;
  /** When the first of them was sent. */
  firstUs: number;
  /** When the first of them came to this queue. */
  sinceUs: number;
}

/** Messages that nobody will receive. */
export class UnreadMessages {
  length = 0;
  private readonly retentionUs: number;
  private readonly widthUs: number;
  private readonly cohorts: Cohort[] = [];

  constructor(retentionUs: number) {
    this.retentionUs = retentionUs;
    this.widthUs = Math.max(1, Math.ceil(retentionUs / COHORTS));
  }

  /** @param storedUs when they were sent, to this queue or to the one that they come from */
  add(count: number, storedUs: number, nowUs: number): void {
    this.length += count;
    const number = Math.floor(storedUs / this.widthUs);
    let at = this.cohorts.length;
    while (at > 0 && this.cohorts[at - 1]!.number > number) at--;
    const known = this.cohorts[at - 1];
    if (known?.number === number) {
      known.count += count;
      known.firstUs = Math.min(known.firstUs, storedUs);
      return;
    }
    this.cohorts.splice(at, 0, { number, count, firstUs: storedUs, sinceUs: nowUs });
  }

  /** Takes out what is older than the retention. @returns how many those were */
  expire(nowUs: number): number {
    let count = 0;
    while (this.cohorts.length > 0 && this.cohorts[0]!.firstUs + this.retentionUs <= nowUs) {
      count += this.cohorts.shift()!.count;
    }
    this.length -= count;
    return count;
  }

  /** The age of the oldest, µs; 0 when there is none. */
  oldestUs(nowUs: number): number {
    return this.cohorts.reduce((oldest, { sinceUs }) => Math.max(oldest, nowUs - sinceUs), 0);
  }
}
