// From a publisher through a topic to a function, as measured by others. How long an event is queued before its first try was
// fitted to the median, so that line proves nothing; the shape around it was predicted.

import type { Row } from '../row.ts';
import { latencyRow } from './measured-latency.ts';

const FILE = 'test/validation/scenarios/through-topic.yaml';
const WHAT = 'through a topic';

export const throughTopic: readonly Row[] = [
  latencyRow(FILE, 'topic-median', 'calibrated', WHAT, [], [{ share: 0.5, publishedMs: 73, factor: 1.1 }]),
  latencyRow(
    FILE,
    'topic',
    'predicted',
    WHAT,
    [],
    [
      { share: 0.1, publishedMs: 62, factor: 1.25 },
      { share: 0.9, publishedMs: 125, factor: 1.25 },
      { share: 0.99, publishedMs: 225, factor: 2 },
    ],
  ),
];
