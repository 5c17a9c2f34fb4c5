// From a publisher through a FIFO topic and a FIFO queue to a function, as measured by others. What a delivery of a topic takes was
// read off the difference between this median and that of the queue alone, so that line proves little; the shape around it was
// predicted. The 99th percentile of FIFO queues is not claimed.

import type { Row } from '../row.ts';
import { latencyRow } from './measured-latency.ts';

const FILE = 'test/validation/scenarios/through-fifo-topic.yaml';
const WHAT = 'through a FIFO topic and a FIFO queue';

export const throughFifoTopic: readonly Row[] = [
  latencyRow(
    FILE,
    'fifo-topic-median',
    'calibrated',
    WHAT,
    [],
    [{ share: 0.5, publishedMs: 40.1, factor: 1.1 }],
  ),
  latencyRow(
    FILE,
    'fifo-topic',
    'predicted',
    WHAT,
    [],
    [
      { share: 0.1, publishedMs: 32.8, factor: 1.25 },
      { share: 0.9, publishedMs: 67.8, factor: 1.25 },
    ],
  ),
];
