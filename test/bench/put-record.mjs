// Records per CPU-second where each goes by itself: the plain SDK with PutRecord, four hosts, 3,200 records/s, eight
// shards, nothing throttled. Beside it, one loop that does the same: an arrival, a shard's record limit, and an answer
// that waits in the barest heap.

import assert from 'node:assert/strict';
import alea from 'seedrandom/lib/alea.js';
import { exactExp } from '../../dist/engine/math/exp.js';
import { exactLog } from '../../dist/engine/math/log.js';
import { normalQuantile } from '../../dist/engine/math/normal.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { evenRanges, rangeOf } from '../../dist/services/kinesis/resharding/hash-range.js';
import { Keys } from '../../dist/workload/keys.js';
import { medians, report } from './measure.mjs';
import { Moments } from './moments.mjs';
import { designsOf } from './scenarios.mjs';

const RATE = 3200;
const SECONDS = 200;
const SHARDS = 8;
const KEYS = 10_000;
const SIZE = 512;
// What the client assumes of PutRecord.
const MEDIAN_US = 12_000;
const SIGMA = 0.4;

const TEXT = `name: put-record
duration: ${SECONDS} s
warmup: 0 s
replications: 1
workloads:
  orders:
    arrivals: { process: poisson, rate: ${RATE}/s }
    partitionKey: { distribution: uniform, keys: ${KEYS} }
    size: ${SIZE} B
components:
  web:
    type: kinesis.producer
    workload: orders
    to: events
    hosts: 4
    client: { type: sdk, operation: PutRecord }
  events: { type: kinesis.stream, shardCount: ${SHARDS} }
`;

function byHand(shardOf) {
  const [arrivals, keys, latencies] = ['orders/arrivals', 'orders/keys', 'web/requestLatency'].map(
    (name) => alea(`1/r1/${name}`).double,
  );
  const answers = new Moments();
  const tokens = new Float64Array(SHARDS).fill(1000);
  const filledUs = new Float64Array(SHARDS);
  let [clock, produced, refused, latencyUs] = [0, 0, 0, 0];
  for (;;) {
    clock -= (1e6 / RATE) * exactLog(1 - arrivals());
    const nowUs = Math.floor(clock + 0.5);
    const ended = nowUs >= SECONDS * 1e6;
    while (answers.size > 0 && (ended || answers.heap[0] <= nowUs)) latencyUs += answers.pop();
    if (ended) return { produced, refused, latencyUs };
    const shard = shardOf[Math.floor(keys() * KEYS)];
    tokens[shard] = Math.min(1000, tokens[shard] + (nowUs - filledUs[shard]) / 1000);
    filledUs[shard] = nowUs;
    if (tokens[shard] >= 1) tokens[shard]--;
    else refused++;
    const tookUs = Math.floor(MEDIAN_US * exactExp(SIGMA * normalQuantile(latencies())) + 0.5);
    answers.push(nowUs + tookUs);
    latencyUs -= nowUs;
    produced++;
  }
}

function shardsOfKeys(design) {
  const keys = new Keys();
  const first = keys.reserve(design.workloads.orders.partitionKey);
  const ranges = evenRanges(SHARDS);
  return Int32Array.from({ length: KEYS }, (_, rank) => rangeOf(ranges, keys.hash(first + rank)));
}

/** Prints records per CPU-second. */
export async function putRecord() {
  const [design] = await designsOf(TEXT);
  const shardOf = shardsOfKeys(design);
  const run = runReplication(design, 1);
  const hand = byHand(shardOf);
  const of = (component, metric) =>
    run.metrics.find((one) => one.component === component && one.metric === metric && one.part === null);
  const [flow] = run.flows;
  assert.equal(flow.produced, hand.produced, 'both produce the same records');
  assert.equal(flow.fates.stored, hand.produced - hand.refused, 'and store all of them');
  assert.equal(of('web', 'Requests').sum, hand.produced, 'with a call each');
  const latency = of('events', 'PutRecord.Latency');
  assert.equal(latency.sum / latency.count, hand.latencyUs / hand.produced, 'which takes as long');
  const [ours, theirs] = medians([() => runReplication(design, 1), () => byHand(shardOf)], 5);
  const perSecond = (seconds) => `${(hand.produced / seconds / 1e6).toFixed(2)} M/s`;
  report('PutRecord, 3,200/s, 8 shards: one loop by hand', perSecond(theirs), '(the measure)');
  report('PutRecord, 3,200/s, 8 shards: from a scenario', perSecond(ours), '>= 0.8 M/s');
}
