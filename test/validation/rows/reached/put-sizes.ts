// How much a put carries, by hand. A record has at most 1 MiB, its key of 12 B included. A PutRecords has at most 500 records and
// 10 MiB: 2,500 records that come at one moment are five calls, and 60 of 1 MiB are six. The shards have room for all of it.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const MIB_DATA = 2 ** 20 - 12;
const ROOM = 'components.stream.writeBurst=64 MiB';

const SIZES = [
  { what: '1 MiB with their keys', data: MIB_DATA, stored: 30 },
  { what: 'a byte more', data: MIB_DATA + 1, stored: 0 },
];
const CALLS = [
  { what: '2,500 records of 100 B', batch: 2500, calls: 5, data: 100, limit: 'putRecordsCount' },
  { what: '60 records of 1 MiB', batch: 60, calls: 6, data: MIB_DATA, limit: 'putRecordsBytes' },
];

export const putSizes = workedRow({
  name: 'put-sizes',
  source: 'Kinesis API reference, PutRecords, and developer guide, large records; by hand',
  scenario: 'test/validation/scenarios/shard.yaml',
  claims: [
    ...SIZES.map(({ what, data, stored }) => ({
      what: `30 records of ${what}: stored`,
      expected: stored,
      within: 0,
      sets: [
        ROOM,
        'workloads.records.arrivals={ process: constant, rate: 0.5/s }',
        `workloads.records.size=${data} B`,
      ],
      reaches: ['kinesis.stream limit maxRecordSize'],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'stream', 'IncomingRecords'),
    })),
    ...CALLS.map(({ what, batch, calls, data, limit }) => ({
      what: `${what} at one moment: PutRecords calls`,
      expected: calls,
      within: 0,
      sets: [
        ROOM,
        'duration=5 s',
        `workloads.records.arrivals={ process: constant, rate: 0.1/s, batch: ${batch} }`,
        `workloads.records.size=${data} B`,
        'workloads.records.partitionKey.keys=1000',
        'components.stream.shardCount=8',
        'components.hosts.hosts=1',
        'components.hosts.client.operation=PutRecords',
        'components.hosts.client.batch={ linger: 1 s }',
      ],
      reaches: [`kinesis.producer limit ${limit}`],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'hosts', 'Requests'),
    })),
  ],
});
