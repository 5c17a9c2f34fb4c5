// From a producer through a queue to a function, as measured by others. How long a call to a queue takes was fitted to the
// median of a standard queue, and how much longer a FIFO queue's takes to the median of one: those two lines prove nothing.
// The tail of the standard queue was predicted; that of FIFO queues is not claimed.

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
    [{ share: 0.99, publishedMs: 105, factor: 2 }],
  ),
  latencyRow(
    FILE,
    'fifo-queue',
    'calibrated',
    'through a FIFO queue',
    ['components.queue.fifoQueue=true'],
    [{ share: 0.5, publishedMs: 28.1, factor: 1.5 }],
  ),
];
