// From a write of a table through its stream to a function, as measured by others with 1,024 writes. Nothing was fitted to it: the
// call's latency is that of the other streams, and Lambda polls four times a second.

import type { Row } from '../row.ts';
import { latencyRow } from './measured-latency.ts';

const FILE = 'test/validation/scenarios/through-table-stream.yaml';

export const throughTableStream: Row = latencyRow(
  FILE,
  'table-stream',
  'predicted',
  'the stream of a table',
  [],
  [
    { share: 0.1, publishedMs: 118, factor: 1.5 },
    { share: 0.5, publishedMs: 213, factor: 1.25 },
    { share: 0.9, publishedMs: 341, factor: 1.25 },
    { share: 0.99, publishedMs: 552, factor: 1.6 },
  ],
);
