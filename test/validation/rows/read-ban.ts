// A reader that catches up, by hand. A reply of 10 MiB closes the shard's shared reads for 5 s (API reference, GetRecords).
// A call every 1.5 s is refused at 1.5, 3 and 4.5 s and served at 6 s, so it reads 10 MiB in 6 s. Of 100 MiB, in records of
// 512 KiB of which 20 fill a reply, three calls behind each of ten replies are refused; the tenth reply has been answered
// after 9 × 6 s, its own 0.1 s, and what of 1.4 s the loop had slept when the reader joined.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { meanSeconds, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const REPLIES = 10;
const CALL_MS = 100;

/** The third call comes just before the 5 s are over, and just after. */
const EDGES = [
  { everyMs: 1_660, refused: 3 },
  { everyMs: 1_675, refused: 2 },
] as const;

export const readBan = workedRow({
  name: 'read-ban',
  source: 'Kinesis API reference, GetRecords; by hand',
  scenario: 'test/validation/scenarios/catch-up.yaml',
  claims: [
    {
      what: 'a reader with 100 MiB to catch up with, a call every 1.5 s: calls refused',
      expected: 3 * REPLIES,
      within: 0,
      reaches: ['kinesis.stream limit getRecordsBytes', 'kinesis.stream limit getRecordsReply'],
      seen: (result) => sumOf(result, 'stream', 'ReadProvisionedThroughputExceeded'),
    },
    {
      what: 'a reader with 100 MiB to catch up with, a call every 1.5 s: time until it has, s',
      expected: (REPLIES - 1) * 6 + 0.1 + 0.7,
      within: 0.013, // 0.7 s
      decimals: 1,
      seen: (result) => meanSeconds(result, 'reader', 'CatchUpTime'),
    },
    ...EDGES.map(({ everyMs, refused }) => ({
      what: `the same, a call every ${everyMs / 1000} s: calls refused`,
      expected: refused * REPLIES,
      within: 0,
      sets: [`components.reader.idleTimeBetweenReads=${everyMs - CALL_MS} ms`],
      seen: (result: ReplicationResult) => sumOf(result, 'stream', 'ReadProvisionedThroughputExceeded'),
    })),
  ],
});
