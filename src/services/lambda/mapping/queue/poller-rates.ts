// What one poller of a mapping in provisioned mode takes: ten receives and 1 MB a second, evenly. Ten slots are one poller’s.

import { US_PER_SECOND } from '../../../../engine/time-units.ts';
import { POLLER_BYTES, POLLER_CONCURRENCY, POLLER_RECEIVES } from '../mapping-limits.ts';

/** The pollers of one mapping. */
export class PollerRates {
  // By poller: when its next receive may begin, by the calls and by the bytes before it, µs.
  private readonly callsUs: number[] = [];
  private readonly bytesUs: number[] = [];

  /** When a slot’s next receive may begin, µs: now where it may. */
  opensAtUs(slot: number, nowUs: number): number {
    const poller = pollerOf(slot);
    return Math.max(nowUs, this.callsUs[poller] ?? 0, this.bytesUs[poller] ?? 0);
  }

  /** A slot receives. */
  receives(slot: number, nowUs: number): void {
    this.callsUs[pollerOf(slot)] = nowUs + Math.ceil(US_PER_SECOND / POLLER_RECEIVES.value);
  }

  /** It has got so many bytes: they are paid for before the poller receives again. */
  received(slot: number, bytes: number, nowUs: number): void {
    const poller = pollerOf(slot);
    const paidUs = Math.max(nowUs, this.bytesUs[poller] ?? 0);
    this.bytesUs[poller] = paidUs + Math.ceil((bytes * US_PER_SECOND) / POLLER_BYTES.value);
  }
}

function pollerOf(slot: number): number {
  return Math.floor(slot / POLLER_CONCURRENCY.value);
}
