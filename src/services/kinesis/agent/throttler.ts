// How the agent holds itself back: a count of failures that grows by the share of each request that was refused and is
// divided by ten by each request that went through whole. It decides how long the one thread that hands buffers out
// waits before the next. Nothing is ever given up. Source: AsyncPublisherThrottler.java of the agent.

import type { Stream } from '../../../engine/random.ts';
import { US_PER_MS } from '../../../engine/time-units.ts';
import { doubled } from '../../client/retry.ts';
import { AGENT_BACKOFF_JITTER, AGENT_RECOVERY } from './agent-limits.ts';

/** The backoff of one host's agent. */
export class Throttler {
  /** Whether a success has come since the last backoff began. */
  succeededSince = false;
  private failures = 0;
  private rejections = 0;
  private readonly initialMs: number;
  private readonly maxMs: number;
  private readonly stream: Stream;

  /**
   * @param initialUs the wait after the first failure
   * @param maxUs the longest wait before jitter
   * @param stream draws the jitter
   */
  constructor(initialUs: number, maxUs: number, stream: Stream) {
    this.initialMs = Math.floor(initialUs / US_PER_MS);
    this.maxMs = Math.floor(maxUs / US_PER_MS);
    this.stream = stream;
  }

  /** A request had this share of its records refused. */
  failed(share: number): void {
    this.failures += share;
  }

  /** A request went through whole. */
  succeeded(): void {
    this.failures = recovered(this.failures);
    this.succeededSince = true;
  }

  /** The sending threads had no room for a buffer. */
  rejected(): void {
    this.rejections++;
  }

  /** They took one. */
  accepted(): void {
    this.rejections = recovered(this.rejections);
  }

  /** The wait before the next buffer is handed out, µs; 0 when there is no need. */
  backoffUs(): number {
    const failures = Math.floor(this.failures + 0.5);
    this.succeededSince = false;
    if (failures === 0 && this.rejections < 0.5) return 0;
    const capMs = Math.min(this.maxMs, this.initialMs * doubled(Math.max(0, failures - 1)));
    const jitter = 1 + (2 * this.stream.double() - 1) * AGENT_BACKOFF_JITTER.value;
    const delayMs = Math.floor(capMs * jitter);
    if (delayMs > 0) this.rejections = 0;
    return delayMs * US_PER_MS;
  }

  /** As it was at the start: the agent was replaced. */
  reset(): void {
    this.failures = 0;
    this.rejections = 0;
    this.succeededSince = false;
  }
}

function recovered(count: number): number {
  const left = count / AGENT_RECOVERY.value;
  return left < 1 ? 0 : left;
}
