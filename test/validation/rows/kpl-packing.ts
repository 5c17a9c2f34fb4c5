// How many user records the Kinesis Producer Library packs into one Kinesis record of 51,200 B, by hand from its encoding: 20 B; a key
// that is new in it is its length and 2 B; a record is its data, the varint of its length (1 B below 128, 2 below 16,384), 1 B
// before it, the index of its key (1 B and a varint), and around that 1 B and the varint of the length of all that. Overhead is what
// a Kinesis record has beyond the data, by user record. And the developer guide's example: 1,000 records/s of 512 B are 10 Kinesis
// records a second, which are 10.2 of 98 or, with keys of 36 characters, 11.0 of 91.

import { replicate, sumOf } from '../replications.ts';
import type { Bench, Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const FILE = 'test/validation/scenarios/kpl-packing.yaml';
const SIZES = [50, 100, 200, 512, 1024, 2048, 5000, 10_000] as const;
/** What is offered: enough to fill a record long before its time, and less than the shard takes. */
const BYTES_PER_SECOND = 600_000;
const GUIDE_SIZE = 512;
const GUIDE_RATE = 1000;
const GUIDE = ['components.host.client.recordMaxBufferedTime=100 ms', 'duration=20 s'];

const KEYS = [
  {
    what: 'one key of 8 characters',
    sets: ['workloads.records.partitionKey={ distribution: uniform, keys: 1, keyLength: 8 }'],
    records: [913, 482, 246, 98, 49, 24, 10, 5],
    overhead: [6.0, 6.1, 8.1, 8.3, 8.6, 9.3, 11.0, 14.0],
    perSecond: GUIDE_RATE / 98,
  },
  {
    what: 'distinct keys of 36 characters',
    sets: ['workloads.records.partitionKey={ distribution: uniform, keys: 1000000, keyLength: 36 }'],
    records: [540, 353, 207, 91, 47, 24, 10, 5],
    overhead: [44.8, 44.7, 46.5, 46.2, 46.4, 46.8, 48.0, 50.0],
    perSecond: GUIDE_RATE / 91,
  },
] as const;

const SOURCE = 'aws/kinesis/core and aggregation-format.md of the Kinesis Producer Library; by hand';

interface Packed {
  readonly records: string;
  readonly overhead: string;
  readonly perSecond: number;
}

async function packed(bench: Bench, size: number, rate: number, sets: readonly string[]): Promise<Packed> {
  const design = await designOf(FILE, [
    'seed=1',
    ...sets,
    `workloads.records.size=${size} B`,
    `workloads.records.arrivals.rate=${rate}/s`,
  ]);
  const [result] = await replicate(bench, design, 1);
  const of = (metric: string): number => sumOf(result!, 'host', metric);
  return {
    records: (of('UserRecordsPut') / of('KinesisRecordsPut')).toFixed(0),
    overhead: (of('KinesisRecordsDataPut') / of('UserRecordsPut') - size).toFixed(1),
    perSecond: of('KinesisRecordsPut') / (design.durationUs / 1e6),
  };
}

export const kplPacking: Row = {
  name: 'kpl-packing',
  kind: 'exact',
  runs: 'one run of 5 s each, of 20 s for the guide’s example, seed 1',
  claims: KEYS.flatMap(({ what, records, overhead, perSecond }) => [
    {
      what: `${what}: user records of ${SIZES.join(', ')} B in a Kinesis record`,
      expected: records.join(', '),
      source: SOURCE,
      tolerance: 'none',
    },
    {
      what: `${what}: overhead of each, B`,
      expected: overhead.map((one) => one.toFixed(1)).join(', '),
      source: SOURCE,
      tolerance: 'none',
    },
    {
      what: `${what}: Kinesis records a second of 1,000 user records/s of 512 B`,
      expected: perSecond.toFixed(1),
      source: `Kinesis developer guide, KPL key concepts (10 of 50 KB); ${SOURCE}`,
      tolerance: '± 1 %',
    },
  ]),
  async run(bench) {
    const seen = [];
    for (const { sets, records, overhead, perSecond } of KEYS) {
      const all = await Promise.all(
        SIZES.map((size) => packed(bench, size, Math.round(BYTES_PER_SECOND / size), sets)),
      );
      const guide = await packed(bench, GUIDE_SIZE, GUIDE_RATE, [...sets, ...GUIDE]);
      const counts = all.map((one) => one.records).join(', ');
      const over = all.map((one) => one.overhead).join(', ');
      seen.push(
        { value: counts, holds: counts === records.join(', ') },
        { value: over, holds: over === overhead.map((one) => one.toFixed(1)).join(', ') },
        {
          value: guide.perSecond.toFixed(1),
          holds: Math.abs(guide.perSecond / perSecond - 1) <= 0.01,
        },
      );
    }
    return seen;
  },
};
