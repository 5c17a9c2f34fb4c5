// The sending half of an agent. One thread takes buffers, those that failed before those never sent, and hands each to
// the sending threads; between two it backs off as the throttler says, in steps of 250 ms that a success cuts short. A
// thread that waits for a buffer does not back off again when one comes: the first retry goes out at once. Sources:
// AsyncPublisherService.java, AsyncPublisher.java and PublishingQueue.java of the agent.

import type { Engine, Handler } from '../../../engine/engine.ts';
import type { AgentBuffer } from './agent-buffer.ts';
import { AGENT_BACKOFF_STEP } from './agent-limits.ts';
import type { AgentConfig } from './agent-schema.ts';
import type { Throttler } from './throttler.ts';

const STEP_US = AGENT_BACKOFF_STEP.value * 1000;

/** What a publisher asks of its host. */
export interface PublisherHost {
  /** Looks whether the buffer that is being filled is to be closed: whenever a buffer is taken, and before a wait. */
  checkFilling(nowUs: number): void;
  /** Makes the request; its end is told by `done`. */
  transmit(buffer: AgentBuffer, nowUs: number): void;
  backedOff(us: number, nowUs: number): void;
}

/** Where the thread that hands buffers out is. */
type Thread = 'waiting' | 'backing off' | 'working';

/** The queues and threads of one host. */
export class Publisher {
  private readonly config: AgentConfig;
  private readonly engine: Engine;
  private readonly host: PublisherHost;
  private readonly throttler: Throttler;
  private readonly handler: number;
  private readonly failed: AgentBuffer[] = [];
  private readonly fresh: AgentBuffer[] = [];
  /** Handed out, and waiting for a sending thread. */
  private readonly accepted: AgentBuffer[] = [];
  private threads = 0;
  private thread: Thread = 'waiting';
  private isHeld = false;
  private backoffFromUs = 0;
  private backoffUs = 0;
  private ticket = 0;

  constructor(
    engine: Engine,
    component: string,
    config: AgentConfig,
    throttler: Throttler,
    host: PublisherHost,
  ) {
    this.engine = engine;
    this.config = config;
    this.throttler = throttler;
    this.host = host;
    const step: Handler = { fire: (_slot, nowUs) => this.step(nowUs) };
    this.handler = engine.register(component, 'backoff', 'timer', step);
  }

  /** Whether another buffer that was never sent may queue. */
  get hasRoom(): boolean {
    return this.fresh.length < this.config.publishQueueCapacity;
  }

  /** Queues a buffer that was never sent; there is room. */
  publish(buffer: AgentBuffer, nowUs: number): void {
    this.fresh.push(buffer);
    this.wake(nowUs);
  }

  /** A request is answered, and its thread is free; what is left of its `records` goes again. */
  done(buffer: AgentBuffer, records: number, nowUs: number): void {
    const left = buffer.batch.records;
    if (left === 0) this.throttler.succeeded();
    else this.throttler.failed(left / records);
    this.threads--;
    this.startThreads(nowUs);
    if (left === 0) return;
    this.failed.push(buffer);
    this.wake(nowUs);
  }

  /** Sends nothing until `release`. */
  hold(): void {
    this.isHeld = true;
  }

  release(nowUs: number): void {
    this.isHeld = false;
    this.startThreads(nowUs);
    this.wake(nowUs);
  }

  /** Every buffer that waits. */
  *waiting(): Generator<AgentBuffer> {
    yield* this.failed;
    yield* this.fresh;
    yield* this.accepted;
  }

  /** The host dies: forgets what waits, and whose requests are under way. */
  reset(): void {
    this.failed.length = 0;
    this.fresh.length = 0;
    this.accepted.length = 0;
    this.threads = 0;
    if (this.thread === 'backing off') this.engine.cancel(this.ticket);
    this.thread = 'waiting';
    this.throttler.reset();
  }

  private wake(nowUs: number): void {
    if (this.thread === 'waiting') this.work(nowUs);
  }

  // The thread has a buffer to take, or is about to wait for one.
  private work(nowUs: number): void {
    this.thread = 'working';
    for (;;) {
      this.host.checkFilling(nowUs);
      if (this.isHeld || (this.failed.length === 0 && this.fresh.length === 0)) {
        this.thread = 'waiting';
        return;
      }
      const buffer = (this.failed.length > 0 ? this.failed : this.fresh).shift()!;
      this.host.checkFilling(nowUs);
      this.handOut(buffer, nowUs);
      const delayUs = this.throttler.backoffUs();
      if (delayUs === 0) continue;
      this.thread = 'backing off';
      this.backoffFromUs = nowUs;
      this.backoffUs = delayUs;
      this.ticket = this.engine.schedule(this.handler, 0, nowUs + STEP_US);
      return;
    }
  }

  private handOut(buffer: AgentBuffer, nowUs: number): void {
    const { accepted, config, throttler } = this;
    if (this.threads < config.maxSendingThreads) {
      throttler.accepted();
      this.threads++;
      this.host.transmit(buffer, nowUs);
    } else if (accepted.length < config.sendingThreadsMaxQueueSize) {
      throttler.accepted();
      accepted.push(buffer);
    } else {
      throttler.rejected();
      this.failed.push(buffer);
    }
  }

  private step(nowUs: number): void {
    const waitedUs = nowUs - this.backoffFromUs;
    if (waitedUs < this.backoffUs && !this.throttler.succeededSince) {
      this.ticket = this.engine.schedule(this.handler, 0, nowUs + STEP_US);
      return;
    }
    this.host.backedOff(waitedUs, nowUs);
    this.work(nowUs);
  }

  private startThreads(nowUs: number): void {
    while (!this.isHeld && this.accepted.length > 0 && this.threads < this.config.maxSendingThreads) {
      this.threads++;
      this.host.transmit(this.accepted.shift()!, nowUs);
    }
  }
}
