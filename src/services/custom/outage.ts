// What faults do to a station while they last: whether it is down, how many of its servers are gone, how slow it is,
// and which jobs were lost before the end of their service.

import { type ComponentFault, lostWithZone, Slowness } from '../fault.ts';

/** The faults under way at one station. */
export class Outage {
  readonly slowness = new Slowness();
  private readonly servers: number;
  private crashes = 0;
  private zonesLost = 0;
  private readonly lost = new Set<number>();

  /** @param servers Infinity for unlimited */
  constructor(servers: number) {
    this.servers = servers;
  }

  get isDown(): boolean {
    return this.crashes > 0;
  }

  /** Servers that are gone with their zone; none of an unlimited number is missed. */
  get serversLost(): number {
    return this.zonesLost > 0 && Number.isFinite(this.servers) ? lostWithZone(this.servers) : 0;
  }

  change(fault: ComponentFault, begins: boolean): void {
    const step = begins ? 1 : -1;
    if (fault.kind === 'crash') this.crashes += step;
    else if (fault.kind === 'az-lost') this.zonesLost += step;
    else if (fault.kind === 'slow' && begins) this.slowness.begin(fault.factor);
    else if (fault.kind === 'slow') this.slowness.end(fault.factor);
  }

  /** The job in a slot is lost in service; the event of its end is still to come. */
  lose(slot: number): void {
    this.lost.add(slot);
  }

  /** Whether the job whose end has come was lost before; asked once. */
  wasLost(slot: number): boolean {
    return this.lost.size > 0 && this.lost.delete(slot);
  }
}
