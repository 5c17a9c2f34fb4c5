// What Lambda's pages on queues say of a mapping, by its own figures. Of six groups of a FIFO queue six batches are in work, although ten might
// be, and of twenty ten. A maximum concurrency of 5 is kept. In an account of 1,000 a mapping comes to 1,000 invocations, and with
// 200 provisioned pollers to 2,000. Ten pollers take 1,000 messages a second of 3 KB, ten a batch and 100 ms each; with 1 s each, too, by
// the page's formula (min(ceil(1024 / 3), ceil(10 / 1) × 10, 100) = 100 of each poller; the sentence behind it says 10, which
// contradicts it). A single message waits 20 s where there is a batching window, however short. A batch that is always throttled is dropped when
// its messages are visible again: hidden for 30 s and received three times, they are dead-lettered at 90 s, never worked on. And
// where a tenth of all messages fail, ten in a batch, those come again, or 1 − 0.9 ^ 10 of all, without a partial batch response.

import { levelOf, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const GUIDE = 'Lambda developer guide';
const SCALING = `${GUIDE}, configuring scaling behavior for SQS event source mappings`;
const USING = `${GUIDE}, using Lambda with Amazon SQS`;
const ERRORS = `${GUIDE}, handling errors for an SQS event source`;
const MAPPING = 'components.function.eventSourceMappings.0';
const FAILING = 'test/validation/scenarios/failing-function.yaml';
const MESSAGES = 50_000;

function inWork(result: Result): number {
  return levelOf(result, 'function', 'MappingConcurrency').max;
}

function pollers(pollers: number, milliseconds: number): readonly string[] {
  return [
    'warmup=10 s',
    'workloads.messages.arrivals={ process: constant, rate: 1200/s, batch: 1 }',
    'workloads.messages.size=3 kB',
    `components.function.duration.perBatch=${milliseconds} ms`,
    `${MAPPING}.batchSize=10`,
    `${MAPPING}.provisionedPollerConfig={ minimumPollers: ${pollers}, maximumPollers: ${pollers} }`,
  ];
}

const THROTTLED = [
  'components.function.reservedConcurrentExecutions=0',
  'components.dead-letters={ type: sqs.queue }',
  'components.queue.redrivePolicy={ deadLetterTarget: dead-letters, maxReceiveCount: 3 }',
];

export const mappingGuide = workedRow({
  name: 'mapping-guide',
  source: `${SCALING}; by hand`,
  scenario: 'test/validation/scenarios/mapped-queue.yaml',
  claims: [
    ...[
      { groups: 6, most: 6 },
      { groups: 20, most: 10 },
    ].map(({ groups, most }) => ({
      what: `a FIFO queue with ${groups} groups and a maximum concurrency of 10: batches in work`,
      expected: most,
      within: 0,
      sets: [
        'workloads.messages.arrivals.batch=300',
        `workloads.messages.partitionKey={ distribution: uniform, keys: ${groups} }`,
        'components.queue.fifoQueue=true',
        `${MAPPING}.scalingConfig.maximumConcurrency=10`,
      ],
      seen: inWork,
    })),
    {
      what: 'a maximum concurrency of 5: batches in work after a minute',
      expected: 5,
      within: 0,
      sets: [`${MAPPING}.scalingConfig.maximumConcurrency=5`],
      seen: inWork,
    },
    {
      what: 'an account of 1,000: invocations at a time after 260 s',
      expected: 1000,
      within: 0,
      sets: ['duration=260 s', 'account.lambda.concurrentExecutions=1000'],
      reaches: ['lambda.function limit accountConcurrency'],
      seen: (result: Result) => levelOf(result, 'function', 'ConcurrentExecutions').max,
    },
    {
      what: '2 to 200 provisioned pollers: batches in work after 125 s',
      expected: 200 * 10,
      within: 0,
      sets: [
        'duration=125 s',
        'workloads.messages.arrivals.batch=3000',
        `${MAPPING}.provisionedPollerConfig={}`,
      ],
      reaches: ['lambda.function limit pollerConcurrency', 'lambda.function limit maximumPollersDefault'],
      seen: inWork,
    },
    ...[
      { count: 10, milliseconds: 100, perSecond: 1000 },
      { count: 9, milliseconds: 100, perSecond: 900 },
      { count: 10, milliseconds: 1000, perSecond: 1000 },
    ].map(({ count, milliseconds, perSecond }) => ({
      what: `${count} pollers, 3 KB, ten a batch, ${milliseconds} ms, 1,200 messages/s: messages polled in a minute`,
      expected: perSecond * 60,
      within: 0,
      sets: pollers(count, milliseconds),
      source: `${USING}, determining required event pollers`,
      reaches: ['lambda.function limit pollerReceives'],
      seen: (result: Result) => sumOf(result, 'function', 'PolledEventCount'),
    })),
    ...[
      { seconds: 19, invocations: 0 },
      { seconds: 21, invocations: 1 },
    ].map(({ seconds, invocations }) => ({
      what: `one message and a window of 1 s: invocations in ${seconds} s`,
      expected: invocations,
      within: 0,
      sets: [
        `duration=${seconds} s`,
        'workloads.messages.arrivals.batch=1',
        'components.function.duration.perBatch=0 s',
        `${MAPPING}.batchSize=100`,
        `${MAPPING}.maximumBatchingWindow=1 s`,
      ],
      source: USING,
      seen: (result: Result) => sumOf(result, 'function', 'Invocations'),
    })),
    ...[
      { seconds: 89, moved: 0 },
      { seconds: 91, moved: 1 },
    ].map(({ seconds, moved }) => ({
      what: `a message hidden for 30 s, every invocation throttled, three receives: dead-lettered in ${seconds} s`,
      expected: moved,
      within: 0,
      scenario: FAILING,
      sets: [`duration=${seconds} s`, ...THROTTLED],
      source: `${ERRORS}; by hand`,
      seen: (result: Result) => sumOf(result, 'queue', 'DeadLettered'),
    })),
    {
      what: 'and invocations of it in 91 s',
      expected: 0,
      within: 0,
      scenario: FAILING,
      sets: ['duration=91 s', ...THROTTLED],
      source: `${ERRORS}; by hand`,
      seen: (result: Result) => sumOf(result, 'function', 'Invocations'),
    },
    ...[
      { types: '[ReportBatchItemFailures]', how: 'reported by item', share: 0.1, within: 0.045 },
      { types: '[]', how: 'not reported', share: 1 - 0.9 ** 10, within: 0.03 },
    ].map(({ types, how, share, within }) => ({
      what: `${MESSAGES} messages, ten a batch, of which a tenth fail, ${how}: come again, %`,
      expected: 100 * share,
      within,
      decimals: 1,
      scenario: FAILING,
      sets: [
        'duration=29 s',
        `workloads.message.arrivals.batch=${MESSAGES}`,
        'components.function.errorRate=0%',
        'components.function.poisonRate=10%',
        'components.function.duration.perBatch=1 ms',
        `${MAPPING}.functionResponseTypes=${types}`,
      ],
      source: `${ERRORS}: partial batch responses; by hand`,
      seen: (result: Result) => 100 * (1 - sumOf(result, 'queue', 'NumberOfMessagesDeleted') / MESSAGES),
    })),
  ],
});
