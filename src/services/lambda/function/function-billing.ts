// How a function is billed: each invocation as a request and by its time, to the millisecond, the init phase included; in
// provisioned environments the time costs less and the memory is paid for whether it is used or not.

import { US_PER_MS } from '../../../engine/time-units.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import { ASYNC_CHUNK_BYTES, ASYNC_FIRST_BYTES, meterNames } from '../meters.ts';
import { type FunctionConfig, memoryMib } from './function-schema.ts';

const MIB_PER_GB = 1024;

/** Meters one function. */
export class FunctionBilling {
  private readonly memoryMib: number;
  private readonly requests: UsageMeter;
  private readonly onDemand: UsageMeter;
  private readonly provisioned: UsageMeter | null;

  constructor(site: Site, config: FunctionConfig) {
    const names = meterNames(config.architecture);
    const { provisionedConcurrentExecutions: provisioned } = config;
    this.memoryMib = memoryMib(config);
    this.requests = site.usage('request');
    this.onDemand = site.usage(names.duration);
    this.provisioned = provisioned === undefined ? null : site.usage(names.provisionedDuration);
    if (provisioned !== undefined) {
      site.usage(names.provisioned).hold((provisioned * this.memoryMib) / MIB_PER_GB, 0);
    }
  }

  /** An invocation was made. */
  invoked(nowUs: number): void {
    this.requests.add(1, nowUs);
  }

  /** An event of an asynchronous invocation was taken; the invocation itself is counted by `invoked`. */
  queued(eventBytes: number, nowUs: number): void {
    if (eventBytes <= ASYNC_FIRST_BYTES) return;
    this.requests.add(Math.ceil((eventBytes - ASYNC_FIRST_BYTES) / ASYNC_CHUNK_BYTES), nowUs);
  }

  /** An environment has worked for so long: an invocation and the init phase before it. */
  worked(us: number, inProvisioned: boolean, nowUs: number): void {
    const meter = inProvisioned ? this.provisioned! : this.onDemand;
    meter.add(Math.ceil(us / US_PER_MS) * this.memoryMib, nowUs);
  }
}
