// What gathers on one host, by shard: a list of user records and what is known of it, as columns.

import { wider } from '../../records/wider.ts';
import { estimatedKeyBytes, estimatedRecordBytes } from './record-size.ts';
import { NONE, type UserRecords } from './user-records.ts';

const FIRST_SHARDS = 16;

/** The lists of one host. A shard's list is empty where `first` is `NONE`. */
export class Gathering {
  first = new Int32Array(FIRST_SHARDS).fill(NONE);
  last = new Int32Array(FIRST_SHARDS).fill(NONE);
  records = new Float64Array(FIRST_SHARDS);
  /** What the library takes the list for, or more: every key counts as new that does not follow itself, bytes. */
  mostBytes = new Float64Array(FIRST_SHARDS);
  /** The earliest deadline, µs. */
  earliestUs = new Float64Array(FIRST_SHARDS);
  /** When it is scheduled to go, µs; Infinity when it is not. */
  dueUs = new Float64Array(FIRST_SHARDS).fill(Number.POSITIVE_INFINITY);
  private readonly store: UserRecords;

  constructor(store: UserRecords) {
    this.store = store;
  }

  get shards(): number {
    return this.first.length;
  }

  /** Adds a row to a shard's list. */
  add(shard: number, row: number): void {
    const { store } = this;
    const { key, count, deadlineUs } = store;
    const last = this.last[shard]!;
    let bytes = estimatedRecordBytes(store.sizeBytes[row]!) * count[row]!;
    if (last === NONE || key[last] !== key[row]) bytes += estimatedKeyBytes(store.keyBytes[row]!);
    if (last === NONE) this.first[shard] = row;
    else store.next[last] = row;
    store.next[row] = NONE;
    this.last[shard] = row;
    this.records[shard]! += count[row]!;
    this.mostBytes[shard]! += bytes;
    if (last === NONE || deadlineUs[row]! < this.earliestUs[shard]!)
      this.earliestUs[shard] = deadlineUs[row]!;
  }

  /** Makes a list the shard's. @param first its first row, or `NONE` */
  replace(shard: number, first: number): void {
    const { store } = this;
    this.clear(shard);
    for (let row = first; row !== NONE; ) {
      const after = store.next[row]!;
      this.add(shard, row);
      row = after;
    }
  }

  /** Forgets a shard's list. */
  clear(shard: number): void {
    this.first[shard] = NONE;
    this.last[shard] = NONE;
    this.records[shard] = 0;
    this.mostBytes[shard] = 0;
  }

  /** Makes room for a shard. */
  reserve(shard: number): void {
    let shards = this.shards;
    if (shard < shards) return;
    while (shards <= shard) shards *= 2;
    this.first = wider(this.first, new Int32Array(shards).fill(NONE));
    this.last = wider(this.last, new Int32Array(shards).fill(NONE));
    this.records = wider(this.records, new Float64Array(shards));
    this.mostBytes = wider(this.mostBytes, new Float64Array(shards));
    this.earliestUs = wider(this.earliestUs, new Float64Array(shards));
    this.dueUs = wider(this.dueUs, new Float64Array(shards).fill(Number.POSITIVE_INFINITY));
  }
}
