// The reader's side of enhanced fan-out: it subscribes to every shard at the start and again whenever a
// subscription ends (one SubscribeToShard call, during which nothing is pushed), and holds a shard's pushes back
// while too many of them wait for its thread.

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Distribution } from '../../../metrics/recorder.ts';
import { type DistributionConfig, sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { LogReader, Subscriber } from '../../ports/record-log.ts';
import type { ReadLoop, ShardWatcher } from './read-loop.ts';

/** Pushes of one shard that may wait for its thread before the reader asks for no more. */
export const MOST_WAITING = 10;

/** Takes what was pushed. */
export interface PushTaker {
  /** Positions [from, end) of a shard were received, so many records. */
  receive(shard: number, from: number, end: number, records: number, nowUs: number): void;
  /** Pushes of a shard that were received and not begun. */
  waiting(shard: number): number;
}

/** Receives all shards' pushes for one application. */
export class FanOutLoop implements ReadLoop, Subscriber {
  private readonly site: Site;
  private readonly reader: LogReader;
  private readonly taker: PushTaker;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly watcher: ShardWatcher;
  private readonly full: boolean[] = [];
  /** By shard: the event of its subscription's answer. */
  private readonly tickets: number[] = [];
  /** Null where nobody asks how far behind each push was. */
  private readonly behind: Distribution | null;
  private readonly handler: number;

  /** @param purpose of its random stream, where an application reads several logs */
  constructor(
    site: Site,
    reader: LogReader,
    taker: PushTaker,
    subscribeLatency: DistributionConfig,
    behind: Distribution | null,
    watcher: ShardWatcher,
    purpose = 'subscribeLatency',
  ) {
    this.site = site;
    this.reader = reader;
    this.taker = taker;
    this.latency = sampler(subscribeLatency);
    this.latencyStream = site.random(purpose);
    this.watcher = watcher;
    for (const shard of reader.shards.keys()) this.open(shard);
    this.behind = behind;
    const subscribed: Handler = { fire: (shard, nowUs) => this.subscribed(shard, nowUs) };
    this.handler = site.engine.register(site.name, 'subscribe', 'complete', subscribed);
  }

  open(shard: number): void {
    this.full[shard] = false;
    this.tickets[shard] = 0;
  }

  /** The subscriptions that the run starts with are there; a later one takes its call. */
  begin(shard: number, first: boolean, nowUs: number): void {
    if (first && nowUs === 0) this.reader.subscribe(shard, this);
    else this.expired(shard, nowUs);
  }

  end(shard: number): void {
    this.crash(shard);
  }

  sealed(shard: number, nowUs: number): void {
    this.endIfDone(shard, nowUs);
  }

  pushed(
    shard: number,
    from: number,
    end: number,
    records: number,
    millisBehindLatestUs: number,
    nowUs: number,
  ): void {
    this.behind?.add(nowUs, millisBehindLatestUs, 1);
    if (millisBehindLatestUs === 0) this.watcher.atTip(shard, nowUs);
    this.taker.receive(shard, from, end, records, nowUs);
    if (!this.full[shard] && this.taker.waiting(shard) >= MOST_WAITING) this.setFull(shard, true, nowUs);
  }

  expired(shard: number, nowUs: number): void {
    const latencyUs = Math.round(this.latency.sample(this.latencyStream));
    this.tickets[shard] = this.site.engine.schedule(this.handler, shard, nowUs + latencyUs);
  }

  crash(shard: number): void {
    this.site.engine.cancel(this.tickets[shard]!);
    this.full[shard] = false;
    this.reader.unsubscribe(shard);
  }

  /** Comes back as it does after a subscription has ended: one call, then pushes. */
  restart(shard: number, _position: number, nowUs: number): void {
    this.expired(shard, nowUs);
  }

  batchFinished(shard: number, waiting: number, nowUs: number): void {
    if (this.full[shard] && waiting < MOST_WAITING) this.setFull(shard, false, nowUs);
    this.endIfDone(shard, nowUs);
  }

  // Of a closed shard with nothing left to read, the answer says so.
  private subscribed(shard: number, nowUs: number): void {
    this.reader.subscribe(shard, this);
    this.endIfDone(shard, nowUs);
  }

  private endIfDone(shard: number, nowUs: number): void {
    if (this.reader.isDone(shard)) this.watcher.ended(shard, nowUs);
  }

  private setFull(shard: number, full: boolean, nowUs: number): void {
    this.full[shard] = full;
    this.reader.demand(shard, !full, nowUs);
  }
}
