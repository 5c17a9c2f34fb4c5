// A Kinesis record of the library: a list of user records that gather (in the aggregator), then wait (in a limiter, in
// a collector), until a request carries them. Each user record in it has a deadline, by which the library wants to send
// it, and an expiration, after which the library gives it up.

import { NONE, type UserRecords } from './user-records.ts';

/** No shard was predicted. */
export const UNPREDICTED = -1;

/** One Kinesis record, pooled; its user records are rows of the client's store. */
export class KinesisRecord {
  /** Its first and its last row, or `NONE`. */
  first = NONE;
  last = NONE;
  /** How many rows, and how many user records they stand for. */
  rows = 0;
  records = 0;
  /** Bytes of its data, exactly: one user record alone goes as it is. Known once it is complete. */
  bytes = 0;
  /** Bytes of its partition key: the user's own, or "a". Known once it is complete. */
  keyBytes = 0;
  /** The shard that it is expected to go to, or `UNPREDICTED`. */
  shard = UNPREDICTED;
  /** The earliest deadline and the earliest expiration of its user records, µs. */
  earliestUs = Number.POSITIVE_INFINITY;
  expiresUs = Number.POSITIVE_INFINITY;
  /** The order in which limiters got their records: breaks ties of deadlines. */
  order = 0;

  /** Empties it for another use. */
  reset(shard: number): void {
    this.first = NONE;
    this.last = NONE;
    this.rows = 0;
    this.records = 0;
    this.shard = shard;
    this.earliestUs = Number.POSITIVE_INFINITY;
    this.expiresUs = Number.POSITIVE_INFINITY;
  }

  /** Adds a row at the end. @param expiresUs when its records are given up */
  append(store: UserRecords, row: number, count: number, deadlineUs: number, expiresUs: number): void {
    if (this.first === NONE) this.first = row;
    else store.next[this.last] = row;
    store.next[row] = NONE;
    this.last = row;
    this.rows++;
    this.records += count;
    if (deadlineUs < this.earliestUs) this.earliestUs = deadlineUs;
    if (expiresUs < this.expiresUs) this.expiresUs = expiresUs;
  }
}
