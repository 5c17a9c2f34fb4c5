// Which way from a producer to a function is faster: the medians that were measured with 1,024 messages on each, from the fastest. Five
// of the six had a constant fitted to them or chosen in view of them (see the rows of each); the order of all six was not.

import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { replicate, sampleOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const FOLDER = 'test/validation/scenarios';
const STREAM = `${FOLDER}/through-kinesis.yaml`;
const QUEUE = `${FOLDER}/through-queue.yaml`;
const SECONDS = 300;

const PATHS = [
  { name: 'queue', file: QUEUE, sets: [] },
  { name: 'FIFO queue', file: QUEUE, sets: ['components.queue.fifoQueue=true'] },
  {
    name: 'stream with enhanced fan-out',
    file: STREAM,
    sets: ['components.function.eventSourceMappings=[{ from: stream, mode: enhanced-fan-out }]'],
  },
  { name: 'topic', file: `${FOLDER}/through-topic.yaml`, sets: [] },
  { name: 'stream of a table', file: `${FOLDER}/through-table-stream.yaml`, sets: [] },
  { name: 'polled stream', file: STREAM, sets: [] },
] as const;

const EXPECTED = PATHS.map(({ name }) => name).join(' < ');

export const latencyOrder: Row = {
  name: 'latency-order',
  kind: 'predicted',
  runs: `one run of ${SECONDS / 60} min each, seed 1`,
  claims: [
    {
      what: 'producer to function, median: the ways from the fastest to the slowest',
      expected: EXPECTED,
      source: 'bitesizedserverless.com, Serverless Messaging: Latency Compared, September 2022',
      tolerance: 'none',
    },
  ],
  async run(bench) {
    const medians = await Promise.all(
      PATHS.map(async ({ name, file, sets }) => {
        const design = await designOf(file, ['seed=1', `duration=${SECONDS} s`, ...sets]);
        const [result] = await replicate(bench, design, 1);
        const told = percentile(mergeSamples([sampleOf(result!, 'function', 'latency')]), 0.5);
        return { name, us: told.kind === 'told' ? told.value : Number.POSITIVE_INFINITY };
      }),
    );
    const value = medians
      .sort((a, b) => a.us - b.us)
      .map(({ name }) => name)
      .join(' < ');
    return [{ value, holds: value === EXPECTED }];
  },
};
