// Who listens to the ledger, and what it is told: applications of what never reached them, watchers of single records,
// the books themselves of what is held at the end.

import type { Fate } from './fates.ts';

/** Learns of an application's records that never reached it, so that its latency can count them. */
export interface FateObserver {
  lost(createdUs: number, count: number): void;
  inFlight(createdUs: number, count: number): void;
  /** µs by place, summed over the delivered records of one source. */
  latencySharesUs(origin: number): Readonly<Record<string, number>>;
}

/** Learns of every record of a source that meets its fate, whether it belongs to the window or not. */
export interface RecordWatcher {
  /**
   * @param application the one that ended it; −1: it was lost before any could read it, in all flows
   * @param atUs when it was finished, at most now
   */
  ended(number: number, count: number, application: number, fate: Fate, atUs: number): void;
}

/** Receives what a component still holds when the run ends. */
export interface Holdings {
  /** Records not yet stored anywhere: in flight in every flow of their source. */
  beforeStore(origin: number, createdUs: number, count: number, sizeBytes: number, number: number): void;
  /** Records stored and not finished by one application: in flight in that flow alone. */
  afterStore(
    origin: number,
    application: number,
    createdUs: number,
    count: number,
    sizeBytes: number,
    number: number,
  ): void;
}

/** One flow while the run lasts: what was produced so far, and of it what has arrived and what is lost. */
export interface FlowStanding {
  readonly from: string;
  readonly to: string;
  readonly produced: number;
  readonly delivered: number;
  readonly lost: number;
}

/** One flow's balanced books. */
export interface LedgerFlow {
  readonly from: string;
  readonly to: string;
  /** The source's number. */
  readonly origin: number;
  readonly produced: number;
  readonly fates: Readonly<Record<Fate, number>>;
  readonly duplicates: number;
}

/** Two watchers of one source as one; the first may be nobody. */
export function both(first: RecordWatcher | undefined, second: RecordWatcher): RecordWatcher {
  if (first === undefined) return second;
  return {
    ended(...end) {
      first.ended(...end);
      second.ended(...end);
    },
  };
}
