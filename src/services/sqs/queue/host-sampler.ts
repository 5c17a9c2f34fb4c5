// The storage hosts of a standard queue. Messages lie on them in turn; a short poll asks some of them, drawn anew each
// time, and so misses what lies on the others (SQS developer guide, short and long polling).

import type { Stream } from '../../../engine/random.ts';
import type { HostSample } from './delivery-order.ts';

/** Draws the hosts that a short poll asks. */
export class HostSampler implements HostSample {
  private readonly hosts: Int32Array;
  /** By host: 1 when it is asked. */
  private readonly asked: Uint8Array;
  private readonly count: number;
  private readonly stream: Stream;

  /** @param share of the hosts that are asked, at least one of them */
  constructor(hosts: number, share: number, stream: Stream) {
    this.hosts = Int32Array.from({ length: hosts }, (_, host) => host);
    this.asked = new Uint8Array(hosts);
    this.count = Math.max(1, Math.round(hosts * share));
    this.stream = stream;
  }

  /** Draws the hosts of one poll. */
  draw(): this {
    const { hosts, asked, count } = this;
    asked.fill(0);
    for (let i = 0; i < count; i++) {
      const j = i + Math.floor(this.stream.double() * (hosts.length - i));
      const host = hosts[j]!;
      hosts[j] = hosts[i]!;
      hosts[i] = host;
      asked[host] = 1;
    }
    return this;
  }

  holds(sequence: number): boolean {
    return this.asked[sequence % this.asked.length] === 1;
  }
}
