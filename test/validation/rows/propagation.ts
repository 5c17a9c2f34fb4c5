// How late consumers see a record. AWS's guide says about 200 ms for one shared reader and 1,000 ms for five, and about
// 70 ms with enhanced fan-out, for one or five alike. Nothing was fitted to these; the one call latency that was
// fitted (GetRecords) was fitted to another measurement, and is listed as calibrated.

import { percentile } from '../percentile.ts';
import { interval, meanSeconds, replicate, sampleOf } from '../replications.ts';
import type { Bench, Claim, Row, Seen } from '../row.ts';
import { designOf, designsOf } from '../scenario.ts';

const GUIDE = 'Kinesis developer guide, enhanced fan-out: shared 200 and 1,000 ms, enhanced fan-out 70 ms';
const FILE = 'scenarios/consumers.yaml';
const REPLICATIONS = 10;

async function meanMs(bench: Bench, name: string, reader: string): Promise<number> {
  const design = (await designsOf(FILE)).get(name)!;
  const results = await replicate(bench, design, REPLICATIONS);
  return interval(results.map((result) => meanSeconds(result, reader, 'propagation'))).mean * 1000;
}

function between(what: string, low: number, high: number): Claim {
  return { what, expected: `${low} to ${high} ms`, source: GUIDE, tolerance: 'the range' };
}

function seen(ms: number, low: number, high: number): Seen {
  return { value: `${ms.toFixed(1)} ms`, holds: ms >= low && ms <= high };
}

export const propagation: readonly Row[] = [
  {
    name: 'propagation-shared',
    kind: 'predicted',
    claims: [
      between('mean propagation, one shared consumer (idle 200 ms)', 100, 300),
      between('mean propagation, five shared consumers (idle 1 s)', 500, 1100),
      between('what each further shared consumer adds', 80, 220),
    ],
    async run(bench) {
      const one = await meanMs(bench, 'base', 'readers-1');
      const five = await meanMs(bench, 'five-shared', 'readers-1');
      return [seen(one, 100, 300), seen(five, 500, 1100), seen((five - one) / 4, 80, 220)];
    },
  },
  {
    name: 'propagation-fan-out',
    kind: 'predicted',
    claims: [
      between('mean propagation, one consumer with enhanced fan-out', 40, 80),
      between('mean propagation, one of five with enhanced fan-out', 40, 80),
      {
        what: 'five over one with enhanced fan-out',
        expected: '1',
        source: GUIDE,
        tolerance: '5 %',
      },
    ],
    async run(bench) {
      const one = await meanMs(bench, 'one-fan-out', 'readers-1');
      const five = await meanMs(bench, 'five-fan-out', 'readers-1');
      const ratio = five / one;
      return [
        seen(one, 40, 80),
        seen(five, 40, 80),
        { value: ratio.toFixed(3), holds: Math.abs(ratio - 1) <= 0.05 },
      ];
    },
  },
  {
    name: 'get-records',
    kind: 'calibrated',
    claims: [
      {
        what: 'median from hand-over to receipt at one poll a second (PutRecord, shared reader)',
        expected: '627 ms',
        source: 'bitesizedserverless.com, September 2022: producer to function over a shared reader',
        tolerance: '15 %; GetRecords’ median of 100 ms was fitted to it',
      },
    ],
    async run(bench) {
      const design = await designOf('test/validation/scenarios/one-poll.yaml');
      const results = await replicate(bench, design, REPLICATIONS);
      const ms =
        percentile(
          results.map((result) => sampleOf(result, 'reader', 'latency.delivered')),
          0.5,
        ) / 1000;
      return [{ value: `${ms.toFixed(0)} ms`, holds: Math.abs(ms / 627 - 1) <= 0.15 }];
    },
  },
];
