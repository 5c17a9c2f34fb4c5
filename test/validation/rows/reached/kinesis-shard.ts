// What a shard takes and gives, by hand. A stream for large records lets a shard take 10 MiB at once: of 200 records of 100 KiB,
// which come at one moment, 102.  Shared readers have five calls a
// second between them, however many ask; a reply has 10,000 records of the 25,000 that wait. A day of retention leaves a
// reader that joins after 30 h 5 min, and reads on until 31 h, with 149 of the 186 records that came every ten minutes: the
// 37 of the first 6 h 5 min are gone.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const KEY_BYTES = 12;
const MIB = 2 ** 20;
const LARGE = 100 * 1024;
const SHARD = 'test/validation/scenarios/shard.yaml';
const POLLS = 60;

export const kinesisShard = workedRow({
  name: 'kinesis-shard',
  source: 'Kinesis API reference and developer guide; by hand',
  scenario: 'test/validation/scenarios/kinesis-reads.yaml',
  claims: [
    {
      what: 'a shard of a stream for large records, 200 of 100 KiB at one moment: stored',
      expected: Math.floor((10 * MIB) / LARGE),
      within: 0,
      scenario: SHARD,
      source: 'docs.aws.amazon.com/streams/latest/dev/large-records.html; by hand',
      sets: [
        'duration=1 s',
        'workloads.records.arrivals={ process: constant, rate: 0.1/s, batch: 200 }',
        `workloads.records.size=${LARGE - KEY_BYTES} B`,
        'components.hosts.client.maxConnections=1000',
        'components.stream.maxRecordSize=10 MiB',
      ],
      reaches: ['kinesis.stream limit largeRecordBurst'],
      seen: (result) => sumOf(result, 'stream', 'IncomingRecords'),
    },
    {
      what: `a shard that two readers poll as fast as they can: calls served in ${POLLS} s`,
      expected: 5 * POLLS,
      within: 0.005, // One more or less.
      sets: [
        'components.reader.count=2',
        'components.reader.idleTimeBetweenReads=1 ms',
        'components.reader.client.requestLatency={ distribution: uniform, min: 5 ms, max: 9 ms }',
      ],
      reaches: ['kinesis.stream limit getRecordsCalls'],
      seen: (result) => sumOf(result, 'stream', 'GetRecords.Success'),
    },
    {
      what: 'a reader’s one call, when 25,000 records wait: read',
      expected: 10_000,
      within: 0,
      sets: [
        'workloads.records.arrivals.rate={ steps: [{ at: 0 s, rate: 1000/s }, { at: 24.9995 s, rate: 0/s }] }',
        'warmup=0 s',
        'duration=50 s',
        'components.reader.joinsAt=30 s',
        'components.reader.initialPositionInStream=TRIM_HORIZON',
        'components.reader.idleTimeBetweenReads=20 s',
      ],
      reaches: ['kinesis.stream limit getRecordsCount'],
      seen: (result) => sumOf(result, 'stream', 'OutgoingRecords'),
    },
    {
      what: 'a record every ten minutes, and a reader that joins after 30 h 5 min: read until 31 h',
      expected: 31 * 6 - 37,
      within: 0,
      sets: [
        'workloads.records.arrivals.rate=1 / 600 s',
        'warmup=0 s',
        'duration=31 h',
        'components.reader.joinsAt=1805 min',
        'components.reader.initialPositionInStream=TRIM_HORIZON',
        'components.reader.idleTimeBetweenReads=10 s',
      ],
      reaches: ['kinesis.stream limit retention'],
      seen: (result) => sumOf(result, 'stream', 'OutgoingRecords'),
    },
  ],
});
