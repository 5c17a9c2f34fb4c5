// Which way a change goes is sure where its size is not: each of these must hold in every pair of replications that see the same
// traffic.

import { typesByName } from '../../../src/experiment/component-catalogue.ts';
import { billsOf } from '../../../src/experiment/cost.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import type { Design } from '../../../src/scenario/design.ts';
import { meanSeconds, replicate, sumOf } from '../replications.ts';
import type { Bench, Row, Seen } from '../row.ts';
import { designOf } from '../scenario.ts';

const PAIRS = 10;
const STREAM = 'test/validation/scenarios/direction-stream.yaml';
const QUEUE = 'test/validation/scenarios/direction-queue.yaml';
const TABLE = 'test/validation/scenarios/direction-table.yaml';

type Measure = (result: ReplicationResult, design: Design) => number;

const usd: Measure = (result, design) =>
  billsOf(new Measurements(design, typesByName, [result])).reduce((sum, { inWindow }) => sum + inWindow, 0);

const throttled: Measure = (result) => sumOf(result, 'stream', 'WriteProvisionedThroughputExceeded');
const puts: Measure = (result) => sumOf(result, 'stream', 'PutRecords.TotalRecords');
const calls: Measure = (result) => sumOf(result, 'table', 'Requests');
const requests: Measure = (result) => sumOf(result, 'writer', 'Requests');
const lateness: Measure = (result) => meanSeconds(result, 'reader', 'latency.delivered');

interface Direction {
  readonly what: string;
  readonly scenario: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly measure: Measure;
  /** What shows that the two differ, where it is not the measure: a batch to a table costs what its items cost. */
  readonly differ?: Measure;
  /** Whether the second must not be more than the first, or not less. */
  readonly never: 'more' | 'less';
}

const NO_WRITES = 'components.writer.operations.BatchWriteItem=null';
const KPL = 'components.writer.client={ type: kpl, recordMaxBufferedTime: ';

const DIRECTIONS: readonly Direction[] = [
  {
    what: 'twice the shards never throttle more',
    scenario: STREAM,
    from: ['components.stream.shardCount=2', 'workloads.records.arrivals.rate=3000/s'],
    to: ['components.stream.shardCount=4', 'workloads.records.arrivals.rate=3000/s'],
    measure: throttled,
    never: 'more',
  },
  {
    what: 'a KPL that buffers longer never puts more records',
    scenario: STREAM,
    from: [`${KPL}100 ms }`],
    to: [`${KPL}1 s }`],
    measure: puts,
    never: 'more',
  },
  {
    what: 'a KPL that buffers longer never makes more requests',
    scenario: STREAM,
    from: [`${KPL}100 ms }`],
    to: [`${KPL}1 s }`],
    measure: requests,
    never: 'more',
  },
  {
    what: 'a reader with enhanced fan-out that works slower is never earlier',
    scenario: STREAM,
    from: ['components.reader.mode=enhanced-fan-out', 'components.reader.processing={ perRecord: 200 us }'],
    to: ['components.reader.mode=enhanced-fan-out', 'components.reader.processing={ perRecord: 800 us }'],
    measure: lateness,
    never: 'less',
  },
  {
    what: 'workers on a queue that work slower are never earlier',
    scenario: QUEUE,
    from: ['components.reader.processing={ perRecord: 2 ms }'],
    to: ['components.reader.processing={ perRecord: 6 ms }'],
    measure: lateness,
    never: 'less',
  },
  {
    what: 'larger batches to a queue never cost more',
    scenario: QUEUE,
    from: ['components.writer.client={ batch: { maxRecords: 2 } }'],
    to: ['components.writer.client={ batch: { maxRecords: 10 } }'],
    measure: usd,
    never: 'more',
  },
  {
    what: 'larger batches to a table never cost more',
    scenario: TABLE,
    from: ['components.writer.operations={ BatchWriteItem: { share: 100%, items: 5 } }'],
    to: ['components.writer.operations={ BatchWriteItem: { share: 100%, items: 25 } }'],
    measure: usd,
    differ: calls,
    never: 'more',
  },
  {
    what: 'larger batches from a table never cost more',
    scenario: TABLE,
    from: [NO_WRITES, 'components.writer.operations={ BatchGetItem: { share: 100%, items: 10 } }'],
    to: [NO_WRITES, 'components.writer.operations={ BatchGetItem: { share: 100%, items: 100 } }'],
    measure: usd,
    differ: calls,
    never: 'more',
  },
  {
    what: 'twice the traffic to a table never costs less',
    scenario: TABLE,
    from: ['workloads.items.arrivals.rate=50/s'],
    to: ['workloads.items.arrivals.rate=100/s'],
    measure: usd,
    never: 'less',
  },
  {
    what: 'twice the traffic through a stream never costs less',
    scenario: STREAM,
    from: ['workloads.records.arrivals.rate=400/s'],
    to: ['workloads.records.arrivals.rate=800/s'],
    measure: usd,
    never: 'less',
  },
  {
    what: 'twice the traffic through a queue never costs less',
    scenario: QUEUE,
    from: ['workloads.records.arrivals.rate=50/s'],
    to: ['workloads.records.arrivals.rate=100/s'],
    measure: usd,
    never: 'less',
  },
];

export const directions: Row = {
  name: 'directions',
  kind: 'predicted',
  runs: `${PAIRS} pairs × 1 min each, seed 1`,
  claims: DIRECTIONS.map(({ what }) => ({
    what,
    expected: `${PAIRS} of ${PAIRS} pairs`,
    source: 'common random numbers: both see the same traffic',
    tolerance: 'none',
  })),
  async run(bench) {
    const seen: Seen[] = [];
    for (const direction of DIRECTIONS) seen.push(await look(bench, direction));
    return seen;
  },
};

async function look(
  bench: Bench,
  { scenario, from, to, measure, differ = measure, never }: Direction,
): Promise<Seen> {
  const [before, after] = await Promise.all(
    [from, to].map(async (sets) => {
      const design = await designOf(scenario, sets);
      return (await replicate(bench, design, PAIRS)).map((result) => ({
        figure: measure(result, design),
        sign: differ(result, design),
      }));
    }),
  );
  const right = (before ?? []).filter((first, i) => {
    const second = after?.[i]?.figure ?? Number.NaN;
    return never === 'more' ? second <= first.figure : second >= first.figure;
  });
  // Figures that are all alike would show nothing.
  const moves = (before ?? []).some(({ sign }, i) => sign !== after?.[i]?.sign);
  return { value: `${right.length} of ${PAIRS} pairs`, holds: right.length === PAIRS && moves };
}
