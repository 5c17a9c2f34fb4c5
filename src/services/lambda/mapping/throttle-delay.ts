// When a mapping invokes again with a batch that was throttled: about its retry delay later, at random. At fixed delays those that
// compete for a function's concurrency would meet at the same phases again and again, and one of them could wait for ever.

import type { Stream } from '../../../engine/random.ts';
import type { Site } from '../../component.ts';

/** The delays of one mapping's throttled batches: from half of `retryDelay` to one and a half. */
export class ThrottleDelay {
  private readonly stream: Stream;
  private readonly retryDelayUs: number;

  /** @param index of the mapping in its function */
  constructor(site: Site, index: number, retryDelayUs: number) {
    this.stream = site.random(`mapping/${index}/throttle`);
    this.retryDelayUs = retryDelayUs;
  }

  /** Of the next one, whole µs. */
  drawUs(): number {
    return Math.ceil((0.5 + this.stream.double()) * this.retryDelayUs);
  }
}
