// What a producer asks of the client that sends its records: the plain SDK, or a library of AWS's.

import type { Traffic } from '../../workload/traffic.ts';
import type { Slowness } from '../fault.ts';
import type { Holdings } from '../records/ledger.ts';

/** Sends what the application on each host hands over. */
export interface ProducerClient {
  /** Called once, at the start of the run. */
  start?(): void;
  /** A row of records is handed over on one host. @param hostDraw uniform in [0, 1): which */
  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    hostDraw: number,
    nowUs: number,
  ): void;
  /** Takes many records at once, as `ArrivalTaker.gathered` says; left out when each needs a look of its own. */
  gather?(traffic: Traffic, from: number, untilUs: number): number;
  /** What its requests take longer by at present. */
  readonly slowness: Slowness;
  /** Sends nothing until `release`; what is handed over meanwhile fills the hosts' buffers. */
  hold(): void;
  release(nowUs: number): void;
  /** A host dies with all that it holds; a request under way reaches its sink, but nobody waits for the answer. */
  loseHost(host: number): void;
  /** Tells of all records that it holds. */
  holdings(held: Holdings): void;
}
