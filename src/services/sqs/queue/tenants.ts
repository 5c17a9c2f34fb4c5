// The tenants of a fair queue (the message groups of a standard queue), and which of them are noisy: those that have more
// than a tenth of what is in flight, and 30 messages of it at least, or more than a tenth of the recent processing
// time. Tenants are looked at when a message of theirs is received or done with; AWS calls its own thresholds approximate.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { NOISY_IN_FLIGHT, NOISY_SHARE, NOISY_TIME } from '../limits.ts';
import { type Links, NONE, SlotList } from './message-lists.ts';
import { RankHeap } from './rank-heap.ts';
import { RecentTime } from './recent-time.ts';

const WINDOW_US = NOISY_TIME.value * US_PER_SECOND;

/** The key of messages without a group: tenants of their own, each too small to be noisy, that stand together. */
export const NO_GROUP = -1;

/** One tenant: its messages that can be received, and what it takes of the receivers' time. */
export class Tenant {
  readonly key: number;
  /** Messages that come back, and those that were never received; the former first. */
  readonly returned: SlotList;
  readonly fresh: SlotList;
  readonly spent = new RecentTime(WINDOW_US);
  inFlight = 0;
  isNoisy = false;
  /** Of its first message. */
  rank = 0;
  at = NONE;

  constructor(key: number, links: Links) {
    this.key = key;
    this.returned = new SlotList(links);
    this.fresh = new SlotList(links);
  }

  get visible(): number {
    return this.returned.length + this.fresh.length;
  }

  get first(): number {
    return this.returned.length > 0 ? this.returned.first : this.fresh.first;
  }
}

/** All tenants of one queue. */
export class Tenants {
  /** Those that are quiet and have messages, by rank. */
  readonly quiet = new RankHeap<Tenant>();
  /** Those that are noisy and have messages: a share of a tenth leaves room for few. */
  readonly noisy: Tenant[] = [];
  private readonly links: Links;
  private readonly byKey = new Map<number, Tenant>();
  private readonly spent = new RecentTime(WINDOW_US);
  private inFlight = 0;
  private nextSweepUs = WINDOW_US;

  constructor(links: Links) {
    this.links = links;
  }

  of(key: number): Tenant {
    let tenant = this.byKey.get(key);
    if (tenant === undefined) {
      tenant = new Tenant(key, this.links);
      this.byKey.set(key, tenant);
    }
    return tenant;
  }

  /** The first message of a tenant has changed, or it has its first, or none. @param rank of its first message */
  changed(tenant: Tenant, rank: number): void {
    const wasThere = tenant.at !== NONE;
    tenant.rank = rank;
    if (tenant.visible === 0) {
      // A tenant whose backlog is gone is quiet.
      this.calm(tenant);
      if (tenant.at !== NONE) this.quiet.remove(tenant);
    } else if (!tenant.isNoisy) {
      if (wasThere) this.quiet.moved(tenant);
      else this.quiet.add(tenant);
    }
  }

  received(tenant: Tenant, nowUs: number): void {
    tenant.inFlight++;
    this.inFlight++;
    this.judge(tenant, nowUs);
  }

  /** A message that was in flight for so long is so no more. */
  done(tenant: Tenant, tookUs: number, nowUs: number): void {
    tenant.inFlight--;
    this.inFlight--;
    tenant.spent.add(tookUs, nowUs);
    this.spent.add(tookUs, nowUs);
    this.judge(tenant, nowUs);
    if (nowUs >= this.nextSweepUs) this.sweep(nowUs);
  }

  /** The noisy tenant with the fewest messages in flight; null when none has messages. What is noisy no more is quiet. */
  leastNoisy(nowUs: number): Tenant | null {
    let least: Tenant | null = null;
    for (let i = this.noisy.length - 1; i >= 0; i--) {
      const tenant = this.noisy[i]!;
      this.judge(tenant, nowUs);
      if (tenant.isNoisy && (least === null || tenant.inFlight <= least.inFlight)) least = tenant;
    }
    return least;
  }

  private judge(tenant: Tenant, nowUs: number): void {
    if (tenant.visible === 0 || tenant.key === NO_GROUP) return;
    const share = NOISY_SHARE.value;
    const { inFlight } = tenant;
    const isNoisy =
      (inFlight >= NOISY_IN_FLIGHT.value && inFlight > share * this.inFlight) ||
      tenant.spent.at(nowUs) > share * this.spent.at(nowUs);
    if (!isNoisy) {
      this.calm(tenant);
    } else if (!tenant.isNoisy) {
      tenant.isNoisy = true;
      this.noisy.push(tenant);
      if (tenant.at !== NONE) this.quiet.remove(tenant);
    }
  }

  private calm(tenant: Tenant): void {
    if (!tenant.isNoisy) return;
    tenant.isNoisy = false;
    this.noisy.splice(this.noisy.indexOf(tenant), 1);
    if (tenant.visible > 0) this.quiet.add(tenant);
  }

  // Tenants without messages and without recent time are forgotten, a window after the last of it.
  private sweep(nowUs: number): void {
    this.nextSweepUs = nowUs + WINDOW_US;
    for (const [key, tenant] of this.byKey) {
      if (tenant.visible === 0 && tenant.inFlight === 0 && tenant.spent.at(nowUs) === 0)
        this.byKey.delete(key);
    }
  }
}
