// What a table's stream has a record of, and what deletions in the background take, by the developer guide: each item that is
// written has one record, in a transaction or a batch as well, and a write whose condition fails has none. There is a shard for
// each partition, which a function's mapping polls four times a second. An item that expires is deleted without write
// units, of the table or of an index, and the stream tells of it. A put every two minutes of an item that lives for one, for
// an hour: 30 puts, 30 deletions and 60 records.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sampleOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide';
const STREAMS = `${GUIDE}, change data capture for DynamoDB Streams`;
const EXPIRY = `${GUIDE}, using time to live (TTL)`;
const OPERATIONS = 'components.client.operations';
const TABLE = 'components.table';
const SECONDS = 60;

const counted = (component: string, metric: string) => (result: ReplicationResult) =>
  sumOf(result, component, metric);
const returned = counted('table', 'ReturnedRecordsCount');

/** The consumer reads a second longer than there are writes. */
const writes = (batch: number): string =>
  `workloads.requests={ arrivals: { batch: ${batch}, rate: { steps: [{ at: 0 s, rate: 1/s }, { at: ${SECONDS} s, rate: 0/s }] } }, partitionKey: { keys: 1000 } }`;

const together = (action: string): string =>
  `${OPERATIONS}={ PutItem: 0%, ${action}: { share: 100%, linger: 0 s } }`;

const HOUR = [
  `${TABLE}={ timeToLive: { after: 1 min, deletionDelay: 0 s }, globalSecondaryIndexes: { by: { key: { distribution: uniform, keys: 1 } } } }`,
  'workloads.requests.arrivals.rate={ steps: [{ at: 0 s, rate: 0.5/min }, { at: 60 min, rate: 0/s }] }',
  'duration=61 min',
];

export const tableRecords = workedRow({
  name: 'table-records',
  source: STREAMS,
  scenario: 'test/validation/scenarios/reached-table-stream.yaml',
  claims: [
    ...[
      {
        what: 'a transaction of three puts a second for a minute',
        operations: together('TransactWriteItems'),
      },
      { what: 'a batch of three puts a second for a minute', operations: together('BatchWriteItem') },
    ].map(({ what, operations }) => ({
      what: `${what}: records of the stream`,
      expected: 3 * SECONDS,
      within: 0,
      sets: [writes(3), operations, `duration=${SECONDS + 5} s`],
      seen: returned,
    })),
    {
      what: 'a put a second for a minute whose condition fails: records of the stream',
      expected: 0,
      within: 0,
      sets: [writes(1), 'components.client.conditionFailureRate=100%', `duration=${SECONDS + 5} s`],
      seen: returned,
    },
    {
      what: 'a new on-demand table of four partitions, and a function: GetRecords in a minute',
      expected: 4 * 4 * SECONDS,
      within: 0,
      scenario: 'test/validation/scenarios/reached-table-function.yaml',
      sets: [`${TABLE}.partitions=4`],
      seen: (result) => sampleOf(result, 'table', 'GetRecords.IteratorAgeMilliseconds').count,
    },
    {
      what: 'an item that is put every two minutes and lives for one, an hour: deletions',
      expected: 30,
      within: 0,
      sets: HOUR,
      source: EXPIRY,
      seen: counted('table', 'TimeToLiveDeletedItemCount'),
    },
    {
      what: 'the same: write units of the table and of its global index',
      expected: 2 * 30,
      within: 0,
      sets: HOUR,
      source: EXPIRY,
      seen: (result) =>
        counted('table', 'ConsumedWriteCapacityUnits')(result) +
        counted('table-by', 'ConsumedWriteCapacityUnits')(result),
    },
    {
      what: 'the same: records of the stream',
      expected: 2 * 30,
      within: 0,
      sets: HOUR,
      source: EXPIRY,
      seen: returned,
    },
  ],
});
