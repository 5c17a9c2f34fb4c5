// What every producer with the plain SDK has: how it is written, and the client that it makes.

import { withDefault } from '../../language/field.ts';
import { count } from '../../language/words.ts';
import { type DistributionConfig, sampler } from '../../workload/distribution.ts';
import type { Site } from '../component.ts';
import type { RecordSink } from '../ports/record-sink.ts';
import { type FailedRecordsConfig, failedRecordsSchema } from './failed-records.ts';
import { type RetryConfig, retrySchema } from './retry.ts';
import { SdkClient } from './sdk-client.ts';
import type { ClientWatcher } from './sdk-client-config.ts';

/** Requests that one host has under way. */
export const maxConnectionsField = withDefault(
  count({ min: 1, max: 10_000 }),
  50,
  'Requests that one host has under way at a time.',
  'AWS SDK for JavaScript v3, maxSockets',
);

/** The properties of the SDK beside its operation and batches. @param batchCall the action that answers record by record */
export function sdkFields(batchCall: string) {
  return {
    retry: withDefault(retrySchema, {}, 'What the SDK does when a whole call fails.', 'see its properties'),
    failedRecords: withDefault(
      failedRecordsSchema,
      {},
      `What the application does with the records that ${batchCall} refused.`,
      'see its properties',
    ),
    maxConnections: maxConnectionsField,
  };
}

interface SdkConfig {
  readonly operation: string;
  readonly batch: { readonly maxRecords: number; readonly maxBytes: number; readonly linger: number };
  readonly retry: RetryConfig;
  readonly failedRecords: FailedRecordsConfig;
  readonly maxConnections: number;
  readonly requestLatency: DistributionConfig;
}

/** The client of a producer's hosts. @param maxBuffered bytes a host */
export function sdkClientOf(
  site: Site,
  sink: RecordSink,
  origin: number,
  { hosts, maxBuffered }: { readonly hosts: number; readonly maxBuffered: number },
  sdk: SdkConfig,
  watcher: ClientWatcher,
): SdkClient {
  return new SdkClient(
    site,
    sink,
    origin,
    {
      hosts,
      operation: sdk.operation,
      maxRecords: sdk.batch.maxRecords,
      maxBytes: sdk.batch.maxBytes,
      lingerUs: sdk.batch.linger,
      retry: sdk.retry,
      failedRecords: sdk.failedRecords,
      maxConnections: sdk.maxConnections,
      maxBufferedBytes: maxBuffered,
    },
    sampler(sdk.requestLatency),
    watcher,
  );
}
