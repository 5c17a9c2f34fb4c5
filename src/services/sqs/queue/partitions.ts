// The partitions of a FIFO queue: each takes the groups whose hash lies in its range, and so many transactions a second of
// each action. In high-throughput mode a partition near its capacity is split in two, and two that are little used become
// one (SQS developer guide, partitions and data distribution); how soon, and from which use on, is not published.

import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Keys } from '../../../workload/keys.ts';
import { FIFO_TRANSACTIONS } from '../limits.ts';
import { ACTIONS } from './transactions.ts';

const HASHES = 2 ** 32;
/** Of what a partition takes: asked for more, it is split; two that are asked for less together become one. Assumptions. */
const NEAR = 0.8;
const IDLE = 0.4;

/** One partition: the hashes [from, to). */
export class Partition {
  readonly from: number;
  readonly to: number;
  /** By action. */
  readonly buckets: readonly TokenBucket[];
  /** By action: transactions that were asked for since it was last looked at. */
  readonly asked = new Float64Array(ACTIONS.length);
  /** The last call that touched it. */
  touchedBy = 0;
  /** The last batch of sends that it took its part of. */
  admits = 0;

  /** @param spent by action: whole transactions that its bucket lacks at the beginning */
  constructor(from: number, to: number, spent: readonly number[] = [], nowUs = 0) {
    this.from = from;
    this.to = to;
    const { value } = FIFO_TRANSACTIONS;
    this.buckets = ACTIONS.map((_, action) => {
      const bucket = new TokenBucket(value, value);
      bucket.refill(nowUs);
      bucket.take(spent[action] ?? 0);
      return bucket;
    });
  }

  /** By action: what its bucket lacks, in whole transactions. */
  spent(nowUs: number): readonly number[] {
    return this.buckets.map((bucket) => bucket.burst - Math.floor(bucket.levelAt(nowUs)));
  }
}

/** All partitions of one queue, in the order of their ranges. */
export class Partitions {
  private list: readonly Partition[];
  private readonly keys: Keys;

  constructor(keys: Keys, count: number) {
    this.keys = keys;
    this.list = Array.from(
      { length: count },
      (_, i) => new Partition(border(i, count), border(i + 1, count)),
    );
  }

  get length(): number {
    return this.list.length;
  }

  at(index: number): Partition {
    return this.list[index]!;
  }

  /** The partition of a group. */
  of(group: number): Partition {
    const { list } = this;
    if (list.length === 1) return list[0]!;
    const hash = this.keys.hash32(group, 0);
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (list[middle]!.from <= hash) low = middle;
      else high = middle - 1;
    }
    return list[low]!;
  }

  /**
   * Looks at what was asked for in the last `seconds`: splits what was busy, up to `most` partitions, and joins what was idle.
   * What was spent of a bucket stays so for its groups: none of them gets a second burst for a split.
   */
  adjust(seconds: number, most: number, nowUs: number): void {
    const capacity = FIFO_TRANSACTIONS.value * seconds;
    const next: Partition[] = [];
    let room = most - this.list.length;
    for (const one of this.list) {
      const before = next.at(-1);
      if (before !== undefined && areHalves(before, one) && busiest(before, one) < IDLE * capacity) {
        next[next.length - 1] = joined(before, one, nowUs);
        room++;
      } else if (busiest(one) > NEAR * capacity && room > 0 && one.to - one.from >= 2) {
        const middle = Math.floor((one.from + one.to) / 2);
        const spent = one.spent(nowUs);
        next.push(new Partition(one.from, middle, spent, nowUs), new Partition(middle, one.to, spent, nowUs));
        room--;
      } else {
        next.push(one);
      }
    }
    this.list = next;
    for (const { asked } of next) asked.fill(0);
  }
}

function joined(left: Partition, right: Partition, nowUs: number): Partition {
  const other = right.spent(nowUs);
  const spent = left.spent(nowUs).map((units, action) => Math.max(units, other[action]!));
  const both = new Partition(left.from, right.to, spent, nowUs);
  for (const action of ACTIONS.keys()) both.asked[action] = left.asked[action]! + right.asked[action]!;
  return both;
}

function border(index: number, count: number): number {
  return Math.floor((HASHES * index) / count);
}

/** Whether two partitions are what one was split into, as far as their ranges tell. */
function areHalves(left: Partition, right: Partition): boolean {
  const width = left.to - left.from;
  return Math.abs(right.to - right.from - width) <= 1 && Math.round(left.from / width) % 2 === 0;
}

// What was asked for of the action that was asked for most.
function busiest(...partitions: readonly Partition[]): number {
  return Math.max(
    ...ACTIONS.map((_, action) => partitions.reduce((sum, { asked }) => sum + asked[action]!, 0)),
  );
}
