// The quotas of a FIFO queue (quotas of SQS messages): transactions a second of each action and partition, and in
// high-throughput mode calls a second of each action in the Region. A batch is one transaction of every partition that its
// groups lie on. Without high throughput the queue is one partition.

import type { Handler } from '../../../engine/engine.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import type { PutCall } from '../../ports/record-sink.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';
import { FIFO_TRANSACTIONS, highThroughputLimit } from '../limits.ts';
import type { Admission, ReceiptAction } from './admission.ts';
import { isHighThroughput } from './high-throughput.ts';
import { type Partition, Partitions } from './partitions.ts';
import { PUT_OPERATIONS } from './put-operations.ts';
import type { QueueConfig } from './queue-schema.ts';
import { ACTIONS, type Action, Transactions } from './transactions.ts';

const SEND = 0;
const RECEIVE = 1;
const DELETE = 2;
const CHANGE = 3;

/** Messages of refused sends, by what refused them. */
export interface SendRefusals {
  readonly byRegion: number;
  readonly byPartition: number;
  /** The group with the most of those that its partition refused. */
  readonly group: string | null;
  readonly ofGroup: number;
}

/** What a FIFO queue lets through. */
export class FifoQuota implements Admission, Handler {
  private readonly site: Site;
  private readonly partitions: Partitions;
  private readonly transactions: readonly Transactions[];
  /** By action: the Region's quota; null for a queue without high throughput. */
  private readonly region: readonly TokenBucket[] | null;
  private readonly mostPartitions: number;
  private readonly partitionTimeUs: number;
  private readonly looks: number;
  private readonly level: Level | null;
  /** The partition that is next for a receive. */
  private turn = 0;
  private calls = 0;
  private touched: Partition[] = [];
  private refusedByRegion = 0;
  private readonly refusedByGroup = new Map<number, number>();

  constructor(config: QueueConfig, site: Site) {
    this.site = site;
    const isHigh = isHighThroughput(config);
    this.partitions = new Partitions(site.keys, isHigh ? config.partitions : 1);
    this.transactions = ACTIONS.map((action) => new Transactions(site, action));
    const { value } = highThroughputLimit(site.region);
    this.region = isHigh ? ACTIONS.map(() => new TokenBucket(value, value)) : null;
    this.mostPartitions = Math.ceil(value / FIFO_TRANSACTIONS.value);
    this.partitionTimeUs = config.partitionTime;
    this.looks = site.engine.register(site.name, 'partitions', 'timer', this);
    this.level = isHigh ? site.level('Partitions') : null;
    this.level?.set(0, this.partitions.length);
  }

  /** The run begins. */
  start(): void {
    if (this.region === null) return;
    const phase = this.site.random('partitions').double();
    this.site.engine.schedule(this.looks, 0, Math.ceil(phase * this.partitionTimeUs));
  }

  /** What is left in the bucket of each action, of a queue that is one partition; null for one with high throughput. */
  balances(nowUs: number): Readonly<Record<Action, number>> | null {
    if (this.region !== null) return null;
    const { buckets } = this.partitions.at(0);
    const left = ACTIONS.map((action, i) => [action, buckets[i]!.levelAt(nowUs)]);
    return Object.fromEntries(left) as Record<Action, number>;
  }

  /** Of the refused sends of a queue with high throughput, those of its Region's quota, and the group with most of the others. */
  refusals(): SendRefusals {
    let most = 0;
    let group: number | null = null;
    let byPartition = 0;
    for (const [key, count] of this.refusedByGroup) {
      byPartition += count;
      if (count <= most) continue;
      most = count;
      group = key;
    }
    return {
      byRegion: this.refusedByRegion,
      byPartition,
      group: group === null ? null : this.site.keys.text(group),
      ofGroup: most,
    };
  }

  fire(_slot: number, nowUs: number): void {
    this.partitions.adjust(this.partitionTimeUs / US_PER_SECOND, this.mostPartitions, nowUs);
    this.level?.set(nowUs, this.partitions.length);
    this.site.engine.schedule(this.looks, 0, nowUs + this.partitionTimeUs);
  }

  send(call: PutCall, throttled: number, nowUs: number): void {
    const { batch, operation, stored, reason } = call;
    if (PUT_OPERATIONS[operation]!.perRecord) {
      this.sendBatch(call, throttled, nowUs);
      return;
    }
    for (let row = 0; row < batch.length; row++) {
      const count = batch.count[row]!;
      const key = batch.key[row]!;
      stored[row] = this.admit(SEND, this.partitions.of(key), count, nowUs);
      if (stored[row]! === count) continue;
      reason[row] = throttled;
      this.refused(key, count - stored[row]!, this.hasRegion(SEND, nowUs));
    }
  }

  receive(nowUs: number): boolean {
    const { partitions } = this;
    // Which partition a receive is a transaction of is not published: here they take turns, those that are spent left out.
    for (let tried = 1; ; tried++) {
      this.turn = (this.turn + 1) % partitions.length;
      const partition = partitions.at(this.turn);
      const isLast = tried === partitions.length;
      if (isLast || partition.buckets[RECEIVE]!.affordable(nowUs, 1, 1) === 1)
        return this.admit(RECEIVE, partition, 1, nowUs) === 1;
    }
  }

  receipts(name: ReceiptAction, { key }: ReceivedMessages, from: number, to: number, nowUs: number): boolean {
    const action = name === 'DeleteMessage' ? DELETE : CHANGE;
    this.calls++;
    this.touched.length = 0;
    for (let row = from; row < to; row++) this.touch(this.partitions.of(key[row]!), action);
    const { length } = this.touched;
    // One that is short refuses the call: its entries are answered as one.
    let isAdmitted = this.hasRegion(action, nowUs);
    for (const { buckets } of this.touched)
      if (buckets[action]!.affordable(nowUs, 1, 1) === 0) isAdmitted = false;
    if (isAdmitted) {
      for (const { buckets } of this.touched) buckets[action]!.take(1);
      this.region?.[action]?.take(1);
    }
    this.transactions[action]!.count(isAdmitted ? length : 0, isAdmitted ? 0 : length, nowUs);
    return isAdmitted;
  }

  // Each partition that is touched takes or refuses its rows.
  private sendBatch({ batch, stored, reason }: PutCall, throttled: number, nowUs: number): void {
    this.calls++;
    this.touched.length = 0;
    const hasRegion = this.hasRegion(SEND, nowUs);
    let admitted = 0;
    for (let row = 0; row < batch.length; row++) {
      const partition = this.partitions.of(batch.key[row]!);
      if (this.touch(partition, SEND) && hasRegion && partition.buckets[SEND]!.admit(nowUs, 1) === 1) {
        admitted++;
        partition.admits = this.calls;
      }
      const isAdmitted = partition.admits === this.calls;
      stored[row] = isAdmitted ? batch.count[row]! : 0;
      if (isAdmitted) continue;
      reason[row] = throttled;
      this.refused(batch.key[row]!, batch.count[row]!, hasRegion);
    }
    if (admitted > 0) this.region?.[SEND]?.take(1);
    this.transactions[SEND]!.count(admitted, this.touched.length - admitted, nowUs);
  }

  private refused(group: number, count: number, hasRegion: boolean): void {
    if (this.region === null) return;
    if (hasRegion) this.refusedByGroup.set(group, (this.refusedByGroup.get(group) ?? 0) + count);
    else this.refusedByRegion += count;
  }

  // @returns whether this call had not touched it before
  private touch(partition: Partition, action: number): boolean {
    if (partition.touchedBy === this.calls) return false;
    partition.touchedBy = this.calls;
    partition.asked[action]!++;
    this.touched.push(partition);
    return true;
  }

  private hasRegion(action: number, nowUs: number): boolean {
    return this.region === null || this.region[action]!.affordable(nowUs, 1, 1) === 1;
  }

  // Single calls, all of one partition.
  private admit(action: number, partition: Partition, count: number, nowUs: number): number {
    const bucket = partition.buckets[action]!;
    const region = this.region?.[action];
    partition.asked[action]! += count;
    const most = region === undefined ? count : region.affordable(nowUs, 1, count);
    const admitted = bucket.admit(nowUs, most);
    region?.take(admitted);
    this.transactions[action]!.count(admitted, count - admitted, nowUs);
    return admitted;
  }
}
