// What a scenario may ask of Kinesis, and the first figure that AWS refuses. UpdateShardCount may at most double and at least
// halve the shards that are open, here four, and comes ten times in 24 hours.

import { boundaryRow } from '../../boundary-row.ts';

const QUOTAS = 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';
const MODES = 'docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html';
const UPDATES = 'Kinesis API reference, UpdateShardCount';
const PUTS = 'Kinesis API reference, PutRecords';

const set = (property: string) => (figure: string) => [`components.${property}=${figure}`];
const fanOut = (figure: string) => [
  `components.reader.count=${figure}`,
  'components.reader.mode=enhanced-fan-out',
];
const onDemand = 'components.stream.streamMode=ON_DEMAND';
const committed = 'components.stream.minimumThroughputBillingCommitment=ENABLED';

function target(figure: string): readonly string[] {
  const request = `{ at: 1 s, operation: UpdateShardCount, targetShardCount: ${figure} }`;
  return ['components.stream.shardCount=4', `components.stream.resharding=[${request}]`];
}

/** So many requests in a day, an hour from one to the next, up and down in turn. */
function updates(figure: string): readonly string[] {
  const requests = Array.from(
    { length: Number(figure) },
    (_, i) => `{ at: ${i} h, operation: UpdateShardCount, targetShardCount: ${i % 2 === 0 ? 2 : 1} }`,
  );
  return ['duration=1 d', `components.stream.resharding=[${requests.join(', ')}]`];
}

export const kinesisBoundaries = boundaryRow(
  'kinesis-boundaries',
  'test/validation/scenarios/kinesis-reads.yaml',
  [
    {
      what: 'records of a PutRecords',
      taken: '500',
      refused: '501',
      sets: set('writer.client.batch.maxRecords'),
      source: PUTS,
      reaches: ['kinesis.producer limit putRecordsCount'],
    },
    {
      what: 'data and keys of a PutRecords',
      taken: '10485760 B',
      refused: '10485761 B',
      sets: set('writer.client.batch.maxBytes'),
      source: PUTS,
      reaches: ['kinesis.producer limit putRecordsBytes'],
    },
    {
      what: 'consumers with enhanced fan-out of a stream',
      taken: '20',
      refused: '21',
      sets: fanOut,
      source: QUOTAS,
      reaches: ['kinesis.stream limit fanOutConsumers'],
    },
    {
      what: 'the same of an on-demand stream under a throughput commitment',
      taken: '50',
      refused: '51',
      sets: (figure) => [...fanOut(figure), onDemand, committed],
      source: QUOTAS,
      reaches: ['kinesis.stream limit fanOutConsumersAdvantage'],
    },
    {
      what: 'shards of a stream',
      taken: '10000',
      refused: '10001',
      sets: set('stream.shardCount'),
      source: UPDATES,
      reaches: ['kinesis.stream limit shards'],
    },
    {
      what: 'UpdateShardCount of four shards, the most',
      taken: '8',
      refused: '9',
      sets: target,
      source: UPDATES,
      reaches: ['kinesis.stream limit updateShardCountMost'],
    },
    {
      what: 'UpdateShardCount of four shards, the fewest',
      taken: '2',
      refused: '1',
      sets: target,
      source: UPDATES,
      reaches: ['kinesis.stream limit updateShardCountLeast'],
    },
    {
      what: 'UpdateShardCount in a day',
      taken: '10',
      refused: '11',
      sets: updates,
      source: `${UPDATES}; ${QUOTAS}`,
      reaches: ['kinesis.stream limit updateShardCountsPerDay'],
    },
    {
      what: 'time from an on-demand shard’s minute above half of its limits to its split, of 15 minutes',
      taken: '14 min',
      refused: '841 s',
      sets: (figure) => [onDemand, `components.stream.scaleTime=${figure}`],
      source: MODES,
      reaches: ['kinesis.stream limit onDemandSplitWithin'],
    },
    {
      what: 'throughput that an on-demand stream is warmed to',
      taken: '10 GiB/s',
      refused: '10.01 GiB/s',
      sets: (figure) => [onDemand, committed, `components.stream.warmThroughput=${figure}`],
      source: QUOTAS,
      reaches: ['kinesis.stream limit onDemandMost'],
    },
  ],
);
