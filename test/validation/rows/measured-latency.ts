// Percentiles from a producer to a function, as measured by others with 1,024 messages on each path.

import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { replicate, sampleOf } from '../replications.ts';
import type { Bench, Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const MEASURED = 'bitesizedserverless.com, Serverless Messaging: Latency Compared, September 2022';
const RUNS = 10;

/** A published percentile. */
export interface Figure {
  readonly share: number;
  readonly publishedMs: number;
  /** Seen over published is between 1 / factor and factor. */
  readonly factor: number;
}

/**
 * A row over a path.
 * @param file the scenario, in which the function is a component of that name
 */
export function latencyRow(
  file: string,
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
      const sample = await latencies(bench, file, sets);
      return figures.map(({ share, publishedMs, factor }) => {
        const told = percentile(sample, share);
        const seenMs = told.kind === 'told' ? told.value / 1000 : Number.POSITIVE_INFINITY;
        const ratio = seenMs / publishedMs;
        return { value: seenMs.toFixed(1), holds: ratio <= factor && ratio >= 1 / factor };
      });
    },
  };
}

async function latencies(bench: Bench, file: string, sets: readonly string[]) {
  const design = await designOf(file, sets);
  const results = await replicate(bench, design, RUNS);
  return mergeSamples(results.map((result) => sampleOf(result, 'function', 'latency')));
}
