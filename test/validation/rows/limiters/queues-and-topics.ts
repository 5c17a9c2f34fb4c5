// The limiters of queues and topics: the transactions of a FIFO queue, sends and receives each; the calls of a high-throughput queue
// in its Region, over so many partitions that none of those is too much asked; what may be published in a Region, to a FIFO topic by
// messages and by bytes, and in one group.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { limiterRow } from '../../limiter-row.ts';
import { sumOf } from '../../replications.ts';
import { exponential, poisson } from './arrivals.ts';

// Half of a call is its way to the queue: from one call of a thread to its next are two halves, and of so many threads it is Poisson.
const THREADS = 10_000;
const SMALL_REGION = 'region=eu-north-1';

const SENDS = {
  refused: (result: ReplicationResult) => {
    const throttled = sumOf(result, 'queue', 'Throttles.SendMessage');
    return throttled / (throttled + sumOf(result, 'queue', 'NumberOfMessagesSent'));
  },
} as const;

const PUBLISHES = {
  scenario: 'test/validation/scenarios/topic.yaml',
  load: 1.2,
  printed: '0.166667',
  warmupSeconds: 30,
  refused: (result: ReplicationResult) =>
    sumOf(result, 'topic', 'ThrottledMessages') / sumOf(result, 'topic', 'AttemptedMessages'),
} as const;

function messages(...more: readonly string[]) {
  return (perSecond: number) => [poisson('messages', perSecond), ...more];
}

const FIFO = 'components.topic.fifoTopic=true';
const BY_GROUP = [FIFO, 'components.topic.fifoThroughputScope=MessageGroup'];

export const limitersOfQueuesAndTopics = [
  limiterRow({
    ...SENDS,
    name: 'fifo-poisson-300',
    what: 'a FIFO queue’s 300 sends/s',
    scenario: 'test/validation/scenarios/fifo-sends.yaml',
    places: 300,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 30,
    sets: messages(),
  }),
  limiterRow({
    name: 'fifo-receives-300',
    what: 'a FIFO queue’s 300 receives/s, ten thousand threads that poll it',
    scenario: 'test/validation/scenarios/fifo-polls.yaml',
    places: 300,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 300,
    sets: (perSecond) => [
      `components.workers.consumers=${THREADS}`,
      `components.workers.client.requestLatency=${exponential(perSecond / THREADS)}`,
      // A call takes as long as of a standard queue.
      'components.queue.fifoCallTime=1',
    ],
    refused: (result) => {
      const throttled = sumOf(result, 'queue', 'Throttles.ReceiveMessage');
      return throttled / (throttled + sumOf(result, 'queue', 'Transactions.ReceiveMessage'));
    },
  }),
  limiterRow({
    ...SENDS,
    name: 'fifo-region-2400',
    what: 'the 2,400 calls/s of a high-throughput FIFO queue in a small Region',
    scenario: 'test/validation/scenarios/high-throughput.yaml',
    places: 2400,
    load: 1.2,
    printed: '0.166667',
    customers: 200_000,
    warmupSeconds: 30,
    sets: messages(SMALL_REGION),
  }),
  limiterRow({
    ...PUBLISHES,
    name: 'publish-300',
    what: 'the 300 messages/s of an account’s standard topics in a small Region',
    places: 300,
    customers: 200_000,
    sets: messages('region=sa-east-1'),
  }),
  limiterRow({
    ...PUBLISHES,
    name: 'publish-group-300',
    what: 'the 300 messages/s of one group of a FIFO topic',
    places: 300,
    customers: 200_000,
    sets: messages(...BY_GROUP, 'workloads.messages.partitionKey.keys=1'),
  }),
  limiterRow({
    ...PUBLISHES,
    name: 'publish-groups-3000',
    what: 'the 3,000 messages/s of an account’s FIFO topics by group, in a small Region',
    places: 3000,
    customers: 200_000,
    sets: messages(...BY_GROUP, 'region=sa-east-1'),
  }),
  limiterRow({
    ...PUBLISHES,
    name: 'publish-fifo-3000',
    what: 'a FIFO topic’s 3,000 messages/s',
    places: 3000,
    customers: 200_000,
    sets: messages(FIFO),
  }),
  limiterRow({
    ...PUBLISHES,
    name: 'publish-bytes-80',
    what: 'a FIFO topic’s 20 MB/s, messages of 250,000 B',
    places: 80,
    customers: 200_000,
    sets: messages(FIFO, 'workloads.messages.size=250000 B'),
  }),
];
