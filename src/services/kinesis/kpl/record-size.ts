// How large an aggregated record is: a frame (four bytes of magic, sixteen of MD5) around a protobuf message that
// holds each distinct partition key once, and each user record with the index of its key. The library decides when
// to flush by an estimate, and what fits by the exact size. Source: aws/kinesis/core/kinesis_record.cc and
// aggregation-format.md of the Kinesis Producer Library.

/** The magic number in front and the MD5 behind, bytes. */
export const FRAME_BYTES = 20;

/** What the partition key of an aggregated record counts, bytes: it is always "a". */
export const OUTER_KEY_BYTES = 1;

/** Bytes of a protobuf varint. */
export function varintBytes(value: number): number {
  if (value < 128) return 1;
  if (value < 16_384) return 2;
  if (value < 2_097_152) return 3;
  return value < 268_435_456 ? 4 : 5;
}

/** What a distinct partition key of so many bytes adds. */
export function keyEntryBytes(keyBytes: number): number {
  return 1 + varintBytes(keyBytes) + keyBytes;
}

/** What a user record adds whose key is the `keyIndex`-th distinct one. */
export function recordEntryBytes(dataBytes: number, keyIndex: number): number {
  const inner = 1 + varintBytes(keyIndex) + 1 + varintBytes(dataBytes) + dataBytes;
  return 1 + varintBytes(inner) + inner;
}

/** What the library takes a user record for until it flushes. */
export function estimatedRecordBytes(dataBytes: number): number {
  return dataBytes + 5;
}

/** What the library takes a distinct partition key for until it flushes. */
export function estimatedKeyBytes(keyBytes: number): number {
  return keyBytes + 3;
}
