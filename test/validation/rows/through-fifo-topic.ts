// From a publisher through a FIFO topic and a FIFO queue to a function, as measured by others. Nothing was fitted to this path: the
// publish, the delivery and the calls of the queue have what they have elsewhere. The 99th percentile of FIFO queues is not claimed.

import { latencyRow } from './measured-latency.ts';

export const throughFifoTopic = latencyRow(
  'test/validation/scenarios/through-fifo-topic.yaml',
  'fifo-topic',
  'predicted',
  'through a FIFO topic and a FIFO queue',
  [],
  [
    { share: 0.1, publishedMs: 32.8, factor: 1.25 },
    { share: 0.5, publishedMs: 40.1, factor: 1.25 },
    { share: 0.9, publishedMs: 67.8, factor: 1.25 },
  ],
);
