// A token bucket under Poisson arrivals of unit cost is the queue M/D/1/B: its missing tokens are the work that is
// unfinished. A shard's byte limit is such a bucket of few tokens where every record takes a large part of a MiB, and
// its record limit one of a thousand.

import { queueRow } from '../queue-row.ts';
import { sumOf } from '../replications.ts';
import { lossOfMD1 } from '../theory.ts';

const MIB = 1_048_576;
const KEY_BYTES = 12; // key-00000000

interface Limiter {
  readonly name: string;
  readonly what: string;
  /** Tokens, and as many a second. */
  readonly tokens: number;
  readonly load: number;
  readonly sizeBytes: number;
  readonly printed: string;
  readonly customers: number;
  readonly warmupSeconds: number;
}

const LIMITERS: readonly Limiter[] = [
  {
    name: 'bucket-bytes-2',
    what: 'a shard’s byte bucket, records of 512 KiB (M/D/1/2)',
    tokens: 2,
    load: 0.8,
    sizeBytes: MIB / 2 - KEY_BYTES,
    printed: '0.199570',
    customers: 40_000,
    warmupSeconds: 100,
  },
  {
    name: 'bucket-bytes-16',
    what: 'a shard’s byte bucket, records of 64 KiB (M/D/1/16)',
    tokens: 16,
    load: 1,
    sizeBytes: MIB / 16 - KEY_BYTES,
    printed: '0.0315789',
    customers: 400_000,
    warmupSeconds: 300,
  },
  {
    name: 'bucket-records-1000',
    what: 'a shard’s record bucket (M/D/1/1000)',
    tokens: 1000,
    load: 1.2,
    sizeBytes: 100,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 30,
  },
];

export const bucketPoisson = LIMITERS.map(
  ({ name, what, tokens, load, sizeBytes, printed, customers, warmupSeconds }) =>
    queueRow({
      name,
      source: 'Kleinrock I, 5.6: the chain embedded at departures, solved for B places',
      scenario: 'test/validation/scenarios/shard.yaml',
      sets: [`workloads.records.arrivals.rate=${tokens * load}/s`, `workloads.records.size=${sizeBytes} B`],
      arrivalsPerSecond: tokens * load,
      customers,
      warmupSeconds,
      seeds: ['bucket', 'bucket-again'],
      claims: [
        {
          what: `${what} at load ${load}: share refused`,
          printed,
          exact: lossOfMD1(load, tokens),
          within: 0.01,
          seen: (result) =>
            sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded') /
            sumOf(result, 'stream', 'AttemptedRecords'),
        },
      ],
    }),
);
