// M/D/1/B of other limiters, as for a shard's buckets: single sends to a FIFO queue (300 at once, an assumption), writes and reads
// of one partition of a table, whose items take a large part of a second's units each, and writes through a node of DAX: 300 KiB
// are 7,500 of its 75,000 requests, and since it takes what comes while anything is left, there is one place more than ten.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { queueRow } from '../queue-row.ts';
import { sumOf } from '../replications.ts';
import { lossOfMD1 } from '../theory.ts';

interface Limiter {
  readonly name: string;
  readonly what: string;
  readonly scenario: string;
  readonly places: number;
  /** Where that is not as many as there are places. */
  readonly servedPerSecond?: number;
  readonly load: number;
  readonly printed: string;
  readonly within: number;
  readonly customers: number;
  readonly warmupSeconds: number;
  readonly sets: readonly string[];
  refused(result: ReplicationResult): number;
}

const PARTITION = 'test/validation/scenarios/partition.yaml';

const LIMITERS: readonly Limiter[] = [
  {
    name: 'partition-writes-10',
    what: 'a partition’s 1,000 write units, items of 100 KiB (M/D/1/10)',
    scenario: PARTITION,
    places: 10,
    load: 1,
    printed: '0.0508475',
    within: 0.01,
    customers: 650_000,
    warmupSeconds: 100,
    sets: ['workloads.items.size=100 KiB', 'components.hosts.operations={ PutItem: 100% }'],
    refused: (result) => sumOf(result, 'table', 'WriteThrottleEvents') / sumOf(result, 'table', 'Requests'),
  },
  {
    name: 'partition-reads-30',
    what: 'a partition’s 3,000 read units, consistent reads of items of 400 KiB (M/D/1/30)',
    scenario: PARTITION,
    places: 30,
    load: 1,
    printed: '0.0167598',
    within: 0.02,
    customers: 600_000,
    warmupSeconds: 200,
    sets: ['workloads.items.size=400 KiB', 'components.hosts.operations={ GetItem ConsistentRead: 100% }'],
    refused: (result) => sumOf(result, 'table', 'ReadThrottleEvents') / sumOf(result, 'table', 'Requests'),
  },
  {
    name: 'dax-node-11',
    what: 'a node of DAX, writes of 300 KiB (M/D/1/11)',
    scenario: 'test/validation/scenarios/dax-node.yaml',
    places: 11,
    servedPerSecond: 10,
    load: 1,
    printed: '0.0461538',
    within: 0.01,
    customers: 650_000,
    warmupSeconds: 100,
    sets: [],
    refused: (result) =>
      sumOf(result, 'cache', 'ThrottledRequestCount') / sumOf(result, 'cache', 'TotalRequestCount'),
  },
  {
    name: 'fifo-poisson-300',
    what: 'a FIFO queue’s 300 sends/s (M/D/1/300)',
    scenario: 'test/validation/scenarios/fifo-sends.yaml',
    places: 300,
    load: 1.1,
    printed: '0.0909091',
    within: 0.01,
    customers: 100_000,
    warmupSeconds: 30,
    sets: [],
    refused: (result) => {
      const throttled = sumOf(result, 'queue', 'Throttles.SendMessage');
      return throttled / (throttled + sumOf(result, 'queue', 'NumberOfMessagesSent'));
    },
  },
];

export const limitersPoisson = LIMITERS.map(
  ({
    name,
    what,
    scenario,
    places,
    servedPerSecond = places,
    load,
    printed,
    within,
    customers,
    warmupSeconds,
    sets,
    refused,
  }) => {
    const rate = load * servedPerSecond;
    const workload = name.startsWith('fifo') ? 'messages' : 'items';
    return queueRow({
      name,
      source: 'Kleinrock I, 5.6: the chain embedded at departures, solved for B places',
      scenario,
      sets: [`workloads.${workload}.arrivals={ process: poisson, rate: ${rate}/s }`, ...sets],
      arrivalsPerSecond: rate,
      customers,
      warmupSeconds,
      seeds: ['limiter', 'limiter-again'],
      claims: [
        {
          what: `${what} at load ${load}: share refused`,
          printed,
          exact: lossOfMD1(load, places),
          within,
          seen: refused,
        },
      ],
    });
  },
);
