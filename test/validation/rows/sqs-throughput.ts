// What a client gets through, by the page on horizontal scaling and batching: one connection whose calls take 20 ms makes 50 calls a
// second, twice the clients twice as many, and a batch carries ten messages in each. A FIFO queue without high throughput takes
// 300 calls a second of each action, so that 300 messages a second are sent, received and deleted one by one, and 3,000 in
// batches: of 400 batches a second 18,299 are taken in a minute, as of single sends (the row fifo-quota).

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const SENDS = 'test/validation/scenarios/fifo-sends.yaml';
const CLIENT = 'components.sender.client';

function client(operation: string, hosts: number, perSecond: number): readonly string[] {
  return [
    'components.queue.fifoQueue=false',
    `workloads.messages.arrivals.rate=${perSecond}/s`,
    `components.sender.hosts=${hosts}`,
    `${CLIENT}={ operation: ${operation}, maxConnections: 1, requestLatency: 20 ms }`,
    'warmup=10 s',
  ];
}

function sent(result: Result): number {
  return sumOf(result, 'queue', 'NumberOfMessagesSent');
}

export const sqsThroughput = workedRow({
  name: 'sqs-throughput',
  source: 'SQS developer guide, increasing throughput using horizontal scaling and action batching',
  scenario: SENDS,
  claims: [
    {
      what: 'one connection with calls of 20 ms: messages sent in a minute',
      expected: 50 * 60,
      within: 0,
      sets: client('SendMessage', 1, 200),
      seen: sent,
    },
    {
      what: 'two clients with one connection each: messages sent in a minute',
      expected: 2 * 50 * 60,
      within: 0,
      sets: client('SendMessage', 2, 200),
      seen: sent,
    },
    {
      what: 'one connection with calls of 20 ms, ten messages in each: messages sent in a minute',
      expected: 10 * 50 * 60,
      within: 0,
      sets: client('SendMessageBatch', 1, 1000),
      seen: sent,
    },
    {
      what: 'a FIFO queue and 400 batches of ten a second: messages sent in a minute',
      expected: 182_990,
      within: 0,
      sets: [
        'workloads.messages.arrivals.rate=4000/s',
        `${CLIENT}={ operation: SendMessageBatch, retry: { mode: none }, requestLatency: 0 s, maxConnections: 1000 }`,
      ],
      seen: sent,
    },
    ...['ReceiveMessage', 'DeleteMessage'].map((action) => ({
      what: `a FIFO queue with a backlog, received and deleted one by one: transactions of ${action} in a minute`,
      expected: 300 * 60,
      within: 0.001,
      sets: [
        'warmup=10 s',
        'workloads.messages.arrivals.rate=1000/s',
        'workloads.messages.partitionKey.keys=10000',
        `${CLIENT}={ operation: SendMessageBatch, requestLatency: 10 ms }`,
        'components.workers={ type: sqs.consumer, from: queue, consumers: 200, maxNumberOfMessages: 1, client: { requestLatency: 10 ms, deleteLatency: 10 ms } }',
      ],
      source: 'SQS developer guide, quotas of messages; by hand',
      reaches: ['sqs.queue limit fifoTransactions'],
      seen: (result: Result) => sumOf(result, 'queue', `Transactions.${action}`),
    })),
  ],
});

// The same as others measured it: threads that send one batch after the other, of one to ten messages at random (5.5 in the mean)
// and with nothing between them. 528 messages/s of one thread are 96 calls/s, and 130,956 of 12 × 25 threads are 23,810: no limit of
// a standard queue showed. How long a call takes was fitted elsewhere (the row queue-median).
export const sqsMeasured = workedRow({
  name: 'sqs-measured',
  kind: 'predicted',
  source: 'softwaremill.com, Evaluating persistent, replicated message queues (mqperf), 2020',
  scenario: SENDS,
  claims: [
    { hosts: 1, threads: 1, callsPerSecond: 528 / 5.5, offered: 200 },
    { hosts: 12, threads: 25, callsPerSecond: 130_956 / 5.5, offered: 50_000 },
  ].map(({ hosts, threads, callsPerSecond, offered }) => ({
    what: `${hosts} × ${threads} threads that send without a pause: calls/s`,
    expected: callsPerSecond,
    within: 0.4,
    sets: [
      'region=eu-west-1',
      'duration=10 s',
      'warmup=2 s',
      'components.queue.fifoQueue=false',
      `workloads.messages.arrivals.rate=${offered}/s`,
      `components.sender.hosts=${hosts}`,
      `${CLIENT}={ operation: SendMessage, maxConnections: ${threads}, requestLatency: null }`,
    ],
    seen: (result: Result) => sent(result) / 10,
  })),
});
