// What AWS and its libraries take as settings of streams, producers and readers, and the first figure beyond.

import { boundaryRow } from '../boundary-row.ts';

const LARGE = 'docs.aws.amazon.com/streams/latest/dev/large-records.html';
const RETENTION = 'Kinesis API reference, IncreaseStreamRetentionPeriod';
const KPL = 'KinesisProducerConfiguration.java of the Kinesis Producer Library';
const AGENT = 'Constants.java and KinesisConstants.java of the Amazon Kinesis Agent';

const set = (property: string) => (figure: string) => [`components.${property}=${figure}`];
const kpl = (property: string) => (figure: string) => [
  'components.stream.maxRecordSize=10 MiB',
  `components.writer.client={ type: kpl, ${property}: ${figure} }`,
];
/** A record of the largest size has no room for its key any more, so that nothing may be packed here. */
const unpacked = (figure: string) => kpl('aggregationEnabled: false, aggregationMaxSize')(figure);
const agent = (property: string) => (figure: string) => [
  `components.writer.client={ type: agent, ${property}: ${figure} }`,
];

interface Setting {
  readonly what: string;
  readonly taken: string;
  readonly refused: string;
  readonly sets: (figure: string) => readonly string[];
  readonly source: string;
}

const SETTINGS: readonly Setting[] = [
  {
    what: 'the largest MaxRecordSize',
    taken: '10 MiB',
    refused: '10485761 B',
    sets: set('stream.maxRecordSize'),
    source: LARGE,
  },
  {
    what: 'the least MaxRecordSize',
    taken: '1024 KiB',
    refused: '1023 KiB',
    sets: set('stream.maxRecordSize'),
    source: LARGE,
  },
  {
    what: 'the longest retention',
    taken: '8760 h',
    refused: '8761 h',
    sets: set('stream.retentionPeriod'),
    source: RETENTION,
  },
  {
    what: 'the shortest retention',
    taken: '24 h',
    refused: '23 h',
    sets: set('stream.retentionPeriod'),
    source: RETENTION,
  },
  {
    what: 'characters of a partition key',
    taken: '256',
    refused: '257',
    sets: (figure) => [
      `workloads.records.partitionKey={ distribution: uniform, keys: 1, keyLength: ${figure} }`,
    ],
    source: 'Kinesis API reference, PutRecord',
  },
  {
    what: 'characters of a partition key that is given',
    taken: '256',
    refused: '257',
    sets: (figure) => [
      `workloads.records.partitionKey={ distribution: list, keys: { ${'k'.repeat(Number(figure))}: 1 } }`,
    ],
    source: 'Kinesis API reference, PutRecord',
  },
  {
    what: 'records that a GetRecords asks for',
    taken: '10000',
    refused: '10001',
    sets: set('reader.maxRecords'),
    source: 'Kinesis API reference, GetRecords',
  },
  {
    what: 'the KPL’s least AggregationMaxSize',
    taken: '64 B',
    refused: '63 B',
    sets: kpl('aggregationMaxSize'),
    source: KPL,
  },
  {
    what: 'the KPL’s largest AggregationMaxSize',
    taken: '10485760 B',
    refused: '10485761 B',
    sets: unpacked,
    source: KPL,
  },
  {
    what: 'the KPL’s CollectionMaxCount',
    taken: '500',
    refused: '501',
    sets: kpl('collectionMaxCount'),
    source: KPL,
  },
  {
    what: 'the KPL’s least CollectionMaxSize',
    taken: '52224 B',
    refused: '52223 B',
    sets: kpl('collectionMaxSize'),
    source: KPL,
  },
  {
    what: 'the KPL’s shortest RecordTtl',
    taken: '100 ms',
    refused: '99 ms',
    sets: kpl('recordTtl'),
    source: KPL,
  },
  {
    what: 'the KPL’s MaxConnections',
    taken: '256',
    refused: '257',
    sets: kpl('maxConnections'),
    source: KPL,
  },
  {
    what: 'the agent’s shortest maxBufferAgeMillis',
    taken: '1000 ms',
    refused: '999 ms',
    sets: agent('maxBufferAge'),
    source: AGENT,
  },
  {
    what: 'the agent’s longest maxBufferAgeMillis',
    taken: '900000 ms',
    refused: '900001 ms',
    sets: agent('maxBufferAge'),
    source: AGENT,
  },
  {
    what: 'the agent’s maxBufferSizeRecords',
    taken: '500',
    refused: '501',
    sets: agent('maxBufferSizeRecords'),
    source: AGENT,
  },
  {
    what: 'the agent’s maxBufferSizeBytes',
    taken: '5242880 B',
    refused: '5242881 B',
    sets: agent('maxBufferSizeBytes'),
    source: AGENT,
  },
];

export const kinesisSettings = boundaryRow(
  'kinesis-settings',
  'test/validation/scenarios/kinesis-reads.yaml',
  SETTINGS.map((setting) => ({ ...setting, reaches: [] })),
);
