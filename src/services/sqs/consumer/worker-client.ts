// The SDK client of each host’s threads: how long their calls take, and what is done when one is refused.

import type { Stream } from '../../../engine/random.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import { type CallFailure, Retrier } from '../../client/retry.ts';
import type { Site } from '../../component.ts';
import type { MessageQueue, QueueReader, ReceiveCall } from '../../ports/message-queue.ts';
import type { Reason } from '../../ports/record-sink.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import type { WorkerDelete, WorkerHeartbeat } from './worker-calls.ts';

/** What the client keeps of a thread’s present call. */
export interface Attempts {
  readonly host: number;
  attempts: number;
  lastFailure: CallFailure | null;
}

class Latency {
  private readonly sampler: Sampler;
  private readonly stream: Stream;

  constructor(sampler: Sampler, stream: Stream) {
    this.sampler = sampler;
    this.stream = stream;
  }

  drawUs(): number {
    return Math.round(this.sampler.sample(this.stream));
  }
}

/** Makes the calls of one consumer’s threads. */
export class WorkerClient {
  private readonly queue: MessageQueue;
  private readonly reader: QueueReader;
  private readonly config: ConsumerConfig;
  private readonly receiving: Latency;
  private readonly deleting: Latency;
  private readonly changing: Latency;
  private readonly retriers: Retrier[] = [];
  private readonly retryStream: Stream;

  constructor(site: Site, queue: MessageQueue, reader: QueueReader, config: ConsumerConfig) {
    this.queue = queue;
    this.reader = reader;
    this.config = config;
    const { requestLatency, deleteLatency, changeVisibilityLatency } = config.client;
    this.receiving = new Latency(sampler(requestLatency), site.random('requestLatency'));
    this.deleting = new Latency(sampler(deleteLatency), site.random('deleteLatency'));
    this.changing = new Latency(sampler(changeVisibilityLatency), site.random('changeVisibilityLatency'));
    this.retryStream = site.random('retry');
  }

  receive(call: ReceiveCall): void {
    const { maxNumberOfMessages, waitTime, visibilityTimeout } = this.config;
    call.maxNumberOfMessages = maxNumberOfMessages;
    call.waitTimeUs = waitTime ?? this.queue.receiveMessageWaitTimeUs;
    call.visibilityTimeoutUs = visibilityTimeout ?? -1;
    call.latencyUs = this.receiving.drawUs();
    this.reader.receive(call);
  }

  /** Deletes all messages of a call. */
  delete<W>(call: WorkerDelete<W>): void {
    call.to = call.messages.length;
    call.latencyUs = this.deleting.drawUs();
    this.reader.deleteMessages(call);
  }

  /** Hides all messages of a call anew. */
  hide(call: WorkerHeartbeat): void {
    call.to = call.messages.length;
    call.visibilityTimeoutUs = this.config.visibilityTimeout ?? this.queue.visibilityTimeoutUs;
    call.latencyUs = this.changing.drawUs();
    this.reader.changeVisibility(call);
  }

  /** A thread’s call was refused. @returns when it may be made again, µs from now; −1: given up, the next call is a new one */
  refused(thread: Attempts, { kind }: Reason): number {
    const failure: CallFailure = kind === 'throttled' ? 'throttled' : 'failed';
    thread.lastFailure = failure;
    const backoffUs = this.retrierOf(thread.host).backoffUs(++thread.attempts, failure);
    if (backoffUs < 0) thread.attempts = 0;
    return backoffUs;
  }

  /** A thread’s call was answered. */
  succeeded(thread: Attempts): void {
    this.retrierOf(thread.host).succeeded(thread.lastFailure);
    thread.attempts = 0;
    thread.lastFailure = null;
  }

  private retrierOf(host: number): Retrier {
    this.retriers[host] ??= new Retrier(this.config.client.retry, this.retryStream);
    return this.retriers[host];
  }
}
