// The state of an SDK client: its calls, and the hosts that send them.

import { PutCall } from '../ports/record-sink.ts';
import { RecordBatch } from '../records/batch.ts';
import type { Holdings } from '../records/ledger.ts';
import type { CallFailure, Retrier } from './retry.ts';

/** Learns that a call was answered. */
interface CallOwner {
  answered(call: SdkCall, nowUs: number): void;
}

/** One request of a host's client, pooled: what it carries, and how often it went. */
export class SdkCall extends PutCall {
  readonly batch: RecordBatch;
  readonly slot: number;
  host!: SdkHost;
  /** Data and keys, bytes. */
  bytes = 0;
  /** Attempts of the present request, as the SDK counts them. */
  attempts = 0;
  /** Requests that have carried what is in the batch, as the application counts them. */
  rounds = 0;
  lastFailure: CallFailure | null = null;
  /** Whether a sink has it and has not answered. */
  underWay = false;
  /** Whether it waits to be sent again. */
  retrying = false;
  /** Whether its host died meanwhile: what is not stored by then is lost. */
  abandoned = false;
  private readonly owner: CallOwner;

  /** @param rows room for so many at first: a host that cannot send may hold very many calls of one record */
  constructor(owner: CallOwner, slot: number, rows: number) {
    super();
    this.owner = owner;
    this.slot = slot;
    this.batch = new RecordBatch(rows);
  }

  /** A host's client opens it anew. */
  begin(host: SdkHost, operation: number): void {
    this.host = host;
    this.operation = operation;
    this.bytes = 0;
    this.attempts = 0;
    this.rounds = 0;
    this.lastFailure = null;
  }

  /** It goes to its sink: each of its rows is carried once more. */
  leaves(nowUs: number): void {
    const { length, sentUs, attempt } = this.batch;
    const first = this.rounds === 0 && this.attempts === 0;
    if (this.attempts === 0) this.rounds++;
    this.attempts++;
    // All rows of a call have been carried by the same number of requests.
    const carried = first ? 1 : attempt[0]! + 1;
    // `fill` would cost a call of one row more than all else here.
    for (let row = 0; row < length; row++) attempt[row] = carried;
    if (first) for (let row = 0; row < length; row++) sentUs[row] = nowUs;
    this.underWay = true;
  }

  /** The sink has no more to do with it. */
  returned(): void {
    this.heldBySink = false;
    this.underWay = false;
  }

  /** Tells of what it carries, but for what its sink holds and tells of itself. */
  holdings(held: Holdings, origin: number): void {
    const { length, createdUs, count, sizeBytes, number } = this.batch;
    for (let row = 0; row < length; row++) {
      const taken = this.heldBySink ? this.stored[row]! : 0;
      const left = count[row]! - taken;
      if (left > 0) held.beforeStore(origin, createdUs[row]!, left, sizeBytes[row]!, number[row]! + taken);
    }
  }

  answered(nowUs: number): void {
    this.owner.answered(this, nowUs);
  }
}

/** One host's client: what it gathers, what waits for a connection, and its retry quota. */
export class SdkHost {
  readonly number: number;
  readonly retrier: Retrier;
  gathering: SdkCall | null = null;
  lingerTicket = 0;
  connections = 0;
  bufferedBytes = 0;
  readonly waiting: SdkCall[] = [];
  waitingFrom = 0;

  constructor(number: number, retrier: Retrier) {
    this.number = number;
    this.retrier = retrier;
  }

  get hasWaiting(): boolean {
    return this.waitingFrom < this.waiting.length;
  }

  /** Takes the first call that waits for a connection. */
  nextWaiting(): SdkCall {
    const call = this.waiting[this.waitingFrom++]!;
    // The front of the list is given back once half of it is spent.
    if (this.waitingFrom * 2 > this.waiting.length) {
      this.waiting.splice(0, this.waitingFrom);
      this.waitingFrom = 0;
    }
    return call;
  }

  /** As it was at the start: the host was replaced. */
  reset(): void {
    this.gathering = null;
    this.connections = 0;
    this.bufferedBytes = 0;
    this.waiting.length = 0;
    this.waitingFrom = 0;
  }
}
