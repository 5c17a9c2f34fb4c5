// Mutations of Kinesis Data Streams, its readers and the Kinesis Producer Library.

import { bucketBytesDd1 } from '../rows/bucket-bytes-dd1.ts';
import { bucketDd1 } from '../rows/bucket-dd1.ts';
import { kplLimiter } from '../rows/kpl-limiter.ts';
import { parentsFirst } from '../rows/parents-first.ts';
import { putRounding } from '../rows/put-rounding.ts';
import { putUnits } from '../rows/put-units.ts';
import { readBan } from '../rows/read-ban.ts';
import type { Mutation } from './mutation.ts';

const KINESIS = 'src/services/kinesis';

export const streamMutations: readonly Mutation[] = [
  {
    name: 'shard-bytes',
    what: 'a shard takes 1.1 MiB/s, not 1 MiB/s',
    edits: [
      {
        file: `${KINESIS}/limits.ts`,
        text: 'export const SHARD_WRITE_BYTES: Limit = {\n  value: MIB,',
        becomes: 'export const SHARD_WRITE_BYTES: Limit = {\n  value: Math.floor(1.1 * MIB),',
      },
    ],
    rows: [bucketBytesDd1],
  },
  {
    name: 'shard-records',
    what: 'a shard takes 1,100 records/s, not 1,000',
    edits: [
      {
        file: `${KINESIS}/limits.ts`,
        text: 'export const SHARD_WRITE_RECORDS: Limit = {\n  value: 1000,',
        becomes: 'export const SHARD_WRITE_RECORDS: Limit = {\n  value: 1100,',
      },
    ],
    rows: [bucketDd1],
  },
  {
    name: 'key-bytes',
    what: 'a record’s partition key does not count in its size',
    edits: [
      {
        file: `${KINESIS}/writing/write-path.ts`,
        text: 'const bytes = sizeBytes[row]! + keyBytes[row]!;',
        becomes: 'const bytes = sizeBytes[row]!;',
      },
    ],
    rows: [putRounding],
  },
  {
    name: 'put-rounding',
    what: 'a record of PutRecord is not rounded up to whole KiB',
    edits: [
      {
        file: `${KINESIS}/writing/write-path.ts`,
        text: 'limit.admit(nowUs, many ? bytes : Math.ceil(bytes / KIB) * KIB, n, padding)',
        becomes: 'limit.admit(nowUs, bytes, n, padding)',
      },
    ],
    rows: [putRounding],
  },
  {
    name: 'read-ban',
    what: 'a reply of 10 MiB closes a shard’s reads for 4 s, not 5 s',
    edits: [
      {
        file: `${KINESIS}/reading/shared-reads.ts`,
        text: 'new Allowance(GET_RECORDS_BYTES.value, GET_RECORDS_BYTES.value)',
        becomes: 'new Allowance(1.25 * GET_RECORDS_BYTES.value, GET_RECORDS_BYTES.value)',
      },
    ],
    rows: [readBan],
  },
  {
    name: 'put-units',
    what: 'a PUT payload unit is 32 KiB, not 25 KiB',
    edits: [
      {
        file: `${KINESIS}/meters.ts`,
        text: 'PUT_PAYLOAD_UNIT_BYTES = 25_600;',
        becomes: 'PUT_PAYLOAD_UNIT_BYTES = 32_768;',
      },
    ],
    rows: [putUnits],
  },
  {
    name: 'kpl-limiter',
    what: 'the limiter of the KPL reacts to throttles: one empties its buckets',
    edits: [
      {
        file: `${KINESIS}/kpl/retrier.ts`,
        text: 'if (throttled) meters.throttled.add(nowUs, 1);',
        becomes: [
          'if (throttled) {',
          '  meters.throttled.add(nowUs, 1);',
          '  this.exits.throttled(nowUs);',
          '}',
        ].join('\n'),
      },
      {
        file: `${KINESIS}/kpl/kpl-host.ts`,
        text: 'again: (row, nowUs) => this.put(row, nowUs),',
        becomes: [
          'again: (row, nowUs) => this.put(row, nowUs),',
          'throttled: (nowUs) => this.limiter.backOff(nowUs),',
        ].join('\n'),
      },
      {
        file: `${KINESIS}/kpl/limiter.ts`,
        text: '  private tick(nowUs: number): void {',
        becomes: [
          '  backOff(nowUs: number): void {',
          '    for (const { records, bytes } of this.shards)',
          '      for (const bucket of [records, bytes]) bucket.take(Math.floor(bucket.levelAt(nowUs)));',
          '  }',
          '',
          '  private tick(nowUs: number): void {',
        ].join('\n'),
      },
    ],
    rows: [kplLimiter],
  },
  {
    name: 'parents-first',
    what: 'the shards that a split makes are read at once, not when their parent is worked through',
    edits: [
      {
        file: `${KINESIS}/consumer/consumer.ts`,
        text: '    this.loop.open(shard);\n  }',
        becomes:
          '    this.loop.open(shard);\n    if (this.hasJoined) this.begin(shard, false, this.engine.nowUs);\n  }',
      },
      {
        file: 'src/services/client/log/lineage.ts',
        text: 'return this.reader.children(shard).filter((child) => this.isReady(child));',
        becomes: 'return [];',
      },
    ],
    rows: [parentsFirst],
  },
];
