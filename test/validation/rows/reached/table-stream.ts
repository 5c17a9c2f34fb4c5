// What the readers of a table's stream get, by hand. A consumer that joins late finds more than it can read at once: of puts of 100 B
// five calls, one a second, give 1,000 records each; of puts of 100 KiB, each a record of 102,412 B with its key of 12 B, ten
// come to less than 1 MiB and eleven to more. One that joins after 40.5 hours, in which there was a put an hour from the very
// beginning on, finds those of the last 24 hours, at hours 17 to 40. A function's event source mapping asks four times a
// second.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sampleOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const STREAMS = 'DynamoDB developer guide, DynamoDB Streams';
const GET_RECORDS = 'DynamoDB API reference, GetRecords';
const CALLS = 5;
const STARTS_S = 20;

/** A consumer that is late by 20 s, and nothing is put from then on. */
function late(rate: string, size: string): readonly string[] {
  return [
    `components.reader={ joinsAt: ${STARTS_S} s, initialPositionInStream: TRIM_HORIZON }`,
    `workloads.requests.arrivals.rate={ steps: [{ at: 0 s, rate: ${rate} }, { at: ${STARTS_S} s, rate: 0/s }] }`,
    `workloads.requests.size=${size}`,
    `duration=${STARTS_S + CALLS} s`,
  ];
}

const returned = (result: ReplicationResult): number => sumOf(result, 'table', 'ReturnedRecordsCount');

export const tableStreamReads = workedRow({
  name: 'dynamodb-stream',
  source: GET_RECORDS,
  scenario: 'test/validation/scenarios/reached-table-stream.yaml',
  claims: [
    {
      what: `10,000 records of puts of 100 B: read by ${CALLS} calls`,
      expected: CALLS * 1000,
      within: 0,
      sets: late('500/s', '100 B'),
      reaches: ['dynamodb.table limit streamReadRecords'],
      seen: returned,
    },
    {
      what: `180 records of puts of 100 KiB: read by ${CALLS} calls`,
      expected: CALLS * Math.floor(2 ** 20 / (100 * 1024 + 12)),
      within: 0,
      sets: late('9/s', '100 KiB'),
      reaches: ['dynamodb.table limit streamReadBytes'],
      seen: returned,
    },
    {
      what: 'a put an hour, and a consumer that comes after 40.5 h: records that it finds',
      expected: 24,
      within: 0,
      sets: [
        'components.reader={ joinsAt: 40.5 h, initialPositionInStream: TRIM_HORIZON }',
        'workloads.requests.arrivals.rate=1/h',
        `duration=${40 * 3600 + 1800 + CALLS} s`,
      ],
      source: STREAMS,
      reaches: ['dynamodb.table limit streamRetention'],
      seen: returned,
    },
    {
      what: 'a mapping of a function on a stream of one shard: GetRecords in a minute',
      expected: 4 * 60,
      within: 0,
      scenario: 'test/validation/scenarios/reached-table-function.yaml',
      source: 'Lambda developer guide, using Lambda with DynamoDB',
      reaches: ['dynamodb.table limit streamPollPeriod'],
      seen: (result) => sampleOf(result, 'table', 'GetRecords.IteratorAgeMilliseconds').count,
    },
  ],
});
