// Enhanced fan-out: each consumer has 2 MiB a second of every shard to itself, and records are pushed as soon as
// they are readable. Pushes of a shard keep their order; their bytes pass a pipe of that width; a subscription
// ends after five minutes, and what comes after waits until the consumer has subscribed again.

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { Subscriber } from '../../ports/record-log.ts';
import type { GivenRange, ReadCursor } from '../../records/read-cursor.ts';
import { FAN_OUT_BYTES, GET_RECORDS_COUNT, SHARD_WRITE_BYTES, SUBSCRIPTION_LIFE } from '../limits.ts';
import type { StreamBilling } from '../stream/stream-billing.ts';
import type { StreamReadMetrics } from '../stream/stream-metrics.ts';

const LIFE_US = SUBSCRIPTION_LIFE.value * US_PER_SECOND;

class Subscription {
  active = false;
  wanted = true;
  pipeFreeUs = 0;
  lastArrivalUs = 0;
  /** Its pushes under way, as slots, in the order in which they were sent: so they arrive, also at one instant. */
  readonly underWay: number[] = [];
  /** The event of its end. */
  expiry = 0;
  /** Pushes of an earlier connection that is gone are told by this number. */
  connection = 0;
  /** Whether the shard's pipe wakes the subscription by itself when it is free. */
  waking = false;
  readonly cursor: ReadCursor;

  constructor(cursor: ReadCursor) {
    this.cursor = cursor;
  }
}

/** The pushes of one stream to one consumer. */
export class FanOut {
  private readonly site: Site;
  private readonly metrics: StreamReadMetrics;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly phaseStream: Stream;
  private readonly shards: Subscription[] = [];
  private subscriber: Subscriber | null = null;
  private readonly range: GivenRange = { from: 0, end: 0, records: 0, userRecords: 0, bytes: 0 };
  private readonly slowness: Slowness;
  private readonly billing: StreamBilling;
  private firstTime = true;
  // Pushes under way, by slot.
  private readonly pushFrom: number[] = [];
  private readonly pushEnd: number[] = [];
  private readonly pushRecords: number[] = [];
  private readonly pushBehindUs: number[] = [];
  private readonly pushConnection: number[] = [];
  private readonly spare: number[] = [];
  private readonly pushHandler: number;
  private readonly expireHandler: number;
  private readonly wakeHandler: number;

  /**
   * @param site the stream's
   * @param consumer names the consumer's streams of randomness
   * @param latency of a push, µs
   * @param slowness of the stream's calls
   */
  constructor(
    site: Site,
    consumer: string,
    latency: Sampler,
    metrics: StreamReadMetrics,
    slowness: Slowness,
    billing: StreamBilling,
  ) {
    this.site = site;
    this.metrics = metrics;
    this.latency = latency;
    this.slowness = slowness;
    this.billing = billing;
    this.latencyStream = site.random(`push/${consumer}`);
    this.phaseStream = site.random(`subscription-phase/${consumer}`);
    const push: Handler = { fire: (shard, nowUs) => this.arrive(shard, nowUs) };
    const expire: Handler = { fire: (shard, nowUs) => this.expire(shard, nowUs) };
    this.pushHandler = site.engine.register(site.name, `push/${consumer}`, 'complete', push);
    const wake: Handler = {
      fire: (shard, nowUs) => {
        this.shards[shard]!.waking = false;
        this.push(shard, nowUs);
      },
    };
    this.wakeHandler = site.engine.register(site.name, `pipe/${consumer}`, 'complete', wake);
    this.expireHandler = site.engine.register(site.name, `expire/${consumer}`, 'timer', expire);
  }

  /** Makes room for the next shard by number. @param cursor the consumer's place in it */
  open(cursor: ReadCursor): void {
    this.shards.push(new Subscription(cursor));
  }

  /** Begins or renews the subscription to a shard. The first of all end at random phases of the five minutes. */
  subscribe(shard: number, subscriber: Subscriber): void {
    const { engine } = this.site;
    const subscription = this.shards[shard]!;
    this.subscriber = subscriber;
    subscription.active = true;
    this.metrics.subscriptions.add(engine.nowUs, 1);
    const lifeUs =
      engine.nowUs === 0 && this.firstTime ? Math.ceil(this.phaseStream.double() * LIFE_US) : LIFE_US;
    subscription.expiry = engine.schedule(this.expireHandler, shard, engine.nowUs + lifeUs);
    this.push(shard, engine.nowUs);
  }

  /** The consumer's connection is gone, and with it the pushes under way. */
  unsubscribe(shard: number): void {
    const subscription = this.shards[shard]!;
    this.site.engine.cancel(subscription.expiry);
    subscription.active = false;
    subscription.wanted = true;
    subscription.connection++;
    this.firstTime = false;
  }

  /** The consumer has (or has no) room for more pushes of a shard. */
  demand(shard: number, wanted: boolean, nowUs: number): void {
    this.shards[shard]!.wanted = wanted;
    if (wanted) this.push(shard, nowUs);
  }

  /** Sends off what is readable in a shard and was not sent. */
  push(shard: number, nowUs: number): void {
    const subscription = this.shards[shard]!;
    const { cursor } = subscription;
    cursor.trim(nowUs);
    const { range } = this;
    while (subscription.active && subscription.wanted && cursor.given < cursor.log.end) {
      if (subscription.pipeFreeUs > nowUs) {
        if (!subscription.waking) this.site.engine.schedule(this.wakeHandler, shard, subscription.pipeFreeUs);
        subscription.waking = true;
        return;
      }
      cursor.give(GET_RECORDS_COUNT.value, SHARD_WRITE_BYTES.value, range);
      subscription.pipeFreeUs = nowUs + Math.ceil((range.bytes * US_PER_SECOND) / FAN_OUT_BYTES.value);
      const latencyUs = Math.round(this.latency.sample(this.latencyStream) * this.slowness.factor);
      const arrivesUs = Math.max(subscription.lastArrivalUs, nowUs + latencyUs);
      subscription.lastArrivalUs = arrivesUs;
      const behindUs = cursor.behindUs(nowUs);
      this.schedule(shard, range, behindUs, arrivesUs);
      this.metrics.pushedRecords.add(nowUs, range.records);
      this.metrics.pushedBytes.add(nowUs, range.bytes);
      this.metrics.pushedBehind.add(nowUs, behindUs, 1);
      this.metrics.longTerm?.given(cursor.log, range, nowUs);
      this.bill(cursor, nowUs);
    }
  }

  /** Told of the bytes of every push, as they are and as they are billed; set by the consumer that pays for them. */
  billed: ((bytes: number, billedBytes: number, nowUs: number) => void) | null = null;

  private bill(cursor: ReadCursor, nowUs: number): void {
    const { from, end, bytes } = this.range;
    const { readRoundingBytes } = this.billing;
    const billedBytes = readRoundingBytes === 1 ? bytes : cursor.roundedBytes(from, end, readRoundingBytes);
    this.billing.pushed(billedBytes, nowUs);
    this.billed?.(bytes, billedBytes, nowUs);
  }

  private schedule(
    shard: number,
    { from, end, userRecords }: GivenRange,
    behindUs: number,
    atUs: number,
  ): void {
    const slot = this.spare.pop() ?? this.pushFrom.length;
    this.pushFrom[slot] = from;
    this.pushEnd[slot] = end;
    this.pushRecords[slot] = userRecords;
    this.pushBehindUs[slot] = behindUs;
    this.pushConnection[slot] = this.shards[shard]!.connection;
    this.site.engine.schedule(this.pushHandler, shard, atUs);
    this.shards[shard]!.underWay.push(slot);
  }

  private arrive(shard: number, nowUs: number): void {
    const slot = this.shards[shard]!.underWay.shift()!;
    this.spare.push(slot);
    if (this.pushConnection[slot] !== this.shards[shard]!.connection) return;
    const from = this.pushFrom[slot]!;
    const end = this.pushEnd[slot]!;
    const records = this.pushRecords[slot]!;
    this.site.engine.carried(records, from, end);
    this.subscriber!.pushed(shard, from, end, records, this.pushBehindUs[slot]!, nowUs);
  }

  private expire(shard: number, nowUs: number): void {
    this.shards[shard]!.active = false;
    this.firstTime = false;
    this.subscriber!.expired(shard, nowUs);
  }
}
