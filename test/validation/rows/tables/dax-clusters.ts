// What AWS's sizing guide says of whole DAX clusters: a table of what 1, 3, 5 and 11 nodes of each type take, which larger nodes than
// dax.r5.8xlarge do not raise; 40,000 writes a second of 1 KB at most, whatever their number; and its own example, 135,000 normalised
// requests a second of which three dax.r5.large may lose a node. Results of queries of 1 MB, which the cache has, are 1,024 hits of a
// KB each; half as many again are asked for as the nodes take, and what they had saved is gone when the window begins.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide, sizing your DAX cluster';
const SECONDS = 2;
const KIB_OF_PAGE = 1024;
const [WRITE_KIB, WRITE_COST] = [10, 25];

const done = (result: ReplicationResult): number => sumOf(result, 'cache', 'NormalizedRequests') / SECONDS;

const cluster = (type: string, nodes: number): string =>
  `components.cache={ nodeType: ${type}, replicationFactor: ${nodes}, replicationTime: 0 s }`;

function takes(type: string, nodes: number, expected: number) {
  const perSecond = Math.ceil((1.5 * expected) / KIB_OF_PAGE);
  return {
    what: `${nodes === 1 ? '1 node' : `${nodes} nodes`} of ${type}: normalised requests a second`,
    expected,
    within: 0.005,
    sets: [
      cluster(type, nodes),
      `workloads.requests={ arrivals: { rate: ${perSecond}/s }, size: 4 KiB }`,
      'components.client.operations={ GetItem: 0%, Query: { share: 100%, items: 256 } }',
      'warmup=4 s',
      `duration=${SECONDS} s`,
    ],
    seen: done,
  };
}

/** As the guide's table has them, thousands of normalised requests a second. */
const TABLE: readonly (readonly [type: string, ...thousands: readonly number[]])[] = [
  ['dax.r5.large', 75, 225, 375, 825],
  ['dax.r5.xlarge', 150, 450, 750, 1650],
  ['dax.r5.2xlarge', 300, 900, 1500, 3300],
  ['dax.r5.4xlarge', 600, 1800, 3000, 6600],
  ['dax.r5.8xlarge', 1000, 3000, 5000, 11_000],
  ['dax.r5.24xlarge', 1000, 3000, 5000, 11_000],
];
const NODES = [1, 3, 5, 11] as const;

export const daxClusters = workedRow({
  name: 'dax-clusters',
  source: GUIDE,
  scenario: 'test/validation/scenarios/reached-accelerator.yaml',
  claims: [
    ...TABLE.flatMap(([type, ...thousands]) =>
      // One dax.r5.large is a row of its own.
      thousands.flatMap((each, i) =>
        type === 'dax.r5.large' && i === 0 ? [] : [takes(type, NODES[i]!, 1000 * each)],
      ),
    ),
    ...[
      { type: 'dax.r5.8xlarge', nodes: 3, perSecond: 40_000 },
      { type: 'dax.r5.24xlarge', nodes: 11, perSecond: 40_000 },
    ].map(({ type, nodes, perSecond }) => ({
      what: `${nodes} nodes of ${type}: KB written a second, of ${(1.5 * perSecond).toLocaleString('en')} that are asked for`,
      expected: perSecond,
      within: 0.005,
      sets: [
        cluster(type, nodes),
        `workloads.requests={ arrivals: { rate: ${(1.5 * perSecond) / WRITE_KIB}/s }, size: ${WRITE_KIB} KiB }`,
        'components.client.operations={ GetItem: 0%, PutItem: 100% }',
        'warmup=4 s',
        `duration=${SECONDS} s`,
      ],
      seen: (result: ReplicationResult) => done(result) / WRITE_COST / nodes,
    })),
    {
      what: '50,000 hits, 1,000 misses and 100 writes a second of 2 KB, two of three dax.r5.large: refused in 5 s',
      expected: 0,
      within: 0,
      scenario: 'test/validation/scenarios/dax-sizing.yaml',
      sets: [
        'components.cache.replicationFactor=2',
        'workloads.hot.arrivals.rate=50000/s',
        'workloads.cold.arrivals.rate=1000/s',
        'workloads.orders.arrivals.rate=100/s',
        'duration=5 s',
      ],
      seen: (result) => sumOf(result, 'cache', 'ThrottledRequestCount'),
    },
  ],
});
