// How many capacity units an operation takes ("DynamoDB read and write operations"). Reads are counted in halves, so that all
// sums are whole: an eventually consistent read of up to 4 KiB is one half.

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/** Halves of a read capacity unit in a whole one. */
export const HALVES = 2;

/** Halves of read capacity units that reading an item takes; one that is not there takes as many as the smallest. */
export function readHalves(itemBytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(itemBytes / READ_UNIT_BYTES)) * (isConsistent ? HALVES : 1);
}

/** Write capacity units of a write: of the larger of the item before it and after it. */
export function writeUnits(beforeBytes: number, afterBytes: number): number {
  return Math.max(1, Math.ceil(Math.max(beforeBytes, afterBytes) / WRITE_UNIT_BYTES));
}
