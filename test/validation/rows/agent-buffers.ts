// When the Kinesis Agent sends, by hand from its source. A buffer is closed by the record that does not fit any more: the 501st, or
// the one beyond 5 MiB, of 102,400 B with its key the 52nd. What is not full is closed at the first look, one
// a second, at which its first line is a minute old: of lines every two seconds the next buffer begins 62 s after the one before.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const AGENT = 'Amazon Kinesis Agent 2.0, KinesisFileFlow.java and KinesisConstants.java; by hand';
const KEY_BYTES = 32;

export const agentBuffers = workedRow({
  name: 'agent-buffers',
  source: AGENT,
  scenario: 'test/validation/scenarios/agent-buffers.yaml',
  claims: [
    {
      what: 'an agent with a line every two seconds: requests in an hour',
      expected: 3600 / 62,
      within: 0.02,
      seen: (result) => sumOf(result, 'host', 'Requests'),
    },
    {
      what: 'an agent with 100 lines/s of 1 KB: records in a request',
      expected: 500,
      within: 0,
      sets: ['workloads.lines.arrivals.rate=100/s', 'duration=10 min'],
      seen: (result) => sumOf(result, 'host', 'AttemptedRecords') / sumOf(result, 'host', 'Requests'),
    },
    {
      what: 'an agent with 10 lines/s of 100 KiB: records in a request',
      expected: Math.floor((5 * 1024 * 1024) / (100 * 1024)),
      within: 0,
      sets: [
        'workloads.lines.arrivals.rate=10/s',
        `workloads.lines.size=${100 * 1024 - KEY_BYTES} B`,
        'duration=10 min',
      ],
      seen: (result) => sumOf(result, 'host', 'AttemptedRecords') / sumOf(result, 'host', 'Requests'),
    },
  ],
});
