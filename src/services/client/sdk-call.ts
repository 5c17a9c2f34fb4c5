// The state of an SDK client: its calls, and the hosts that send them.

import { PutCall } from '../ports/record-sink.ts';
import { RecordBatch } from '../records/batch.ts';
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
  private readonly owner: CallOwner;

  /** @param rows room for so many at first: a host that cannot send may hold very many calls of one record */
  constructor(owner: CallOwner, slot: number, rows: number) {
    super();
    this.owner = owner;
    this.slot = slot;
    this.batch = new RecordBatch(rows);
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
}
