// The limiters of a shard. Its byte bucket holds few records where each takes a large part of it, its record bucket a thousand. A
// reply of 4 MiB closes the shard's shared reads for two seconds, whatever was there before: a place for one, and none to wait.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { limiterRow } from '../../limiter-row.ts';
import { sumOf } from '../../replications.ts';
import { exponential } from './arrivals.ts';

const MIB = 1_048_576;
const KEY_BYTES = 12; // key-00000000

const WRITES = {
  scenario: 'test/validation/scenarios/shard.yaml',
  seeds: ['bucket', 'bucket-again'],
  refused: (result: ReplicationResult) =>
    sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded') /
    sumOf(result, 'stream', 'AttemptedRecords'),
} as const;

const READS = {
  scenario: 'test/validation/scenarios/kinesis-reads.yaml',
  refused: (result: ReplicationResult) =>
    sumOf(result, 'stream', 'ReadProvisionedThroughputExceeded') /
    sumOf(result, 'stream', 'GetRecords.Calls'),
} as const;

/** Records of so many bytes, their key among them. */
function records(sizeBytes: number) {
  return (perSecond: number) => [
    `workloads.records.arrivals.rate=${perSecond}/s`,
    `workloads.records.size=${sizeBytes - KEY_BYTES} B`,
  ];
}

function polls(perSecond: number): readonly string[] {
  return [
    'components.reader.idleTimeBetweenReads=0 s',
    `components.reader.client.requestLatency=${exponential(perSecond)}`,
  ];
}

export const limitersOfStreams = [
  limiterRow({
    ...WRITES,
    name: 'bucket-bytes-2',
    what: 'a shard’s byte bucket, records of 512 KiB',
    places: 2,
    load: 0.8,
    printed: '0.199570',
    customers: 40_000,
    warmupSeconds: 100,
    sets: records(MIB / 2),
  }),
  limiterRow({
    ...WRITES,
    name: 'bucket-bytes-16',
    long: true,
    what: 'a shard’s byte bucket, records of 64 KiB',
    places: 16,
    load: 1,
    printed: '0.0315789',
    customers: 400_000,
    warmupSeconds: 300,
    sets: records(MIB / 16),
  }),
  limiterRow({
    ...WRITES,
    name: 'bucket-bytes-10',
    what: 'the byte bucket of a shard that takes large records, 10 MiB at once, records of 1 MiB',
    places: 10,
    servedPerSecond: 1,
    load: 1,
    printed: '0.0508475',
    customers: 1_300_000,
    warmupSeconds: 1000,
    sets: (perSecond) => [...records(MIB)(perSecond), 'components.stream.maxRecordSize=10 MiB'],
  }),
  limiterRow({
    ...WRITES,
    name: 'bucket-records-1000',
    what: 'a shard’s record bucket',
    places: 1000,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 30,
    sets: records(100 + KEY_BYTES),
  }),
  limiterRow({
    ...READS,
    name: 'get-records-5',
    what: 'a shard’s GetRecords calls',
    places: 5,
    load: 1,
    printed: '0.103449',
    customers: 200_000,
    warmupSeconds: 100,
    sets: polls,
  }),
  limiterRow({
    ...READS,
    name: 'get-records-bytes',
    what: 'what a shard gives by GetRecords, replies of 4 MiB',
    places: 1,
    servedPerSecond: 0.5,
    load: 0.8,
    printed: '0.444444',
    customers: 10_000,
    warmupSeconds: 1000,
    sets: (perSecond) => [
      ...polls(perSecond),
      `workloads.records.size=${MIB - KEY_BYTES} B`,
      'components.reader.maxRecords=4',
    ],
  }),
];
