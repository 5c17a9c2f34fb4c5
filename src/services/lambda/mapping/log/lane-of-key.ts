// Which lane of a shard the records with a key are in: always the same one.

/** Spreads keys over lanes: Knuth's multiplicative hash. */
const HASH = 2_654_435_761;

/** @returns the number of a key's lane, of so many */
export function laneOfKey(key: number, lanes: number): number {
  return lanes === 1 ? 0 : (Math.imul(key + 1, HASH) >>> 0) % lanes;
}
