// What a mapping has read of one shard and is not done with. Lanes finish out of order, and so do records that a filter
// keeps back; the shard is released up to the first record that is not done.

/** The records of a shard between what is released and what is read. */
export class Outstanding {
  /** The first position that is not released, and the number of its first record. */
  private position = 0;
  private ordinal = 0;
  /** By position from there on: its first record’s number. */
  private starts: number[] = [];
  /** By record from `doneFrom` on: 1 when it is done. */
  private done = new Uint8Array(1024);
  private doneFrom = 0;
  /** Positions of `starts` that are released already. */
  private skipped = 0;
  /** The number of the next record that is read. */
  private next = 0;

  /** So many records of a position were read: it follows those read before, or what was trimmed behind them. @returns the first one’s number */
  read(position: number, count: number): number {
    if (this.starts.length === this.skipped) this.position = position;
    // Nothing of what was trimmed in between is to come.
    for (let trimmed = this.position + this.starts.length - this.skipped; trimmed < position; trimmed++) {
      this.starts.push(this.next);
    }
    this.starts.push(this.next);
    const first = this.next;
    this.next += count;
    if (this.next - this.doneFrom > this.done.length) this.makeRoom();
    return first;
  }

  /** A record has its fate. */
  finish(ordinal: number): void {
    this.done[ordinal - this.doneFrom] = 1;
  }

  /** @returns the position before which all is done; it never goes back */
  releasable(): number {
    const { starts, done } = this;
    while (this.skipped < starts.length) {
      const end = starts[this.skipped + 1] ?? this.next;
      while (this.ordinal < end && done[this.ordinal - this.doneFrom] === 1) this.ordinal++;
      if (this.ordinal < end) break;
      this.skipped++;
      this.position++;
    }
    if (this.skipped > 1024 && this.skipped * 2 > starts.length) {
      starts.splice(0, this.skipped);
      this.skipped = 0;
    }
    return this.position;
  }

  /** Whether the i-th record of a position has its fate. */
  isDone(position: number, i: number): boolean {
    const at = position - this.position;
    if (at < 0) return true;
    const start = this.starts[this.skipped + at];
    return start !== undefined && this.done[start + i - this.doneFrom] === 1;
  }

  // Forgets what is released, and doubles the room where that is not enough.
  private makeRoom(): void {
    const keptFrom = this.ordinal;
    const kept = this.done.subarray(keptFrom - this.doneFrom);
    const needed = this.next - keptFrom;
    let size = 1024;
    while (size < needed * 2) size *= 2;
    const room = new Uint8Array(size);
    room.set(kept.subarray(0, Math.min(kept.length, size)));
    this.done = room;
    this.doneFrom = keptFrom;
  }
}
