// How the Kinesis Producer Library is configured in a scenario: its own names, in camelCase and with units.

import { z } from 'zod';
import { withDefault } from '../../../language/field.ts';
import { count, duration, flag, share, size } from '../../../language/words.ts';
import { writtenSize } from '../../../language/written.ts';
import { requestLatency } from '../../client/request-latency.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT } from '../limits.ts';

const CONFIG = 'KinesisProducerConfiguration.java of the Kinesis Producer Library 1.0';

/** `client: { type: kpl, … }`. */
export const kplSchema = z.strictObject({
  aggregationEnabled: withDefault(
    flag(),
    true,
    'Whether user records for one shard are packed into one Kinesis record; without it nothing is limited either.',
    CONFIG,
  ),
  aggregationMaxCount: withDefault(
    count({ min: 1, max: 4_294_967_295 }),
    4_294_967_295,
    'User records in one Kinesis record.',
    CONFIG,
  ),
  aggregationMaxSize: withDefault(
    size({ min: '64 B', max: '10 MiB', source: CONFIG }),
    '51200 B',
    'Bytes of one Kinesis record.',
    CONFIG,
  ),
  collectionMaxCount: withDefault(
    count({ min: 1, max: PUT_RECORDS_COUNT.value, source: PUT_RECORDS_COUNT.source }),
    PUT_RECORDS_COUNT.value,
    'Kinesis records in one PutRecords call.',
    CONFIG,
  ),
  collectionMaxSize: withDefault(
    size({
      min: '52224 B',
      max: writtenSize(PUT_RECORDS_BYTES.value),
      source: `${CONFIG}; ${PUT_RECORDS_BYTES.source}`,
    }),
    '5 MiB',
    'Data and keys in one PutRecords call.',
    CONFIG,
  ),
  recordMaxBufferedTime: withDefault(
    duration({ max: '1 h' }),
    '100 ms',
    'How long a record may wait for others before it is to be sent.',
    CONFIG,
  ),
  recordTtl: withDefault(
    duration({ min: '100 ms', max: '1 d' }),
    '30 s',
    'How long a record is tried before it is given up.',
    CONFIG,
  ),
  rateLimit: withDefault(
    share({ min: '1%', max: '100000%' }),
    '150%',
    'What one host lets through to one shard, of what the shard takes.',
    CONFIG,
  ),
  failIfThrottled: withDefault(
    flag(),
    false,
    'Whether a record that the stream throttles is given up at once.',
    CONFIG,
  ),
  maxConnections: withDefault(
    count({ min: 1, max: 256 }),
    24,
    'Requests that one host has under way at a time.',
    CONFIG,
  ),
  requestTimeout: withDefault(
    duration({ min: '100 ms', max: '10 min' }),
    '6 s',
    'A request that takes longer is sent again, though its records may be stored.',
    CONFIG,
  ),
  requestLatency: requestLatency('PutRecords', 'How long a put takes when nothing throttles it.'),
  listShardsLatency: requestLatency(
    'ListShards',
    'How long the map of shards takes to load; meanwhile records go unpacked and unlimited.',
  ),
});

export type KplConfig = z.output<typeof kplSchema>;
