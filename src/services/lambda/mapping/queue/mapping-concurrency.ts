// How many batches of a queue a mapping has in work at a time. Lambda begins with five, adds 300 a minute while messages wait
// and all are at work, up to 1,250 (or the mapping’s own maximum); in provisioned mode each poller has ten, and 1,000 a
// minute are added. Where invocations fail or are throttled it goes back, which AWS says and gives no figure for.

import { US_PER_SECOND } from '../../../../engine/time-units.ts';
import {
  MAPPING_ADDED,
  MAPPING_MOST,
  MAPPING_START,
  POLLER_CONCURRENCY,
  PROVISIONED_ADDED,
} from '../mapping-limits.ts';
import type { MappingConfig } from '../mapping-schema.ts';

const SECONDS_PER_MINUTE = 60;
/** What is added a second is seldom a binary fraction: sixty of them may fall short of the whole by that. */
const ROUNDING = 1e-6;

/** How often it is looked at. */
export const LOOK_US = US_PER_SECOND;

/** What one mapping may have in work. */
export class MappingConcurrency {
  private readonly least: number;
  private readonly most: number;
  private readonly addedPerLook: number;
  private readonly backOff: number;
  private allowed: number;
  // Since the last look.
  private attempts = 0;
  private failures = 0;

  constructor({ scalingConfig, provisionedPollerConfig: pollers, errorBackOff }: MappingConfig) {
    const most = scalingConfig?.maximumConcurrency ?? MAPPING_MOST.value;
    this.most = pollers === undefined ? most : pollers.maximumPollers * POLLER_CONCURRENCY.value;
    this.least =
      pollers === undefined
        ? Math.min(MAPPING_START.value, most)
        : pollers.minimumPollers * POLLER_CONCURRENCY.value;
    const added = pollers === undefined ? MAPPING_ADDED : PROVISIONED_ADDED;
    this.addedPerLook = added.value / SECONDS_PER_MINUTE;
    this.backOff = errorBackOff;
    this.allowed = this.least;
  }

  /** How many batches may be in work, or waited for. */
  get slots(): number {
    return Math.floor(this.allowed + ROUNDING);
  }

  /** An invocation is over. @param failed whether by an error of the function or a throttle */
  tried(failed: boolean): void {
    this.attempts++;
    if (failed) this.failures++;
  }

  /** Looks at the last second. @param isShort whether messages wait and no batch is waited for */
  look(isShort: boolean): void {
    const failing = this.attempts === 0 ? 0 : this.failures / this.attempts;
    this.attempts = 0;
    this.failures = 0;
    const more = isShort ? this.addedPerLook * (1 - failing) : 0;
    this.allowed = Math.min(
      this.most,
      Math.max(this.least, this.allowed * (1 - this.backOff * failing) + more),
    );
  }

  /** One has waited for messages and there were none. @returns whether it is no longer needed */
  idle(): boolean {
    if (this.slots <= this.least) return false;
    this.allowed = Math.max(this.least, this.allowed - 1);
    return true;
  }
}
