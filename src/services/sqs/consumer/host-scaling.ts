// Hosts that come and go with a queue, by target tracking as teams build it on CloudWatch: each minute they look at the
// queue’s backlog or the age of its oldest message, and after some minutes beyond the target ask for as many hosts as bring
// it back. A host works once it has started; one that is taken away finishes what it has in work.

import { US_PER_MINUTE } from '../../../engine/time-units.ts';
import type { Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import type { MessageQueue } from '../../ports/message-queue.ts';
import type { ScalingConfig } from './consumer-schema.ts';

/** Fewer hosts are asked for only below this share of the target: else it would go up and down. */
const SCALE_IN_SHARE = 0.9;
/** Of the hosts, rounded up, so many go at a time: target tracking adds at once what is wanted, and takes away gradually. */
const SCALE_IN_STEP = 0.1;

/** What is scaled. */
interface HostOwner {
  /** A host has started. */
  hostStarted(host: number, nowUs: number): void;
  /** A host is taken away. */
  hostStopped(host: number, nowUs: number): void;
}

/** The hosts of one consumer. */
export class HostScaling {
  private readonly site: Site;
  private readonly queue: MessageQueue;
  private readonly config: ScalingConfig;
  private readonly owner: HostOwner;
  private readonly level: Level;
  private readonly billed: (hosts: number, nowUs: number) => void;
  private readonly lookHandler: number;
  private readonly startHandler: number;
  /** By host: the event of its start; 0 once it has started, or where it is not there. */
  private readonly starting: number[] = [];
  private hosts: number;
  private above = 0;
  private below = 0;
  private quietUntilUs = 0;

  /** @param billed told how many hosts there are, whenever that changes */
  constructor(
    site: Site,
    queue: MessageQueue,
    config: ScalingConfig,
    hosts: number,
    billed: (hosts: number, nowUs: number) => void,
    owner: HostOwner,
  ) {
    this.site = site;
    this.queue = queue;
    this.config = config;
    this.hosts = hosts;
    this.billed = billed;
    this.owner = owner;
    this.level = site.level('Hosts');
    this.lookHandler = site.engine.register(site.name, 'minute', 'timer', {
      fire: (_slot, nowUs) => this.look(nowUs),
    });
    this.startHandler = site.engine.register(site.name, 'host', 'timer', {
      fire: (host, nowUs) => {
        this.starting[host] = 0;
        owner.hostStarted(host, nowUs);
      },
    });
  }

  /** Called once, at the start of the run. */
  start(): void {
    this.level.set(0, this.hosts);
    this.site.engine.schedule(this.lookHandler, 0, US_PER_MINUTE);
  }

  /** Whether a host is there and has started. */
  isUp(host: number): boolean {
    return host < this.hosts && (this.starting[host] ?? 0) === 0;
  }

  private look(nowUs: number): void {
    this.site.engine.schedule(this.lookHandler, 0, nowUs + US_PER_MINUTE);
    const { minHosts, maxHosts, scaleOutAfter, scaleInAfter, cooldown } = this.config;
    const ratio = this.overTarget(nowUs);
    this.above = ratio > 1 ? this.above + 1 : 0;
    this.below = ratio < SCALE_IN_SHARE ? this.below + 1 : 0;
    if (nowUs < this.quietUntilUs) return;
    const isDue =
      (this.above > 0 && this.above * US_PER_MINUTE >= scaleOutAfter) ||
      (this.below > 0 && this.below * US_PER_MINUTE >= scaleInAfter);
    if (!isDue) return;
    const least = Math.max(minHosts, this.hosts - Math.ceil(this.hosts * SCALE_IN_STEP));
    const wanted = Math.min(maxHosts, Math.max(least, Math.ceil(this.hosts * ratio)));
    if (wanted === this.hosts) return;
    this.above = 0;
    this.below = 0;
    this.quietUntilUs = nowUs + cooldown;
    this.change(wanted, nowUs);
  }

  // What is measured over its target.
  private overTarget(nowUs: number): number {
    const { backlogPerHost, ageOfOldestMessage } = this.config;
    if (backlogPerHost !== undefined) return this.queue.visible / this.hosts / backlogPerHost;
    return this.queue.ageOfOldestUs(nowUs) / ageOfOldestMessage!;
  }

  private change(wanted: number, nowUs: number): void {
    const { engine } = this.site;
    for (let host = this.hosts; host < wanted; host++) {
      this.starting[host] = engine.schedule(this.startHandler, host, nowUs + this.config.startTime);
    }
    for (let host = wanted; host < this.hosts; host++) {
      const ticket = this.starting[host] ?? 0;
      if (ticket !== 0) engine.cancel(ticket);
      else this.owner.hostStopped(host, nowUs);
      this.starting[host] = 0;
    }
    this.hosts = wanted;
    this.level.set(nowUs, wanted);
    this.billed(wanted, nowUs);
  }
}
