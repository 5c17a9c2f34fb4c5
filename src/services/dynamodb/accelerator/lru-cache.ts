// A cache of so many bytes: what was used longest ago makes room for what is new; some of it is too old after a time.

/** What an entry is known by. */
export type CacheKey = number | string;

interface Entry {
  bytes: number;
  /** When it came, µs. */
  sinceUs: number;
  /** From when on it is too old, µs. */
  expiresUs: number;
}

/** Entries by key, those used last at the end. */
export class LruCache {
  private readonly capacityBytes: number;
  private readonly entries = new Map<CacheKey, Entry>();
  private used = 0;
  private dropped = 0;

  constructor(capacityBytes: number) {
    this.capacityBytes = capacityBytes;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.used;
  }

  /** Bytes that made room for others so far. */
  get evictedBytes(): number {
    return this.dropped;
  }

  /** Looks for an entry, and uses it. @returns since when it is there, µs; −1 where it is not, or is too old */
  find(key: CacheKey, nowUs: number): number {
    const entry = this.entries.get(key);
    if (entry === undefined) return -1;
    this.entries.delete(key);
    if (nowUs >= entry.expiresUs) {
      this.used -= entry.bytes;
      return -1;
    }
    this.entries.set(key, entry);
    return entry.sinceUs;
  }

  /** Keeps an entry, or brings it up to date: then it is there since it came. One that is larger than the cache is not kept. */
  keep(key: CacheKey, bytes: number, expiresUs: number, nowUs: number): void {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.used -= known.bytes;
    }
    if (bytes > this.capacityBytes) return;
    const isThere = known !== undefined && nowUs < known.expiresUs;
    this.entries.set(key, { bytes, sinceUs: isThere ? known.sinceUs : nowUs, expiresUs });
    this.used += bytes;
    if (this.used > this.capacityBytes) this.makeRoom();
  }

  private makeRoom(): void {
    for (const [oldest, entry] of this.entries) {
      if (this.used <= this.capacityBytes) break;
      this.entries.delete(oldest);
      this.used -= entry.bytes;
      this.dropped += entry.bytes;
    }
  }
}
