// In which order a consumer reads shards: a child only when all that its parents held is worked through, so that what
// shares a key keeps its order across a resharding (developer guide, after a resharding).

import type { LogReader } from '../../ports/record-log.ts';

/** Which shards a consumer has worked through, and which it may begin. */
export class Lineage {
  private readonly reader: LogReader;
  private readonly ended = new Set<number>();

  constructor(reader: LogReader) {
    this.reader = reader;
  }

  /** @returns where reading begins: the shards with something left to read, or to come, whose parents have nothing left */
  begin(): readonly number[] {
    const begun: number[] = [];
    // Parents have lower numbers than their children.
    for (const shard of this.reader.shards.keys()) {
      if (!this.isReady(shard)) continue;
      if (this.reader.isDone(shard)) this.ended.add(shard);
      else begun.push(shard);
    }
    return begun;
  }

  /** A shard is worked through. @returns its children that have no other parent to wait for */
  end(shard: number): readonly number[] {
    this.ended.add(shard);
    return this.reader.children(shard).filter((child) => this.isReady(child));
  }

  /** Whether a shard is worked through. */
  hasEnded(shard: number): boolean {
    return this.ended.has(shard);
  }

  private isReady(shard: number): boolean {
    return this.reader.parents(shard).every((parent) => this.ended.has(parent));
  }
}
