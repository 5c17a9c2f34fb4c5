// From a producer through a queue to a function, as measured by others. How long a call to a queue takes was fitted to the
// median of a standard queue, and how much longer a FIFO queue's takes to the median of one: those two lines prove nothing.
// What is around the median of the standard queue was predicted. Of FIFO queues only p90 is claimed: the published p10 of 21.9 ms is missed
// (14 ms, by more than a factor of 1.5), and so is the p99 of 645 ms (159 ms), for which no document has a mechanism.

import type { Row } from '../row.ts';
import { latencyRow } from './measured-latency.ts';

const FILE = 'test/validation/scenarios/through-queue.yaml';

export const throughQueue: readonly Row[] = [
  latencyRow(
    FILE,
    'queue-median',
    'calibrated',
    'through a queue',
    [],
    [{ share: 0.5, publishedMs: 16.2, factor: 1.1 }],
  ),
  latencyRow(
    FILE,
    'queue',
    'predicted',
    'through a queue',
    [],
    [
      { share: 0.1, publishedMs: 13.7, factor: 1.5 },
      { share: 0.9, publishedMs: 33.8, factor: 1.5 },
      { share: 0.99, publishedMs: 105, factor: 2 },
    ],
  ),
  latencyRow(
    FILE,
    'fifo-queue',
    'calibrated',
    'through a FIFO queue',
    ['components.queue.fifoQueue=true'],
    [{ share: 0.5, publishedMs: 28.1, factor: 1.5 }],
  ),
  latencyRow(
    FILE,
    'fifo-queue-p90',
    'predicted',
    'through a FIFO queue',
    ['components.queue.fifoQueue=true'],
    [{ share: 0.9, publishedMs: 61.2, factor: 1.5 }],
  ),
];
