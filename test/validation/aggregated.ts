// User records that are packed together, by the program and by the library that others decode with.

import * as agg from 'aws-kinesis-agg';
import { Gathering } from '../../src/services/kinesis/kpl/gathering.ts';
import { KinesisRecord } from '../../src/services/kinesis/kpl/kinesis-record.ts';
import { Packing } from '../../src/services/kinesis/kpl/packing.ts';
import { UserRecords } from '../../src/services/kinesis/kpl/user-records.ts';

type Encoded = (error: Error | null, record: { readonly data: Buffer }) => void;
// A CommonJS module, whose declarations leave the class out.
const { RecordAggregator } = (agg as unknown as { readonly default: Module }).default;

interface Module {
  readonly RecordAggregator: new () => {
    flushBufferedRecords(encoded: Encoded): void;
    addUserRecord(record: { readonly partitionKey: string; readonly data: Buffer }): void;
  };
}

/** One of them; keys of all lengths from 2 to 201 by their number. */
export interface UserRecord {
  readonly key: number;
  readonly sizeBytes: number;
}

const keyText = (key: number): string => `k${String(key).padStart(1 + ((key * 37) % 200), '0')}`;

const NO_LIMIT = { maxCount: 2 ** 32, maxBytes: 2 ** 32, ttlUs: 1 };

/** What the program packs them into. @param keyBytes of every key, where not its own text's */
export function packed(records: readonly UserRecord[], keyBytes?: number): KinesisRecord {
  const store = new UserRecords();
  const gathering = new Gathering(store);
  for (const { key, sizeBytes } of records) {
    const length = keyBytes ?? Buffer.byteLength(keyText(key));
    gathering.add(0, store.enter(0, 0, 0, sizeBytes, length, key, 1, 0));
  }
  const record = new KinesisRecord();
  new Packing(store, NO_LIMIT).pack(record, 0, gathering.first[0]!);
  return record;
}

/** Bytes of what the library packs them into. */
export function encodedBytes(records: readonly UserRecord[]): number {
  const aggregator = new RecordAggregator();
  for (const { key, sizeBytes } of records) {
    aggregator.addUserRecord({ partitionKey: keyText(key), data: Buffer.alloc(sizeBytes, 7) });
  }
  let bytes = -1;
  aggregator.flushBufferedRecords((error, { data }) => {
    if (error !== null) throw error;
    bytes = data.length;
  });
  return bytes;
}
