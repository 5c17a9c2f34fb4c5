// What AWS takes of a function and of its event source mappings, and what it refuses, by the last figure and the next. Of an
// account's 1,000 concurrent executions, which is what it has unless more was asked for, 100 must stay unreserved: one
// function can reserve 900.

import { boundaryRow } from '../../boundary-row.ts';

const GUIDE = 'Lambda developer guide';
const QUOTAS = `${GUIDE}, quotas`;
const ASYNC = `${GUIDE}, asynchronous invocation`;
const MAPPINGS = `${GUIDE}, event source mappings`;
const STREAMS = `${GUIDE}, parameters of Kinesis event source mappings`;
const QUEUES = `${GUIDE}, scaling of SQS event source mappings`;

const STREAM = 'components.of-stream';
const QUEUE = 'components.of-queue';
const OF_STREAM = `${STREAM}.eventSourceMappings.0`;
const OF_QUEUE = `${QUEUE}.eventSourceMappings.0`;

function set(path: string, ...others: readonly string[]): (figure: string) => readonly string[] {
  return (figure) => [`${path}=${figure}`, ...others];
}

export const lambdaBoundaries = boundaryRow(
  'lambda-boundaries',
  'test/validation/scenarios/function-settings.yaml',
  [
    {
      what: 'what one function reserves of an account’s concurrency, by default',
      taken: '900',
      refused: '901',
      sets: set(`${STREAM}.reservedConcurrentExecutions`),
      source: `${QUOTAS}; ${GUIDE}, configuring reserved concurrency`,
      reaches: ['lambda.function limit unreservedLeast', 'lambda.function limit accountConcurrency'],
    },
    {
      what: 'what one function has provisioned of an account’s concurrency, by default',
      taken: '900',
      refused: '901',
      sets: set(`${STREAM}.provisionedConcurrentExecutions`),
      source: `${GUIDE}, configuring provisioned concurrency`,
      reaches: ['lambda.function limit unreservedLeast', 'lambda.function limit accountConcurrency'],
    },
    {
      what: 'what of 400 reserved executions is provisioned',
      taken: '400',
      refused: '401',
      sets: set(`${STREAM}.provisionedConcurrentExecutions`, `${STREAM}.reservedConcurrentExecutions=400`),
      source: `${GUIDE}, configuring provisioned concurrency`,
      reaches: [],
    },
    {
      what: 'the visibility timeout of a queue that a function with a timeout of 30 s is mapped to',
      taken: '30 s',
      refused: '29 s',
      sets: set('components.queue.visibilityTimeout', `${QUEUE}.timeout=30 s`),
      source: `${GUIDE}, configuring SQS event source mappings`,
      reaches: [],
    },
    {
      what: 'a function’s timeout',
      taken: '900 s',
      refused: '901 s',
      sets: set(`${STREAM}.timeout`),
      source: QUOTAS,
      reaches: ['lambda.function limit timeoutMost'],
    },
    {
      what: 'a function’s least memory',
      taken: '128 MiB',
      refused: '127 MiB',
      sets: set(`${STREAM}.memorySize`),
      source: QUOTAS,
      reaches: ['lambda.function limit memoryLeast'],
    },
    {
      what: 'a function’s most memory',
      taken: '10240 MiB',
      refused: '10241 MiB',
      sets: set(`${STREAM}.memorySize`),
      source: QUOTAS,
      reaches: ['lambda.function limit memoryMost'],
    },
    {
      what: 'retries of an asynchronous event after errors',
      taken: '2',
      refused: '3',
      sets: set(`${STREAM}.maximumRetryAttempts`),
      source: ASYNC,
      reaches: ['lambda.function limit asyncRetries'],
    },
    {
      what: 'age of an asynchronous event',
      taken: '21600 s',
      refused: '21601 s',
      sets: set(`${STREAM}.maximumEventAge`),
      source: ASYNC,
      reaches: ['lambda.function limit asyncAge'],
    },
    {
      what: 'records of a batch',
      taken: '10000',
      refused: '10001',
      sets: set(`${OF_STREAM}.batchSize`),
      source: STREAMS,
      reaches: ['lambda.function limit mappingBatchMost'],
    },
    {
      what: 'a batching window',
      taken: '300 s',
      refused: '301 s',
      sets: set(`${OF_STREAM}.maximumBatchingWindow`),
      source: MAPPINGS,
      reaches: ['lambda.function limit windowMost'],
    },
    {
      what: 'batches of a shard at a time',
      taken: '10',
      refused: '11',
      sets: set(`${OF_STREAM}.parallelizationFactor`),
      source: STREAMS,
      reaches: ['lambda.function limit parallelizationMost'],
    },
    {
      what: 'retries of a stream’s batch',
      taken: '10000',
      refused: '10001',
      sets: set(`${OF_STREAM}.maximumRetryAttempts`),
      source: STREAMS,
      reaches: ['lambda.function limit streamRetriesMost'],
    },
    {
      what: 'the least maximum age of a stream’s records',
      taken: '60 s',
      refused: '59 s',
      sets: set(`${OF_STREAM}.maximumRecordAge`),
      source: STREAMS,
      reaches: ['lambda.function limit recordAgeLeast'],
    },
    {
      what: 'the most maximum age of a stream’s records',
      taken: '604800 s',
      refused: '604801 s',
      sets: set(`${OF_STREAM}.maximumRecordAge`),
      source: STREAMS,
      reaches: ['lambda.function limit recordAgeMost'],
    },
    {
      what: 'the least maximum concurrency of a queue’s mapping',
      taken: '2',
      refused: '1',
      sets: set(`${OF_QUEUE}.scalingConfig.maximumConcurrency`),
      source: QUEUES,
      reaches: ['lambda.function limit mappingConcurrencyLeast'],
    },
    {
      what: 'the most maximum concurrency of a queue’s mapping',
      taken: '1000',
      refused: '1001',
      sets: set(`${OF_QUEUE}.scalingConfig.maximumConcurrency`),
      source: QUEUES,
      reaches: ['lambda.function limit mappingConcurrencyMost'],
    },
    {
      what: 'provisioned pollers of a queue’s mapping',
      taken: '10000',
      refused: '10001',
      sets: set(`${OF_QUEUE}.provisionedPollerConfig.maximumPollers`),
      source: 'Lambda API reference, ProvisionedPollerConfig',
      reaches: ['lambda.function limit pollersMost'],
    },
    {
      what: 'the least that provisioned pollers of a queue’s mapping may be at most',
      taken: '2',
      refused: '1',
      sets: set(`${OF_QUEUE}.provisionedPollerConfig.maximumPollers`),
      source: 'Lambda API reference, ProvisionedPollerConfig',
      reaches: ['lambda.function limit pollersLeast'],
    },
    {
      what: 'provisioned pollers of a queue’s mapping that are always there',
      taken: '200',
      refused: '201',
      sets: set(
        `${OF_QUEUE}.provisionedPollerConfig.minimumPollers`,
        `${OF_QUEUE}.provisionedPollerConfig.maximumPollers=1000`,
      ),
      source: 'Lambda API reference, ProvisionedPollerConfig',
      reaches: ['lambda.function limit minimumPollersMost'],
    },
    {
      what: 'messages of a FIFO queue’s batch',
      taken: '10',
      refused: '11',
      sets: set(`${OF_QUEUE}.batchSize`, 'components.queue.fifoQueue=true'),
      source: `${GUIDE}, configuring SQS event source mappings`,
      reaches: ['lambda.function limit queueBatchDefault'],
    },
    {
      what: 'messages of a standard queue’s batch without a window',
      taken: '10',
      refused: '11',
      sets: set(`${OF_QUEUE}.batchSize`),
      source: `${GUIDE}, configuring SQS event source mappings`,
      reaches: ['lambda.function limit queueBatchDefault'],
    },
  ],
);
