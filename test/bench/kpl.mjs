// User records per CPU-second through the Kinesis Producer Library where nothing throttles it: 25 shards, 25,000
// records/s, four hosts, one replication, drain included. Beside it, one loop that draws the same records one by one
// from the library's own generator, finds their shards, and packs them as the KPL would: no requests, no answers, no
// limits, no metrics, no books.

import assert from 'node:assert/strict';
import alea from 'seedrandom/lib/alea.js';
import { exactLog } from '../../dist/engine/math/log.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { evenRanges, rangeOf } from '../../dist/services/kinesis/resharding/hash-range.js';
import { Keys } from '../../dist/workload/keys.js';
import { medians, report } from './measure.mjs';
import { designsOf } from './scenarios.mjs';

const RATE = 25_000;
const SECONDS = 120;
const SHARDS = 25;
const HOSTS = 4;
const KEYS = 10_000;
const SIZE = 512;
const BUFFERED_US = 100_000;

// A user record is taken for 5 B more than its data, and a key for 3 B more than its text, until 51,200 B are full.
const PER_RECORD = SIZE + 5;
const FULL_BYTES = 51_200;

const TEXT = `name: kpl
duration: ${SECONDS} s
warmup: 0 s
replications: 1
workloads:
  views:
    arrivals: { process: poisson, rate: ${RATE}/s }
    partitionKey: { distribution: uniform, keys: ${KEYS} }
    size: ${SIZE} B
components:
  web:
    type: kinesis.producer
    workload: views
    to: clicks
    hosts: ${HOSTS}
    client: { type: kpl, listShardsLatency: 0 s }
  clicks: { type: kinesis.stream, shardCount: ${SHARDS} }
`;

// What gathers for one shard on one host goes 100 ms after its first record, or when it is full.
function byHand(shardOf, untilUs) {
  const [arrivals, keys, hosts] = ['arrivals', 'keys', 'hosts'].map(
    (purpose) => alea(`1/r1/views/${purpose}`).double,
  );
  const dueUs = new Float64Array(SHARDS * HOSTS).fill(Number.POSITIVE_INFINITY);
  const bytes = new Float64Array(SHARDS * HOSTS);
  let clock = 0;
  let produced = 0;
  let packed = 0;
  for (;;) {
    clock -= (1e6 / RATE) * exactLog(1 - arrivals());
    const nowUs = Math.floor(clock + 0.5);
    if (nowUs >= untilUs) return { produced, packed };
    const shard = shardOf[Math.floor(keys() * KEYS)];
    const place = Math.floor(hosts() * HOSTS) * SHARDS + shard;
    produced++;
    if (nowUs > dueUs[place]) {
      packed++;
      bytes[place] = 0;
    }
    if (bytes[place] === 0) dueUs[place] = nowUs + BUFFERED_US;
    bytes[place] += PER_RECORD;
    if (bytes[place] < FULL_BYTES) continue;
    packed++;
    bytes[place] = 0;
    dueUs[place] = Number.POSITIVE_INFINITY;
  }
}

function shardsOfKeys(design) {
  const keys = new Keys();
  const first = keys.reserve(design.workloads.views.partitionKey);
  const ranges = evenRanges(SHARDS);
  return Int32Array.from({ length: KEYS }, (_, rank) => rangeOf(ranges, keys.hash(first + rank)));
}

/** Prints user records per CPU-second. */
export async function kpl() {
  const [design] = await designsOf(TEXT);
  const shardOf = shardsOfKeys(design);
  const untilUs = SECONDS * 1e6;
  const run = runReplication(design, 1);
  const hand = byHand(shardOf, untilUs);
  const sumOf = (component, metric) =>
    run.metrics.find((one) => one.component === component && one.metric === metric && one.part === null).sum;
  const [flow] = run.flows;
  assert.equal(flow.produced, hand.produced, 'both produce the same records');
  assert.equal(flow.fates.stored, hand.produced, 'each of them is stored');
  assert.equal(sumOf('clicks', 'WriteProvisionedThroughputExceeded'), 0, 'none was throttled');
  // Of each shard on each host, the Kinesis records of the last 100 ms, of the collector and of a call are yet to be put.
  const open = hand.packed - sumOf('web', 'KinesisRecordsPut');
  assert.ok(Math.abs(open) <= 2 * SHARDS * HOSTS, 'both pack as many Kinesis records');
  const [ours, theirs] = medians([() => runReplication(design, 1), () => byHand(shardOf, untilUs)], 5);
  const perSecond = (seconds) => `${(hand.produced / seconds / 1e6).toFixed(2)} M/s`;
  report('KPL, 25 shards, 25,000/s, 4 hosts: one loop by hand', perSecond(theirs), '(the measure)');
  report('KPL, 25 shards, 25,000/s, 4 hosts: from a scenario', perSecond(ours), '>= 3.5 M/s');
  report('KPL: speed of the scenario over the loop', `${(theirs / ours).toFixed(2)} x`, '(reported)');
}
