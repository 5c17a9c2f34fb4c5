// How large an event is: AWS documents its form, in which a record’s data is written in base64 and a message’s body as it
// is, each with what Lambda says of it. That part was counted in the documented examples, written without spaces.

/** What stands around a stream’s record: its sequence number, key, time, shard and ARNs. */
const LOG_ENVELOPE_BYTES = 600;

/** What stands around a queue’s message: its identifiers, receipt handle, attributes and ARN. */
const MESSAGE_ENVELOPE_BYTES = 800;

/** A stream’s record in an event. @param dataBytes without its key */
export function recordEventBytes(dataBytes: number, keyBytes: number): number {
  return LOG_ENVELOPE_BYTES + keyBytes + 4 * Math.ceil(dataBytes / 3);
}

/** A queue’s message in an event. */
export function messageEventBytes(bodyBytes: number): number {
  return MESSAGE_ENVELOPE_BYTES + bodyBytes;
}
