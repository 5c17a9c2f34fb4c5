// Percentiles of a sample: HdrHistogram, an independent histogram, gets the same latencies as ours.

import { build } from 'hdr-histogram-js';
import { sequentialStream } from '../../../src/engine/random.ts';
import { Distribution } from '../../../src/metrics/distribution.ts';
import { mergeSamples, percentile } from '../../../src/metrics/sample.ts';
import { planWindow } from '../../../src/metrics/window.ts';
import { LognormalSampler } from '../../../src/workload/distributions/lognormal.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';

const SAMPLES = 200_000;
const SHARES = [0.5, 0.9, 0.95, 0.99, 0.999] as const;
/**
 * Theirs is the upper end of a step of 0.1 % at most. Ours lies between the ends of a bin of 1.1 % of the median, by rank: where the
 * density changes by a tenth from end to end, as here in the tail, that is 0.02 % off.
 */
const WITHIN = 0.0015;

export const hdrHistogram: Row = {
  name: 'hdr-histogram',
  kind: 'exact',
  runs: `${SAMPLES.toLocaleString('en')} samples, seed hdr-histogram`,
  claims: [
    {
      what: `p50, p90, p95, p99 and p999 of ${SAMPLES.toLocaleString('en')} log-normal latencies, median 12 ms: ours over theirs`,
      expected: SHARES.map(() => '1').join(', '),
      source: `hdr-histogram-js ${versionOf('hdr-histogram-js')}, 3 digits`,
      tolerance: `± ${100 * WITHIN} %`,
    },
  ],
  async run() {
    const theirs = build({ highestTrackableValue: 1e12, numberOfSignificantValueDigits: 3 });
    const window = planWindow(0, 1_000_000);
    const ours = new Distribution({ component: 'caller', metric: 'latency', part: null }, window);
    const sampler = new LognormalSampler({ median: 12_000, sigma: 0.4 });
    const stream = sequentialStream('hdr-histogram');
    for (let i = 0; i < SAMPLES; i++) {
      const latencyUs = Math.round(sampler.sample(stream));
      theirs.recordValue(latencyUs);
      ours.add(0, latencyUs);
    }
    const sample = mergeSamples([ours.finish()]);
    const ratios = SHARES.map((share) => {
      const told = percentile(sample, share);
      return (told.kind === 'told' ? told.value : Number.NaN) / theirs.getValueAtPercentile(100 * share);
    });
    return [
      {
        value: ratios.map((ratio) => ratio.toFixed(4)).join(', '),
        holds: ratios.every((ratio) => Math.abs(ratio - 1) <= WITHIN),
      },
    ];
  },
};
