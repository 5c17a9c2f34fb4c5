// What a request, a record or an event is billed as, at the edge of what it is billed by: what fills it to the byte is one,
// and a byte more is two. Chunks of 64 KB of a request to SQS or to a standard topic, PUT payload units of 25 KB, the whole KiB
// of a record of an on-demand stream, and 64 KB of an asynchronous event beyond its first 256 KB.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { usageOf } from '../../replications.ts';
import type { Row } from '../../row.ts';
import { workedRow } from '../../worked-row.ts';

const SCENARIOS = 'test/validation/scenarios';
const KIB = 1024;
const KEY_BYTES = 12; // key-00000000
const EVERY_10_S = 'arrivals={ process: constant, rate: 0.1/s, batch: 1 }';
/** In a minute. */
const EACH = 6;

interface Case {
  readonly what: string;
  readonly source: string;
  readonly scenario: string;
  readonly workload: string;
  /** Of data, where nothing more is billed than once, and what is billed then and for a byte more, each time. */
  readonly fullBytes: number;
  readonly billed: readonly [full: number, more: number];
  readonly sets?: readonly string[];
  seen(result: ReplicationResult): number;
}

const CASES: readonly Case[] = [
  {
    what: 'sends of 64 KiB',
    source: 'aws.amazon.com/sqs/pricing',
    scenario: 'requests',
    workload: 'messages',
    fullBytes: 64 * KIB,
    billed: [1, 2],
    seen: (result) => usageOf(result, 'queue', 'standard-request'),
  },
  {
    what: 'publishes of 64 KiB to a standard topic',
    source: 'aws.amazon.com/sns/pricing',
    scenario: 'topic',
    workload: 'messages',
    fullBytes: 64 * KIB,
    billed: [1, 2],
    seen: (result) => usageOf(result, 'topic', 'standard-publish'),
  },
  {
    what: 'records of 25 KiB with their keys, put',
    source: 'aws.amazon.com/kinesis/data-streams/pricing',
    scenario: 'shard',
    workload: 'records',
    fullBytes: 25 * KIB - KEY_BYTES,
    billed: [1, 2],
    seen: (result) => usageOf(result, 'stream', 'put-payload-unit'),
  },
  {
    what: 'records of 4 KiB with their keys to an on-demand stream, KiB',
    source: 'aws.amazon.com/kinesis/data-streams/pricing',
    scenario: 'shard',
    workload: 'records',
    fullBytes: 4 * KIB - KEY_BYTES,
    billed: [4, 5],
    sets: ['components.stream={ type: kinesis.stream, streamMode: ON_DEMAND }'],
    seen: (result) => usageOf(result, 'stream', 'on-demand-in-gb') / KIB,
  },
  {
    what: 'asynchronous events of 256 KiB',
    source: 'aws.amazon.com/lambda/pricing',
    scenario: 'invocations',
    workload: 'events',
    fullBytes: 256 * KIB,
    billed: [1, 2],
    seen: (result) => usageOf(result, 'function', 'request'),
  },
  {
    what: 'asynchronous events of 320 KiB',
    source: 'aws.amazon.com/lambda/pricing',
    scenario: 'invocations',
    workload: 'events',
    fullBytes: 320 * KIB,
    billed: [2, 3],
    seen: (result) => usageOf(result, 'function', 'request'),
  },
];

export const billedChunks: Row = workedRow({
  name: 'billed-chunks',
  source: 'by hand',
  scenario: `${SCENARIOS}/requests.yaml`,
  claims: CASES.flatMap(({ what, source, scenario, workload, fullBytes, billed, sets = [], seen }) =>
    billed.map((each, more) => ({
      what: `${EACH} ${what}${more === 0 ? '' : ', and a byte each'}: billed`,
      expected: EACH * each,
      within: 0,
      source: `${source}; by hand`,
      scenario: `${SCENARIOS}/${scenario}.yaml`,
      sets: [
        'duration=1 min',
        `workloads.${workload}.${EVERY_10_S}`,
        `workloads.${workload}.size=${fullBytes + more} B`,
        ...sets,
      ],
      seen,
    })),
  ),
});
