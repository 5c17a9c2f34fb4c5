// What Lambda's pages on streams say of a mapping, by its own figures. A hundred shards are worked on by a hundred invocations at a time,
// and with a parallelization factor of 2 by 200. A batch has a hundred records where nothing is said. Tried again twice, a batch is
// invoked with three times and then given up; where it is throttled no try is counted. Records that are a minute old are discarded. And
// where every record fails and batches are halved, without a retry, 16 records take 1 + 2 + 4 + 8 + 16 = 31 invocations.

import { levelOf, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const GUIDE = 'Lambda developer guide';
const USING = `${GUIDE}, using Lambda to process records from Kinesis Data Streams`;
const PARAMETERS = `${GUIDE}, parameters of Kinesis event source mappings; by hand`;
const MAPPING = 'components.function.eventSourceMappings.0';
const FAILS = 'components.function.errorRate=100%';

function sum(metric: string): (result: Result) => number {
  return (result) => sumOf(result, 'function', metric);
}

export const streamMapping = workedRow({
  name: 'stream-mapping',
  source: USING,
  scenario: 'test/validation/scenarios/mapped-stream.yaml',
  claims: [
    ...[1, 2].map((factor) => ({
      what: `100 shards and a parallelization factor of ${factor}: invocations at a time`,
      expected: 100 * factor,
      within: 0,
      sets: [
        'workloads.records.arrivals.batch=20000',
        'components.stream.shardCount=100',
        'components.function.duration.perBatch=14 min',
        `${MAPPING}.batchSize=10`,
        `${MAPPING}.parallelizationFactor=${factor}`,
      ],
      seen: (result: Result) => levelOf(result, 'function', 'ConcurrentExecutions').max,
    })),
    {
      what: '1,000 records at once: in a batch',
      expected: 100,
      within: 0,
      sets: ['workloads.records.arrivals.batch=1000'],
      source: PARAMETERS,
      seen: (result) =>
        sumOf(result, 'function', 'InvokedEventCount') / sumOf(result, 'function', 'Invocations'),
    },
    {
      what: 'a batch that fails, two retries: invocations',
      expected: 3,
      within: 0,
      sets: [FAILS, `${MAPPING}.maximumRetryAttempts=2`],
      source: PARAMETERS,
      seen: sum('Invocations'),
    },
    {
      what: 'and records that are given up',
      expected: 16,
      within: 0,
      sets: [FAILS, `${MAPPING}.maximumRetryAttempts=2`],
      source: PARAMETERS,
      seen: sum('DroppedEventCount'),
    },
    {
      what: 'a batch that is throttled for a minute, no retries: records that are given up',
      expected: 0,
      within: 0,
      sets: ['components.function.reservedConcurrentExecutions=0', `${MAPPING}.maximumRetryAttempts=0`],
      source: PARAMETERS,
      seen: sum('DroppedEventCount'),
    },
    ...[
      { seconds: 59, dropped: 0 },
      { seconds: 63, dropped: 16 },
    ].map(({ seconds, dropped }) => ({
      what: `a batch that fails, a maximum record age of 60 s: records that are given up in ${seconds} s`,
      expected: dropped,
      within: 0,
      sets: [FAILS, `duration=${seconds} s`, `${MAPPING}.maximumRecordAge=60 s`],
      source: PARAMETERS,
      reaches: [],
      seen: sum('DroppedEventCount'),
    })),
    {
      what: '16 records that all fail, in a batch that is halved, no retries: invocations',
      expected: 31,
      within: 0,
      sets: [
        'components.function.poisonRate=100%',
        `${MAPPING}.bisectBatchOnFunctionError=true`,
        `${MAPPING}.maximumRetryAttempts=0`,
      ],
      source: PARAMETERS,
      seen: sum('Invocations'),
    },
  ],
});
