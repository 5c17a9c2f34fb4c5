// What a function asks of each of its event source mappings, whatever the source.

import type { Holdings } from '../../records/ledger.ts';

/** One mapping in one run. */
export interface Mapping {
  /** Tells the ledger where goes what is given up. */
  wire(): void;
  /** Called once, at the start of the run. */
  start(): void;
  /** Books what the function has finished since. */
  book(): void;
  /** Tells of what it has sent and is on its way. */
  holdings(held: Holdings): void;
}
