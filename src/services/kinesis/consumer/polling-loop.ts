// The loop of a shared consumer, one a shard: GetRecords, process what came, sleep, again. Loops begin at random
// phases of the sleep, else consumers in step would share the five calls a second unfairly. A refused call is
// retried as the SDK does it, then the loop sleeps. With an empty stream this is a poller on vacations: a record
// waits half a period for the next call, then the call itself. The KCL 1.x polls in the same way, with a pause of its own
// after a call that was refused (ProcessTask.java of the Kinesis Client Library 1.15).

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { ReadLoop, ShardWatcher } from '../../client/log/read-loop.ts';
import type { LogProcessing } from '../../client/log-processing.ts';
import { type CallFailure, Retrier } from '../../client/retry.ts';
import type { Site } from '../../component.ts';
import { type LogReader, ReadCall } from '../../ports/record-log.ts';
import { type ConsumerConfig, paceOf } from './consumer-schema.ts';

/** One shard’s call. */
export class Poll extends ReadCall {
  attempts = 0;
  lastFailure: CallFailure | null = null;
  private readonly loop: PollingLoop;

  constructor(loop: PollingLoop, shard: number, maxRecords: number) {
    super();
    this.loop = loop;
    this.shard = shard;
    this.maxRecords = maxRecords;
  }

  answered(nowUs: number): void {
    this.loop.answered(this, nowUs);
  }
}

/** Polls all shards of a stream for one consumer. */
export class PollingLoop implements ReadLoop {
  private readonly site: Site;
  private readonly reader: LogReader;
  protected readonly processing: LogProcessing;
  private readonly passed: (bytes: number, nowUs: number) => void;
  protected readonly watcher: ShardWatcher;
  protected readonly polls: Poll[] = [];
  /** By shard: the event of its next call. */
  private readonly tickets: number[] = [];
  private readonly maxRecords: number;
  private readonly retrier: Retrier;
  private readonly latency: Sampler;
  private readonly latencyStream: Stream;
  protected readonly idleUs: number;
  /** The pause after a call that the SDK has given up. */
  private readonly refusedUs: number;
  private readonly behind;
  private readonly handler: number;

  constructor(
    site: Site,
    reader: LogReader,
    processing: LogProcessing,
    config: ConsumerConfig,
    passed: (bytes: number, nowUs: number) => void,
    watcher: ShardWatcher,
  ) {
    this.site = site;
    this.reader = reader;
    this.processing = processing;
    this.passed = passed;
    this.watcher = watcher;
    const { idleUs, refusedUs } = paceOf(config);
    this.idleUs = idleUs;
    this.refusedUs = refusedUs;
    this.latency = sampler(config.client.requestLatency);
    this.latencyStream = site.random('requestLatency');
    this.retrier = new Retrier(config.client.retry, site.random('retry'));
    this.maxRecords = config.maxRecords;
    for (const shard of reader.shards.keys()) this.open(shard);
    this.behind = site.distribution('MillisBehindLatest');
    const poll: Handler = { fire: (shard) => this.poll(shard) };
    this.handler = site.engine.register(site.name, 'poll', 'timer', poll);
  }

  open(shard: number): void {
    this.polls[shard] = new Poll(this, shard, this.maxRecords);
    this.tickets[shard] = 0;
  }

  begin(shard: number, first: boolean, nowUs: number): void {
    const phaseUs = first ? Math.floor(this.site.random('poll-phase').double() * (this.idleUs + 1)) : 0;
    this.again(shard, nowUs + phaseUs);
  }

  end(_shard: number): void {
    // No call follows the last one.
  }

  sealed(_shard: number, _nowUs: number): void {
    // The next answer tells.
  }

  crash(shard: number): void {
    this.site.engine.cancel(this.tickets[shard]!);
    // The answer of a call under way finds nobody.
    this.polls[shard] = new Poll(this, shard, this.maxRecords);
  }

  restart(shard: number, position: number, nowUs: number): void {
    this.polls[shard]!.position = position;
    this.again(shard, nowUs);
  }

  answered(poll: Poll, nowUs: number): void {
    if (poll !== this.polls[poll.shard]) return;
    if (poll.refused) {
      const backoffUs = this.retrier.backoffUs(poll.attempts, 'throttled');
      // Given up: the loop's next call is a new one to the SDK.
      if (backoffUs < 0) poll.attempts = 0;
      poll.lastFailure = backoffUs < 0 ? null : 'throttled';
      this.again(poll.shard, nowUs + (backoffUs < 0 ? this.refusedUs : backoffUs));
      return;
    }
    this.retrier.succeeded(poll.lastFailure);
    poll.attempts = 0;
    poll.lastFailure = null;
    this.behind.add(nowUs, poll.millisBehindLatestUs, 1);
    if (poll.millisBehindLatestUs === 0) this.watcher.atTip(poll.shard, nowUs);
    this.passed(poll.bytes, nowUs);
    const from = poll.position;
    poll.position = poll.end;
    this.took(poll, from, nowUs);
  }

  /** A call was served: positions from `from` on are there. */
  protected took(poll: Poll, from: number, nowUs: number): void {
    if (poll.userRecords === 0) this.goOn(poll.shard, nowUs);
    else this.processing.receive(poll.shard, from, poll.end, poll.userRecords, nowUs);
  }

  batchFinished(shard: number, _waiting: number, nowUs: number): void {
    this.goOn(shard, nowUs);
  }

  private goOn(shard: number, nowUs: number): void {
    if (this.polls[shard]!.ended) this.watcher.ended(shard, nowUs);
    else this.again(shard, nowUs + this.idleUs);
  }

  protected again(shard: number, atUs: number): void {
    this.tickets[shard] = this.site.engine.schedule(this.handler, shard, atUs);
  }

  private poll(shard: number): void {
    const poll = this.polls[shard]!;
    poll.attempts++;
    poll.latencyUs = Math.round(this.latency.sample(this.latencyStream));
    this.reader.getRecords(poll);
  }
}
