// Time to live: each write of an item sets anew when it expires, in whole seconds; some time after that it is deleted in the
// background, unless it was written again meanwhile. A deletion takes no capacity, neither of the table nor of its indexes,
// and the stream has a record of it (developer guide, time to live). What is in the table when the run begins does not expire.

import type { NumberedStream } from '../../../engine/random.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Counter } from '../../../metrics/counter.ts';
import type { Distribution } from '../../../metrics/distribution.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import { RecordBatch } from '../../records/batch.ts';
import type { TimeToLiveConfig } from './time-to-live-schema.ts';

/** Told of an item that is deleted: the one row of a batch. @param bytes of the item */
export type Deleted = (batch: RecordBatch, bytes: number, nowUs: number) => void;

// An item that will expire.
interface Item {
  readonly key: number;
  readonly keyBytes: number;
  bytes: number;
  /** When it expires, µs; what is gone has none. */
  expiresUs: number;
  /** From then until it is deleted, µs. */
  readonly delayUs: number;
  slot: number;
}

const GONE = -1;

/** The expiry of one table's items. */
export class TimeToLive {
  /** In the ledger: what its deletions come from. */
  readonly origin: number;
  private readonly site: Site;
  private readonly afterUs: number;
  private readonly delay: Sampler;
  private readonly delays: NumberedStream;
  private readonly deletions: Counter;
  private readonly delaySeen: Distribution;
  private readonly deleted: Deleted;
  private readonly items = new Map<number, Item>();
  private readonly slots: (Item | null)[] = [];
  private readonly spare: number[] = [];
  private readonly batch = new RecordBatch(1);
  private readonly handler: number;
  private number = 0;

  constructor(config: TimeToLiveConfig, site: Site, deleted: Deleted) {
    this.site = site;
    this.afterUs = config.after;
    this.delay = sampler(config.deletionDelay);
    this.delays = site.numbered('timeToLive/deletionDelay');
    this.deleted = deleted;
    this.origin = site.ledger.source(site.name);
    this.deletions = site.counter('TimeToLiveDeletedItemCount');
    this.delaySeen = site.distribution('TimeToLiveDeletionDelay');
    this.handler = site.engine.register(site.name, 'delete an expired item', 'timer', {
      fire: (slot, nowUs) => this.due(slot, nowUs),
    });
  }

  /** An item is written. @param bytes of it from now on; 0 where it is deleted */
  written(key: number, keyBytes: number, bytes: number, nowUs: number): void {
    const known = this.items.get(key);
    const isThere = bytes > 0;
    const expiresUs = isThere ? secondOf(nowUs + this.afterUs) : GONE;
    if (known !== undefined) {
      // Its event finds out that it has more time, or that it is gone.
      known.bytes = bytes;
      known.expiresUs = expiresUs;
    } else if (isThere) this.begin(key, keyBytes, bytes, expiresUs);
  }

  private begin(key: number, keyBytes: number, bytes: number, expiresUs: number): void {
    const delayUs = Math.round(this.delay.sample(this.delays.at(key)));
    const slot = this.spare.pop() ?? this.slots.length;
    const item: Item = { key, keyBytes, bytes, expiresUs, delayUs, slot };
    this.slots[slot] = item;
    this.items.set(key, item);
    this.site.engine.schedule(this.handler, slot, expiresUs + delayUs);
  }

  private due(slot: number, nowUs: number): void {
    const item = this.slots[slot]!;
    const { expiresUs, delayUs } = item;
    if (expiresUs !== GONE && expiresUs + delayUs > nowUs) {
      this.site.engine.schedule(this.handler, slot, expiresUs + delayUs);
      return;
    }
    this.slots[slot] = null;
    this.spare.push(slot);
    this.items.delete(item.key);
    if (expiresUs !== GONE) this.remove(item, nowUs);
  }

  private remove({ key, keyBytes, bytes, expiresUs }: Item, nowUs: number): void {
    const { batch, site, origin } = this;
    const number = this.number++;
    batch.clear();
    batch.enter(nowUs, nowUs, number, bytes, keyBytes, key, origin, 1);
    batch.sentUs[0] = nowUs;
    this.deletions.add(nowUs, 1);
    this.delaySeen.add(nowUs, nowUs - expiresUs, 1);
    site.ledger.produced(origin, nowUs, 1, bytes, number);
    this.deleted(batch, bytes, nowUs);
  }
}

/** Times to live are written in whole seconds. */
function secondOf(us: number): number {
  return Math.floor(us / US_PER_SECOND) * US_PER_SECOND;
}
