// The order of a standard queue whose messages have groups (fair queues): what is quiet comes first, the oldest of it at
// the head; then what is noisy, from the tenant with the fewest messages in flight. Nothing is refused or held back.

import { wider } from '../../records/wider.ts';
import { POISON_RECEIVES } from '../limits.ts';
import type { DeliveryOrder, HostSample } from './delivery-order.ts';
import { NONE, type SlotList } from './message-lists.ts';
import { type MessageStore, VISIBLE } from './message-store.ts';
import { NO_GROUP, type Tenant, Tenants } from './tenants.ts';

/** Messages by tenant. */
export class FairOrder implements DeliveryOrder {
  available = 0;
  private readonly store: MessageStore;
  private readonly tenants: Tenants;
  private rank: Float64Array;
  private isReturned: Uint8Array;
  private takenUs: Float64Array;
  private last = 0;
  private sample: HostSample | null = null;
  /** Tenants that have nothing on the hosts that the receive asks. */
  private readonly passed: Tenant[] = [];

  constructor(store: MessageStore) {
    this.store = store;
    this.tenants = new Tenants(store.links);
    this.rank = new Float64Array(store.capacity);
    this.isReturned = new Uint8Array(store.capacity);
    this.takenUs = new Float64Array(store.capacity);
  }

  /** Tenants that are noisy now, as CloudWatch tells it. */
  get noisyGroups(): number {
    return this.tenants.noisy.length;
  }

  push(slot: number, sequence: number): void {
    if (slot >= this.rank.length) this.grow();
    this.last = sequence;
    this.rank[slot] = sequence;
    this.put(slot, false);
  }

  begin(sample: HostSample | null): void {
    this.sample = sample;
  }

  next(nowUs: number): number {
    const { quiet } = this.tenants;
    for (;;) {
      while (quiet.length > 0) {
        const tenant = quiet.top;
        const slot = this.firstAsked(tenant);
        if (slot !== NONE) return this.take(tenant, slot, nowUs);
        quiet.remove(tenant);
        this.passed.push(tenant);
      }
      const tenant = this.tenants.leastNoisy(nowUs);
      // Who is noisy no more comes before those who are.
      if (quiet.length > 0) continue;
      const slot = tenant === null ? NONE : this.firstAsked(tenant);
      return slot === NONE ? NONE : this.take(tenant!, slot, nowUs);
    }
  }

  ended(): void {
    this.sample = null;
    for (const tenant of this.passed)
      if (!tenant.isNoisy && tenant.visible > 0) this.tenants.quiet.add(tenant);
    this.passed.length = 0;
  }

  returned(slot: number, nowUs: number): void {
    const tenant = this.tenantOf(slot);
    this.done(tenant, slot, nowUs);
    const goesBack = this.store.receiveCount[slot]! >= POISON_RECEIVES.value;
    if (goesBack) this.rank[slot] = this.last;
    this.put(slot, !goesBack);
  }

  removed(slot: number, nowUs: number): void {
    const tenant = this.tenantOf(slot);
    if (this.store.state[slot] === VISIBLE) this.takeOut(tenant, slot);
    else this.done(tenant, slot, nowUs);
  }

  private take(tenant: Tenant, slot: number, nowUs: number): number {
    this.takeOut(tenant, slot);
    this.takenUs[slot] = nowUs;
    this.tenants.received(tenant, nowUs);
    return slot;
  }

  private done(tenant: Tenant, slot: number, nowUs: number): void {
    this.tenants.done(tenant, nowUs - this.takenUs[slot]!, nowUs);
  }

  private put(slot: number, isReturned: boolean): void {
    const tenant = this.tenantOf(slot);
    this.isReturned[slot] = isReturned ? 1 : 0;
    (isReturned ? tenant.returned : tenant.fresh).push(slot);
    this.available++;
    this.tenants.changed(tenant, this.rank[tenant.first]!);
  }

  private takeOut(tenant: Tenant, slot: number): void {
    (this.isReturned[slot] === 1 ? tenant.returned : tenant.fresh).remove(slot);
    this.available--;
    this.tenants.changed(tenant, tenant.visible > 0 ? this.rank[tenant.first]! : 0);
  }

  private tenantOf(slot: number): Tenant {
    const { key, grouped } = this.store;
    return this.tenants.of(grouped[slot] === 1 ? key[slot]! : NO_GROUP);
  }

  // The first message of a tenant that lies on a host that is asked.
  private firstAsked(tenant: Tenant): number {
    const found = this.firstOf(tenant.returned);
    return found === NONE ? this.firstOf(tenant.fresh) : found;
  }

  private firstOf(list: SlotList): number {
    const { sample } = this;
    let slot = list.first;
    while (slot !== NONE && sample !== null && !sample.holds(this.rank[slot]!)) slot = list.after(slot);
    return slot;
  }

  private grow(): void {
    const { capacity } = this.store;
    this.rank = wider(this.rank, new Float64Array(capacity));
    this.isReturned = wider(this.isReturned, new Uint8Array(capacity));
    this.takenUs = wider(this.takenUs, new Float64Array(capacity));
  }
}
