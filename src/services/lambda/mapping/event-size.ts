// How large an event is: AWS documents its form, in which a record’s data is written in base64, with what Lambda says of
// it. That part was counted in the documented example, written without spaces.

/** What stands around a stream’s record: its sequence number, key, time, shard and ARNs. */
const LOG_ENVELOPE_BYTES = 600;

/** A stream’s record in an event. @param dataBytes without its key */
export function recordEventBytes(dataBytes: number, keyBytes: number): number {
  return LOG_ENVELOPE_BYTES + keyBytes + 4 * Math.ceil(dataBytes / 3);
}
