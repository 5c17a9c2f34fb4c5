// What an SDK client is told: how it behaves on every host, and who wants to know what it does.

import type { PutCall } from '../ports/record-sink.ts';
import type { FailedRecordsConfig } from './failed-records.ts';
import type { RetryConfig } from './retry.ts';

/** How a host's client behaves. */
export interface SdkClientConfig {
  readonly hosts: number;
  readonly operation: string;
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly lingerUs: number;
  readonly retry: RetryConfig;
  readonly failedRecords: FailedRecordsConfig;
  readonly maxConnections: number;
  /** Data and key bytes that a host holds at most; Infinity for no limit. */
  readonly maxBufferedBytes: number;
}

/** Learns what a producer's client does, for metrics and bills. */
export interface ClientWatcher {
  sent(records: number, bytes: number, nowUs: number): void;
  dropped(records: number, nowUs: number): void;
  /** Records that died with their host. */
  lost(records: number, nowUs: number): void;
  /** A sink has answered a request whose host is there: what it stored and refused of each row stands in it. */
  answered?(call: PutCall, nowUs: number): void;
  /** So many records more (or fewer) are in requests that wait, are under way, or are to be sent again. */
  pending(change: number, nowUs: number): void;
}
