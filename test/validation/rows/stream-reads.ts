// How readers share a shard, by hand. A reply that spends the shard's 2 MiB closes its shared reads for a second: of 100 MiB, read
// by calls of 2 MiB every 0.3 s, those after 0.3, 0.6 and 0.9 s are refused, three for each of 50 replies, and the last reply comes
// 49 × 1.2 s after the first. A shard that takes 1 MiB/s has 2 MiB/s for its readers: two get all of it, three get two thirds
// of what they want, and with enhanced fan-out a third one gets all and takes nothing from the others. Whoever has t seconds of
// records to catch up with at 1 MiB/s has done it after t seconds more, for it reads 2 MiB/s; polls get 10 MiB at once, and so 10 s earlier.

import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { meanSeconds, sampleOf, sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const API = 'Kinesis API reference, GetRecords; by hand';
const QUOTAS = 'docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html; by hand';
const FAN_OUT = 'docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html; by hand';

const CATCH_UP = 'test/validation/scenarios/catch-up.yaml';
const BEHIND_S = 600;
const TEN_MINUTES_S = 600;
/** Three who ask so often that the shard is asked soon after it opens, and at times that drift, so that none is refused for ever. */
const THREE = [
  'components.readers.count=3',
  'components.readers.idleTimeBetweenReads=90 ms',
  'components.readers.client.requestLatency={ distribution: uniform, min: 1 ms, max: 20 ms }',
];

const polled = (result: ReplicationResult): number => sumOf(result, 'stream', 'OutgoingBytes');
const stored = (result: ReplicationResult): number => sumOf(result, 'stream', 'IncomingBytes');

/** A full shard whose reader joins after so long. */
function late(consumer: string): readonly string[] {
  return [
    'warmup=0 s',
    `duration=${2 * BEHIND_S + 100} s`,
    `components.readers={ count: null, joinsAt: ${BEHIND_S} s, initialPositionInStream: TRIM_HORIZON, client: { requestLatency: 1 ms, retry: { mode: none } }, ${consumer} }`,
  ];
}

export const streamReads = workedRow({
  name: 'stream-reads',
  source: QUOTAS,
  scenario: 'test/validation/scenarios/full-shard.yaml',
  claims: [
    {
      what: 'a reader with 100 MiB to catch up with, 2 MiB a call, a call every 0.3 s: calls refused',
      expected: 3 * 50,
      within: 0,
      scenario: CATCH_UP,
      sets: ['components.reader.maxRecords=4', 'components.reader.idleTimeBetweenReads=200 ms'],
      source: API,
      seen: (result) => sumOf(result, 'stream', 'ReadProvisionedThroughputExceeded'),
    },
    {
      what: 'the same: time until it has, s',
      expected: 49 * 1.2 + 0.1 + 0.1,
      within: 0.003, // 0.2 s
      decimals: 1,
      scenario: CATCH_UP,
      sets: ['components.reader.maxRecords=4', 'components.reader.idleTimeBetweenReads=200 ms'],
      source: API,
      seen: (result) => meanSeconds(result, 'reader', 'CatchUpTime'),
    },
    {
      what: 'a full shard with two shared readers: read of what both want in 10 min, %',
      expected: 100,
      within: 0.01,
      decimals: 1,
      seen: (result) => (100 * polled(result)) / (2 * stored(result)),
    },
    {
      what: 'a full shard with three shared readers: read of what they want in 10 min, %',
      expected: 200 / 3,
      within: 0.01,
      decimals: 1,
      sets: THREE,
      seen: (result) => (100 * polled(result)) / (3 * stored(result)),
    },
    {
      what: 'the same: how far behind the three are at the end, on average, s',
      expected: TEN_MINUTES_S / 3,
      within: 0.075, // 15 s, from one reply to the next of the same reader.
      decimals: 1,
      sets: THREE,
      seen: (result) =>
        [1, 2, 3].reduce((sum, i) => sum + sampleOf(result, `readers-${i}`, 'MillisBehindLatest').max, 0) /
        3e6,
    },
    {
      what: 'a full shard with two shared readers and one with enhanced fan-out: read of what they want in 10 min, %',
      expected: 100,
      within: 0.01,
      decimals: 1,
      sets: [
        'components.pushed={ type: kinesis.consumer, from: stream, mode: enhanced-fan-out, client: { subscribeLatency: 10 ms } }',
      ],
      source: FAN_OUT,
      seen: (result) =>
        (100 * (polled(result) + sumOf(result, 'stream', 'SubscribeToShardEvent.Bytes'))) /
        (3 * stored(result)),
    },
    {
      what: `a reader with enhanced fan-out, ${BEHIND_S} s behind in a shard that goes on to be full: time until it is up to date, s`,
      expected: BEHIND_S,
      within: 0.005,
      decimals: 1,
      sets: late('mode: enhanced-fan-out'),
      source: FAN_OUT,
      seen: (result) => meanSeconds(result, 'readers', 'CatchUpTime'),
    },
    {
      what: `a shared reader, ${BEHIND_S} s behind in a shard that goes on to be full: time until it is up to date, s`,
      expected: BEHIND_S - 10,
      within: 0.005,
      decimals: 1,
      sets: late('idleTimeBetweenReads: 199 ms'),
      source: API,
      seen: (result) => meanSeconds(result, 'readers', 'CatchUpTime'),
    },
  ],
});
