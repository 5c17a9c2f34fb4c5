// How a mapping polls the shards of a log: once a second (of a table's stream four times) where it is at the tip, at
// once where it is behind, as far as the log allows; and not at all while what it has read keeps all lanes busy. A refused call is made again
// about a period later: at a random time, else pollers that meet at the same phases would be refused for ever. They begin at random ones.

import type { Stream } from '../../../../engine/random.ts';
import { US_PER_MS, US_PER_SECOND } from '../../../../engine/time-units.ts';
import { type DistributionConfig, sampler } from '../../../../workload/distribution.ts';
import type { Sampler } from '../../../../workload/distributions/sampler.ts';
import type { PushTaker } from '../../../client/log/fan-out-loop.ts';
import type { ReadLoop, ShardWatcher } from '../../../client/log/read-loop.ts';
import type { Site } from '../../../component.ts';
import { type LogReader, ReadCall } from '../../../ports/record-log.ts';
import { STREAM_POLL_PERIOD } from '../mapping-limits.ts';

/** How often a mapping polls. */
export interface PollPeriods {
  readonly pollPeriodUs: number;
  /** Of a shard that it is behind in. */
  readonly leastPollPeriodUs: number;
}

/** Of a Kinesis stream; behind, as often as the five calls a second allow that all readers of a shard have. */
export const STREAM_PERIODS: PollPeriods = {
  pollPeriodUs: STREAM_POLL_PERIOD.value * US_PER_SECOND,
  leastPollPeriodUs: 200 * US_PER_MS,
};

/** What one call asks for: the most that GetRecords gives. */
const MOST_RECORDS = 10_000;

class Poll extends ReadCall {
  sentUs = 0;
  isUnderWay = false;
  isBehind = false;
  override maxRecords = MOST_RECORDS;
  private readonly poller: ShardPoller;

  constructor(poller: ShardPoller, shard: number) {
    super();
    this.poller = poller;
    this.shard = shard;
  }

  answered(nowUs: number): void {
    this.poller.answered(this, nowUs);
  }
}

/** Polls all shards for one mapping. */
export class ShardPoller implements ReadLoop {
  private readonly site: Site;
  private readonly reader: LogReader;
  private readonly taker: PushTaker;
  private readonly watcher: ShardWatcher;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  private readonly phases: Stream;
  private readonly polls: Poll[] = [];
  private readonly handler: number;
  private readonly periods: PollPeriods;

  constructor(
    site: Site,
    index: number,
    reader: LogReader,
    taker: PushTaker,
    latency: DistributionConfig,
    watcher: ShardWatcher,
    periods: PollPeriods,
  ) {
    this.site = site;
    this.periods = periods;
    this.reader = reader;
    this.taker = taker;
    this.watcher = watcher;
    this.latency = sampler(latency);
    this.latencyStream = site.random(`mapping/${index}/requestLatency`);
    this.phases = site.random(`mapping/${index}/poll-phase`);
    for (const shard of reader.shards.keys()) this.open(shard);
    this.handler = site.engine.register(site.name, `mapping ${index} poll`, 'timer', {
      fire: (shard) => this.poll(shard),
    });
  }

  open(shard: number): void {
    this.polls[shard] = new Poll(this, shard);
  }

  begin(shard: number, first: boolean, nowUs: number): void {
    const poll = this.polls[shard]!;
    const phaseUs = first ? Math.floor(this.phases.double() * this.periods.pollPeriodUs) : 0;
    poll.isUnderWay = true;
    this.site.engine.schedule(this.handler, shard, nowUs + phaseUs);
  }

  end(_shard: number): void {
    // No call follows the last one.
  }

  sealed(_shard: number, _nowUs: number): void {
    // The next answer tells.
  }

  // Lambda's own pollers stay: no fault of a function stops them.
  crash(_shard: number): void {}

  restart(_shard: number, _position: number, _nowUs: number): void {}

  answered(poll: Poll, nowUs: number): void {
    const { shard } = poll;
    poll.isUnderWay = false;
    if (poll.refused) {
      this.again(poll, nowUs);
      return;
    }
    poll.isBehind = poll.millisBehindLatestUs > 0;
    const from = poll.position;
    poll.position = poll.end;
    if (poll.userRecords > 0) this.taker.receive(shard, from, poll.end, poll.userRecords, nowUs);
    if (poll.ended) this.endIfDone(poll, nowUs);
    else if (!poll.isUnderWay) this.goOn(poll, nowUs);
  }

  /** There may be room again. */
  batchFinished(shard: number, _waiting: number, nowUs: number): void {
    const poll = this.polls[shard]!;
    if (poll.ended) this.endIfDone(poll, nowUs);
    else if (!poll.isUnderWay) this.goOn(poll, nowUs);
  }

  private endIfDone({ shard }: Poll, nowUs: number): void {
    if (this.reader.isDone(shard)) this.watcher.ended(shard, nowUs);
  }

  private goOn(poll: Poll, nowUs: number): void {
    if (this.taker.waiting(poll.shard) > 0) return;
    const { pollPeriodUs, leastPollPeriodUs } = this.periods;
    const atUs = poll.sentUs + (poll.isBehind ? leastPollPeriodUs : pollPeriodUs);
    poll.isUnderWay = true;
    this.site.engine.schedule(this.handler, poll.shard, Math.max(nowUs, atUs));
  }

  // From half a period to one and a half after the call.
  private again(poll: Poll, nowUs: number): void {
    const delayUs = Math.ceil((0.5 + this.phases.double()) * this.periods.pollPeriodUs);
    poll.isUnderWay = true;
    this.site.engine.schedule(this.handler, poll.shard, Math.max(nowUs, poll.sentUs + delayUs));
  }

  private poll(shard: number): void {
    const poll = this.polls[shard]!;
    poll.sentUs = this.site.engine.nowUs;
    poll.latencyUs = Math.round(this.latency.sample(this.latencyStream));
    this.reader.getRecords(poll);
  }
}
