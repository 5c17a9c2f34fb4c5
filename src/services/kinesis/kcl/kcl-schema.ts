// How the Kinesis Client Library is written in a scenario: `library: { type: kcl-2, workers: 4, checkpointInterval: 1 min }`.

import { z } from 'zod';
import { assumed, optional, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { type TaggedOutput, tagged } from '../../../language/tagged.ts';
import { count, duration, oneOf, size } from '../../../language/words.ts';
import { callLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { FAILOVER_TIME, LEASE_TABLE_CAPACITY, LEASES_TO_STEAL, RENEWAL_THREADS } from './kcl-limits.ts';

const RETENTION =
  'Kinesis API reference, CreateStream: a stream keeps records for 24 h unless it is told otherwise';
const SDK =
  'AWS SDKs and tools reference, retry behaviour (2026): four attempts for DynamoDB, 25 ms after an error';

const leaseClientSchema = z.strictObject({
  retry: withDefault(
    retrySchema,
    { maxAttempts: 4, baseDelay: '25 ms' },
    'What the SDK does when a request to the lease table is throttled, before the KCL hears of it.',
    SDK,
  ),
  requestLatency: callLatency('How long a request to the lease table takes when nothing throttles it.'),
});

const units = () => count({ min: 1, max: 40_000 });

/** What all versions have. */
const common = {
  workers: withDefault(
    count({ min: 1, max: 1000 }),
    1,
    'Workers, each on a host of its own, that share the shards.',
    'a single process',
  ),
  checkpointInterval: assumed(
    duration({ max: '24 h', source: RETENTION }),
    '1 min',
    'How often the application checkpoints each shard, at the end of a batch; 0 s for every batch. What lies behind the last checkpoint is read again when the lease changes its owner.',
    {
      why: 'the application’s own to choose; AWS’s samples checkpoint once a minute',
      low: '0 s',
      high: '10 min',
    },
  ),
  failoverTime: withDefault(
    duration({ min: '1 s', max: '1 h' }),
    `${FAILOVER_TIME.value} ms`,
    'After how long without a renewal a lease has expired; a third of it is the time between renewals, twice as much that between looks for leases.',
    FAILOVER_TIME.source,
  ),
  maxLeaseRenewalThreads: withDefault(
    count({ min: 1, max: 1000 }),
    RENEWAL_THREADS.value,
    'Threads that renew a worker’s leases. The pool never grows beyond a quarter of it (two at least), since the queue before it is never full.',
    RENEWAL_THREADS.source,
  ),
  leaseTable: optional(
    reference({ wire: 'to', ports: ['IndexedTable'], what: 'a table' }),
    'The table that keeps the leases; without it the KCL makes one, NAME-leases.',
  ),
  initialLeaseTableReadCapacity: optional(
    units(),
    `Read capacity units of the table that the KCL makes, where it is provisioned; without it ${LEASE_TABLE_CAPACITY.value}.`,
  ),
  initialLeaseTableWriteCapacity: optional(
    units(),
    `Write capacity units of the table that the KCL makes, where it is provisioned; without it ${LEASE_TABLE_CAPACITY.value}.`,
  ),
  leaseSize: assumed(
    size({ min: '1 B', max: '400 KiB' }),
    '300 B',
    'Bytes of a lease’s item: its keys, owner, counter, checkpoint, parents and hash range.',
    {
      why: 'its attributes and their names come to that; the KCL’s documents say less than 1 KB',
      low: '200 B',
      high: '1 KiB',
    },
  ),
  client: withDefault(leaseClientSchema, {}, 'The client of the lease table.', 'see its properties'),
};

const stealing = {
  maxLeasesToStealAtOneTime: withDefault(
    count({ min: 1, max: 10_000 }),
    LEASES_TO_STEAL.value,
    'Leases that a worker with too few takes at once from the one that has most, while none has expired.',
    LEASES_TO_STEAL.source,
  ),
};

const billing = {
  billingMode: optional(
    oneOf(['PAY_PER_REQUEST', 'PROVISIONED']),
    'Of the table that the KCL makes; without it PAY_PER_REQUEST.',
  ),
};

const libraries = {
  sdk: z.strictObject({}),
  'kcl-1': z.strictObject({ ...common, ...stealing }),
  'kcl-2': z.strictObject({ ...common, ...stealing, ...billing }),
  'kcl-3': z.strictObject({ ...common, ...billing }),
};

/** The word for a library: `sdk`, `kcl-2`, or `{ type: kcl-2, workers: 4 }`. */
export const librarySchema = tagged('type', libraries);

export type Library = TaggedOutput<'type', typeof libraries>;

/** A version of the KCL, as it is set. */
export type KclConfig = Exclude<Library, { readonly type: 'sdk' }>;

/** The KCL of a consumer; null where it reads with the plain SDK. */
export function kclOf({ library }: { readonly library: Library }): KclConfig | null {
  return library.type === 'sdk' ? null : library;
}
