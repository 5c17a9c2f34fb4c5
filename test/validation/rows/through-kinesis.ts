// From a producer through a stream to a function, as measured by others with 1,024 messages: a reader that polls
// once a second, and one with enhanced fan-out. GetRecords' assumed latency was fitted to the first one's median, so
// that line proves nothing; the shape around it, and the other reader, were predicted.

import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { replicate, sampleOf } from '../replications.ts';
import type { Bench, Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const MEASURED = 'bitesizedserverless.com, Serverless Messaging: Latency Compared, September 2022';
const RUNS = 10;

interface Figure {
  readonly share: number;
  readonly publishedMs: number;
  /** Seen over published is between 1 / factor and factor. */
  readonly factor: number;
}

function row(
  name: string,
  kind: Row['kind'],
  what: string,
  sets: readonly string[],
  figures: readonly Figure[],
): Row {
  return {
    name,
    kind,
    runs: `${RUNS} × 5 min, seed 1`,
    claims: figures.map(({ share, publishedMs, factor }) => ({
      what: `producer to function, ${what}: p${100 * share}, ms`,
      expected: String(publishedMs),
      source: MEASURED,
      tolerance: `within a factor of ${factor}`,
    })),
    run: async (bench) => {
      const sample = await latencies(bench, sets);
      return figures.map(({ share, publishedMs, factor }) => {
        const told = percentile(sample, share);
        const seenMs = told.kind === 'told' ? told.value / 1000 : Number.POSITIVE_INFINITY;
        const ratio = seenMs / publishedMs;
        return { value: seenMs.toFixed(1), holds: ratio <= factor && ratio >= 1 / factor };
      });
    },
  };
}

async function latencies(bench: Bench, sets: readonly string[]) {
  const design = await designOf('test/validation/scenarios/through-kinesis.yaml', sets);
  const results = await replicate(bench, design, RUNS);
  return mergeSamples(results.map((result) => sampleOf(result, 'function', 'latency')));
}

export const throughKinesis: readonly Row[] = [
  row(
    'shared-reader-median',
    'calibrated',
    'one poll a second',
    [],
    [{ share: 0.5, publishedMs: 627, factor: 1.1 }],
  ),
  row(
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
  row(
    'fan-out-reader',
    'predicted',
    'enhanced fan-out',
    ['components.function.mode=enhanced-fan-out'],
    [
      { share: 0.1, publishedMs: 28.8, factor: 1.5 },
      { share: 0.5, publishedMs: 49.4, factor: 1.5 },
      { share: 0.9, publishedMs: 67.5, factor: 1.5 },
      { share: 0.99, publishedMs: 109, factor: 2 },
    ],
  ),
];
