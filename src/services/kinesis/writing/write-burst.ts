// What a shard's byte limit takes at once.

import { LARGE_RECORD_BURST, MAX_RECORD_SIZE, SHARD_WRITE_BYTES } from '../limits.ts';

/** `writeBurst: auto`. */
export const BURST_AUTO = 0;

/** A stream's burst, bytes: what it says, or 10 MiB where records may be large and 1 MiB elsewhere. */
export function burstBytes(stream: { readonly writeBurst: number; readonly maxRecordSize: number }): number {
  if (stream.writeBurst !== BURST_AUTO) return stream.writeBurst;
  return stream.maxRecordSize > MAX_RECORD_SIZE.value ? LARGE_RECORD_BURST.value : SHARD_WRITE_BYTES.value;
}
