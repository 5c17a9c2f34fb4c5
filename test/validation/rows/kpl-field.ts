// What users of the Kinesis Producer Library told of it. A host that sends 25,000 user records a second, about 25 MB, into 25 shards
// saw 200 to 300 puts a second. Its settings are not told: 51,200 B to a Kinesis record would make 500 of it, so that the buffered
// time is taken to be what closes them, here up to 1 MB. By hand each shard's record is closed 100 ms after its first user record,
// and the next begins with the user record that comes then, 1 ms later on average: 25 in 101 ms, 248 a second.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SHARDS = 25;
const SECONDS = 10;

export const kplField = workedRow({
  name: 'kpl-field',
  kind: 'predicted',
  source: 'github.com/awslabs/amazon-kinesis-producer, issue 43 (200 to 300); by hand',
  scenario: 'test/validation/scenarios/kpl-field.yaml',
  claims: [
    {
      what: '25,000 user records/s of 950 B from one KPL host into 25 shards, Kinesis records of up to 1 MB: Kinesis records a second',
      expected: SHARDS / 0.101,
      within: 0.05,
      decimals: 0,
      seen: (result) => sumOf(result, 'host', 'KinesisRecordsPut') / SECONDS,
    },
  ],
});
