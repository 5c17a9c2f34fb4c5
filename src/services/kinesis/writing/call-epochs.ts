// Which puts were sent before a resharding and are not answered yet. What they brought to a shard that was closed meanwhile
// is its own still, and readable at their answers: only after the last of them is the shard's log complete.

/** Counts the puts under way by epoch: a resharding begins the next one. */
export class CallEpochs {
  private current = 0;
  private readonly underWay = [0];
  /** All epochs before this one are settled. */
  private oldest = 0;

  /** A put is sent. @returns its epoch, to be given back at its answer */
  sent(): number {
    this.underWay[this.current]!++;
    return this.current;
  }

  /** A put of that epoch is answered. */
  answered(epoch: number): void {
    this.underWay[epoch]!--;
  }

  /** Shards are closed and opened. @returns the epoch that ends */
  next(): number {
    this.underWay.push(0);
    return this.current++;
  }

  /** Whether every put of an epoch that has ended, and of those before it, is answered. */
  isSettled(epoch: number): boolean {
    while (this.oldest < this.current && this.underWay[this.oldest] === 0) this.oldest++;
    return epoch < this.oldest;
  }
}
