// What a queue's calls cost: every action is a request, and one whose payload is larger counts as one for each started 64 KiB
// of it (SQS pricing). Empty receives are requests. Calls that are refused as a whole are not billed (an assumption).

import type { Counter } from '../../../metrics/recorder.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import { REQUEST_CHUNK_BYTES } from '../meters.ts';

/** Counts a queue's requests. */
export class QueueBilling {
  private readonly requests: UsageMeter;
  private readonly fair: UsageMeter | null;
  private readonly counted: Counter;

  constructor(site: Site, fifoQueue: boolean) {
    this.requests = site.usage(fifoQueue ? 'fifo-request' : 'standard-request');
    this.counted = site.counter('BilledRequests');
    this.fair = fifoQueue ? null : site.usage('fair-queue-request');
  }

  /** One request that carries so many bytes. */
  request(bytes: number, nowUs: number): void {
    this.count(chunks(bytes), nowUs);
  }

  /** `count` requests that carry so many bytes each. @param isGrouped whether their messages have groups */
  sends(count: number, bytes: number, isGrouped: boolean, nowUs: number): void {
    this.count(count * chunks(bytes), nowUs);
    if (isGrouped) this.fair?.add(count * chunks(bytes), nowUs);
  }

  private count(requests: number, nowUs: number): void {
    this.requests.add(requests, nowUs);
    this.counted.add(nowUs, requests);
  }
}

function chunks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / REQUEST_CHUNK_BYTES));
}
