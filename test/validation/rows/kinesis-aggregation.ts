// The size of an aggregated record: a library that encodes them for real is given the same user records.

import { sequentialStream } from '../../../src/engine/random.ts';
import { encodedBytes, packed } from '../aggregated.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';

const BATCHES = 500;
const MOST_RECORDS = 200;
const KEYS = 300;
const MOST_BYTES = 3000;

export const kinesisAggregation: Row = {
  name: 'kinesis-aggregation',
  kind: 'exact',
  runs: `${BATCHES} batches of 2 to ${MOST_RECORDS} records, seed kinesis-aggregation`,
  claims: [
    {
      what: `${BATCHES} batches of up to ${MOST_RECORDS} user records of up to ${MOST_BYTES} B, keys of 2 to 201 B: sizes that differ`,
      expected: '0',
      source: `aws-kinesis-agg ${versionOf('aws-kinesis-agg')}`,
      tolerance: 'none',
    },
  ],
  async run() {
    const stream = sequentialStream('kinesis-aggregation');
    const draw = (most: number): number => Math.floor(stream.double() * most);
    let differing = 0;
    for (let batch = 0; batch < BATCHES; batch++) {
      const records = Array.from({ length: 2 + draw(MOST_RECORDS - 1) }, () => ({
        key: draw(KEYS),
        sizeBytes: 1 + draw(MOST_BYTES),
      }));
      if (packed(records).bytes !== encodedBytes(records)) differing++;
    }
    return [{ value: `${differing}`, holds: differing === 0 }];
  },
};
