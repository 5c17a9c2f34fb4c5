// What a queue's mapping has in work, by hand, while messages wait and each batch takes longer than the run. It begins with 5
// batches, adds 300 a minute (5 a second: from the first look, a second after the beginning), and ends at 1,250, which are
// there after 249 s. With provisioned pollers each has ten batches in work, ten receives and 1 MB a second; two are the
// least, so it begins with 20, and adds 1,000 a minute. A batch has ten messages where nothing is said.

import { levelOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const GUIDE = 'Lambda developer guide';
const MAPPING = 'components.function.eventSourceMappings.0';
const TWO_POLLERS = `${MAPPING}.provisionedPollerConfig.maximumPollers=2`;
const AT_ONCE = ['components.function.duration.perBatch=0 s', 'warmup=1 s'];

function inWork(result: Result): number {
  return levelOf(result, 'function', 'MappingConcurrency').max;
}

export const lambdaMappings = workedRow({
  name: 'lambda-mappings',
  source: `${GUIDE}, scaling of SQS event source mappings; by hand`,
  scenario: 'test/validation/scenarios/mapped-queue.yaml',
  claims: [
    {
      what: 'a mapping with a backlog: batches in work in its first second',
      expected: 5,
      within: 0,
      sets: ['duration=900 ms'],
      reaches: ['lambda.function limit mappingStart'],
      seen: inWork,
    },
    {
      what: 'a mapping with a backlog: batches in work after a minute',
      expected: 5 + 300,
      within: 0,
      sets: ['duration=60.5 s'],
      reaches: ['lambda.function limit mappingAdded'],
      seen: inWork,
    },
    ...[
      { seconds: 248.5, most: 1245 },
      { seconds: 260, most: 1250 },
    ].map(({ seconds, most }) => ({
      what: `a mapping with a backlog: batches in work after ${seconds} s`,
      expected: most,
      within: 0,
      sets: [`duration=${seconds} s`],
      reaches: ['lambda.function limit mappingMost'],
      seen: inWork,
    })),
    {
      what: 'a mapping with two provisioned pollers: batches in work',
      expected: 2 * 10,
      within: 0,
      sets: [TWO_POLLERS],
      reaches: ['lambda.function limit pollerConcurrency'],
      seen: inWork,
    },
    {
      what: 'a mapping with 2 to 200 provisioned pollers: batches in work before 32 s',
      expected: Math.floor(20 + (31 * 1000) / 60),
      within: 0,
      sets: [`${MAPPING}.provisionedPollerConfig.maximumPollers=200`, 'duration=31.95 s'],
      reaches: ['lambda.function limit provisionedAdded'],
      seen: inWork,
    },
    {
      what: 'two provisioned pollers and a function that takes no time: receives in a minute',
      expected: 2 * 10 * 60,
      within: 0,
      sets: [
        TWO_POLLERS,
        ...AT_ONCE,
        'workloads.messages.arrivals={ process: constant, rate: 40/s, batch: 1 }',
      ],
      reaches: ['lambda.function limit pollerReceives'],
      seen: (result) => sumOf(result, 'queue', 'Receives'),
    },
    {
      what: 'two provisioned pollers and messages of 1 MB: messages in a minute',
      expected: 2 * 60,
      within: 0,
      sets: [TWO_POLLERS, ...AT_ONCE, 'workloads.messages.size=1000000 B'],
      reaches: ['lambda.function limit pollerBytes'],
      seen: (result) => sumOf(result, 'function', 'PolledEventCount'),
    },
    {
      what: 'a mapping of a queue with a backlog and no batch size of its own: messages in a batch',
      expected: 10,
      within: 0,
      scenario: 'test/validation/scenarios/failing-function.yaml',
      sets: ['workloads.message.arrivals.batch=50', 'components.function.errorRate=0%'],
      source: `${GUIDE}, configuring SQS event source mappings; by hand`,
      reaches: ['lambda.function limit queueBatchDefault'],
      seen: (result) =>
        sumOf(result, 'function', 'InvokedEventCount') / sumOf(result, 'function', 'Invocations'),
    },
  ],
});
