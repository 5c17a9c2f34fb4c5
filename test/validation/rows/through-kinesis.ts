// From a producer through a stream to a function, as measured by others with 1,024 messages: Lambda polls once a second,
// or is pushed to with enhanced fan-out. GetRecords' assumed latency was fitted to the first one's median, so
// that line proves nothing, and neither does the other's median, which the assumed latency of a push was chosen in view of; the shapes
// around them were predicted.

import type { Row } from '../row.ts';
import { latencyRow } from './measured-latency.ts';

const FILE = 'test/validation/scenarios/through-kinesis.yaml';
const FAN_OUT = ['components.function.eventSourceMappings=[{ from: stream, mode: enhanced-fan-out }]'];

export const throughKinesis: readonly Row[] = [
  latencyRow(
    FILE,
    'shared-reader-median',
    'calibrated',
    'one poll a second',
    [],
    [{ share: 0.5, publishedMs: 627, factor: 1.1 }],
  ),
  latencyRow(
    FILE,
    'shared-reader',
    'predicted',
    'one poll a second',
    [],
    [
      { share: 0.1, publishedMs: 267, factor: 1.25 },
      { share: 0.9, publishedMs: 965, factor: 1.25 },
      { share: 0.99, publishedMs: 1580, factor: 1.6 },
    ],
  ),
  latencyRow(FILE, 'fan-out-median', 'calibrated', 'enhanced fan-out', FAN_OUT, [
    { share: 0.5, publishedMs: 49.4, factor: 1.3 },
  ]),
  latencyRow(FILE, 'fan-out-reader', 'predicted', 'enhanced fan-out', FAN_OUT, [
    { share: 0.1, publishedMs: 28.8, factor: 1.5 },
    { share: 0.9, publishedMs: 67.5, factor: 1.5 },
    { share: 0.99, publishedMs: 109, factor: 2 },
  ]),
];
