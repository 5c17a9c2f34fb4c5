// How large an event is, about: AWS documents its form and no size. A record's data stands in it in base64, a message's body as it
// is, each with what Lambda says of it.

/** Around a stream's record: 532 B in AWS's example, written without spaces, and more where names are longer. */
const LOG_ENVELOPE_BYTES = 600;

/** Around a queue's message: 426 B in AWS's example, and a receipt handle, which has up to some 400. */
const MESSAGE_ENVELOPE_BYTES = 800;

/** A stream’s record in an event. @param dataBytes without its key */
export function recordEventBytes(dataBytes: number, keyBytes: number): number {
  return LOG_ENVELOPE_BYTES + keyBytes + 4 * Math.ceil(dataBytes / 3);
}

/** A queue’s message in an event. */
export function messageEventBytes(bodyBytes: number): number {
  return MESSAGE_ENVELOPE_BYTES + bodyBytes;
}
