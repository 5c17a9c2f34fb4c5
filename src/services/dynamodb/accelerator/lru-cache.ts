// A cache of so many bytes: what was used longest ago makes room for what is new; some of it is too old after a time.

/** What an entry is known by. */
export type CacheKey = number | string;

/** What is kept, in a ring: each entry knows the one that was used before it and the one that was used after it. */
class Entry {
  readonly key: CacheKey;
  readonly bytes: number;
  /** When it came, µs. */
  readonly sinceUs: number;
  /** From when on it is too old, µs. */
  readonly expiresUs: number;
  before: Entry = this;
  after: Entry = this;

  constructor(key: CacheKey, bytes: number, sinceUs: number, expiresUs: number) {
    this.key = key;
    this.bytes = bytes;
    this.sinceUs = sinceUs;
    this.expiresUs = expiresUs;
  }

  leave(): void {
    this.before.after = this.after;
    this.after.before = this.before;
  }

  enterBefore(other: Entry): void {
    this.before = other.before;
    this.after = other;
    this.before.after = this;
    other.before = this;
  }
}

/**
 * Entries by key. Their order stands in the ring, not in the map: a map that entries leave and enter with each use is
 * rebuilt again and again.
 */
export class LruCache {
  private readonly capacityBytes: number;
  private readonly entries = new Map<CacheKey, Entry>();
  /** Closes the ring: after it comes what was used longest ago, before it what was used last. */
  private readonly ends = new Entry('', 0, 0, 0);
  private used = 0;
  private dropped = 0;

  constructor(capacityBytes: number) {
    this.capacityBytes = capacityBytes;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.used;
  }

  /** Bytes that made room for others so far and were not too old. */
  get evictedBytes(): number {
    return this.dropped;
  }

  /** Looks for an entry, and uses it. @returns since when it is there, µs; −1 where it is not, or is too old */
  find(key: CacheKey, nowUs: number): number {
    const entry = this.entries.get(key);
    if (entry === undefined) return -1;
    if (nowUs >= entry.expiresUs) {
      this.remove(entry);
      return -1;
    }
    entry.leave();
    entry.enterBefore(this.ends);
    return entry.sinceUs;
  }

  /** Keeps an entry, or brings it up to date: then it is there since it came. One that is larger than the cache is not kept. */
  keep(key: CacheKey, bytes: number, expiresUs: number, nowUs: number): void {
    const known = this.entries.get(key);
    if (known !== undefined) this.remove(known);
    if (bytes > this.capacityBytes) return;
    const isThere = known !== undefined && nowUs < known.expiresUs;
    const entry = new Entry(key, bytes, isThere ? known.sinceUs : nowUs, expiresUs);
    entry.enterBefore(this.ends);
    this.entries.set(key, entry);
    this.used += bytes;
    if (this.used > this.capacityBytes) this.makeRoom(nowUs);
  }

  // What is too old anyhow is no loss.
  private makeRoom(nowUs: number): void {
    while (this.used > this.capacityBytes) {
      const oldest = this.ends.after;
      this.remove(oldest);
      if (nowUs < oldest.expiresUs) this.dropped += oldest.bytes;
    }
  }

  private remove(entry: Entry): void {
    entry.leave();
    this.entries.delete(entry.key);
    this.used -= entry.bytes;
  }
}
