// A Kinesis record of the library: a list of user records that wait (in a limiter, in a collector) until a request carries
// them. Each user record in it has a deadline, by which the library wants to send it, and an expiration, after which the
// library gives it up.

import { NONE, type UserRecords } from './user-records.ts';

/** No shard was predicted. */
export const UNPREDICTED = -1;

/** One Kinesis record, pooled; its user records are rows of the client's store. */
export class KinesisRecord {
  /** Its first and its last row. */
  first = NONE;
  last = NONE;
  /** How many user records the rows stand for. */
  records = 0;
  /** Bytes of its data, exactly: one user record alone goes as it is. */
  bytes = 0;
  /** Bytes of its partition key: the user's own, or "a". */
  keyBytes = 0;
  /** The shard that it is expected to go to, or `UNPREDICTED`. */
  shard = UNPREDICTED;
  /** The earliest deadline and the earliest expiration of its user records, µs. */
  earliestUs = Number.POSITIVE_INFINITY;
  expiresUs = Number.POSITIVE_INFINITY;
  /** The order in which limiters got their records: breaks ties of deadlines. */
  order = 0;

  /** Becomes one user record alone, raw, whose shard nobody knows. @param ttlUs the life of a user record */
  carryAlone(store: UserRecords, row: number, ttlUs: number): void {
    this.first = row;
    this.last = row;
    this.records = 1;
    this.bytes = store.sizeBytes[row]!;
    this.keyBytes = store.keyBytes[row]!;
    this.shard = UNPREDICTED;
    this.earliestUs = store.deadlineUs[row]!;
    this.expiresUs = store.enteredUs[row]! + ttlUs;
  }
}
