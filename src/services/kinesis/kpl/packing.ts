// User records that gathered for one shard become a Kinesis record: in the order of their deadlines, as many as fit. How
// large they are for certain is measured only then; while they gather, the library goes by an estimate.
// Source: aws/kinesis/core/{reducer.h,kinesis_record.cc} of the Kinesis Producer Library.

import { isByDeadline, sortByDeadline } from './deadline-order.ts';
import { KeyTable } from './key-table.ts';
import type { KinesisRecord } from './kinesis-record.ts';
import {
  estimatedKeyBytes,
  estimatedRecordBytes,
  FRAME_BYTES,
  keyEntryBytes,
  OUTER_KEY_BYTES,
  recordEntryBytes,
} from './record-size.ts';
import { NONE, type UserRecords } from './user-records.ts';

/** When a record is full, and how long user records live. */
export interface PackingLimits {
  readonly maxCount: number;
  readonly maxBytes: number;
  readonly ttlUs: number;
}

/** Packs lists of user records, one list at a time. */
export class Packing {
  private readonly store: UserRecords;
  private readonly limits: PackingLimits;
  private readonly keys = new KeyTable();

  constructor(store: UserRecords, limits: PackingLimits) {
    this.store = store;
    this.limits = limits;
  }

  /** What the library takes a list for while it gathers, bytes. */
  estimate(first: number): number {
    const { keys, store } = this;
    const { count, key, keyBytes, next, sizeBytes } = store;
    keys.clear();
    let bytes = 0;
    for (let row = first; row !== NONE; row = next[row]!) {
      bytes += estimatedRecordBytes(sizeBytes[row]!) * count[row]!;
      const known = keys.size;
      if (keys.indexOf(key[row]!) === known) bytes += estimatedKeyBytes(keyBytes[row]!);
    }
    return bytes;
  }

  /** How many records like those of a row bring a list to the largest estimate or count, from 1 on. */
  roomFor(row: number, first: number, records: number): number {
    const { store } = this;
    const { maxCount, maxBytes } = this.limits;
    const gathered = this.estimate(first);
    const isNew = this.keys.numberOf(store.key[row]!) < 0;
    const fixed = gathered + (isNew ? estimatedKeyBytes(store.keyBytes[row]!) : 0);
    const room = Math.ceil((maxBytes - fixed) / estimatedRecordBytes(store.sizeBytes[row]!));
    return Math.min(Math.max(1, room), maxCount - records);
  }

  /**
   * Makes `record` of the user records with the earliest deadlines in a list: as many as fit, at least one.
   * @returns the first row of the others, which are a list by deadline, or `NONE`
   */
  pack(record: KinesisRecord, shard: number, first: number): number {
    const { keys, store } = this;
    keys.clear();
    const begin = isByDeadline(store, first) ? first : sortByDeadline(store, first);
    let records = 0;
    let bytes = FRAME_BYTES;
    let expiresUs = Number.POSITIVE_INFINITY;
    let last = NONE;
    let row = begin;
    while (row !== NONE) {
      const count = this.fitting(row, records, bytes);
      if (count === 0) break;
      if (count < store.count[row]!) this.splitAfter(row, count);
      bytes += this.entryBytes(row, count);
      records += count;
      const rowExpiresUs = store.enteredUs[row]! + this.limits.ttlUs;
      if (rowExpiresUs < expiresUs) expiresUs = rowExpiresUs;
      last = row;
      row = store.next[row]!;
    }
    store.next[last] = NONE;
    record.first = begin;
    record.last = last;
    record.records = records;
    record.bytes = records === 1 ? store.sizeBytes[begin]! : bytes;
    record.keyBytes = records === 1 ? store.keyBytes[begin]! : OUTER_KEY_BYTES;
    record.shard = shard;
    record.earliestUs = store.deadlineUs[begin]!;
    record.expiresUs = expiresUs;
    return row;
  }

  // How many of a row's records may be added within the limits; the first of all always fits.
  private fitting(row: number, records: number, bytes: number): number {
    const { keys, store } = this;
    const { maxCount, maxBytes } = this.limits;
    const least = records === 0 ? 1 : 0;
    const most = Math.min(store.count[row]!, maxCount - records);
    if (most <= 0) return least;
    const known = keys.numberOf(store.key[row]!);
    const sizeBytes = store.sizeBytes[row]!;
    const fixed = known < 0 ? bytes + keyEntryBytes(store.keyBytes[row]!) : bytes;
    const each = recordEntryBytes(sizeBytes, known < 0 ? keys.size : known);
    if (fixed + each * most <= maxBytes) return most;
    return Math.max(least, Math.floor((maxBytes - fixed) / each));
  }

  // What `count` records of a row add, with its key when that is new.
  private entryBytes(row: number, count: number): number {
    const { keys, store } = this;
    const known = keys.size;
    const index = keys.indexOf(store.key[row]!);
    const bytes = recordEntryBytes(store.sizeBytes[row]!, index) * count;
    return index === known ? bytes + keyEntryBytes(store.keyBytes[row]!) : bytes;
  }

  // Leaves `count` records in a row; the others follow it.
  private splitAfter(row: number, count: number): void {
    const { store } = this;
    const others = store.split(row, count);
    store.next[others] = store.next[row]!;
    store.next[row] = others;
  }
}
