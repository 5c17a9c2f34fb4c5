// Requests per CPU-second to a table: half eventually consistent reads, half puts, 3,200/s, nothing throttled. Beside it,
// one loop that does the same: an arrival, which action it is, the table's credit, a partition's limit, and an answer that
// waits in the barest heap.

import assert from 'node:assert/strict';
import alea from 'seedrandom/lib/alea.js';
import { exactExp } from '../../dist/engine/math/exp.js';
import { exactLog } from '../../dist/engine/math/log.js';
import { normalQuantile } from '../../dist/engine/math/normal.js';
import { numberedStream } from '../../dist/engine/random.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { Keys } from '../../dist/workload/keys.js';
import { medians, report } from './measure.mjs';
import { Moments } from './moments.mjs';
import { designsOf } from './scenarios.mjs';

const RATE = 3200;
const SECONDS = 200;
const KEYS = 10_000;
const UNITS = 8000;
// Of reads and of writes: what the client assumes, and what a partition takes, eventually consistent reads in halves of a unit.
const MEDIAN_US = [3000, 4500];
const SIGMA = 0.4;
const PARTITION = [9000, 1000];
// 8,000 read units over 3,000 and 8,000 write units over 1,000.
const PARTITIONS = 11;

const TEXT = `name: table
duration: ${SECONDS} s
warmup: 0 s
replications: 1
workloads:
  requests:
    arrivals: { process: poisson, rate: ${RATE}/s }
    partitionKey: { distribution: uniform, keys: ${KEYS} }
    size: 512 B
components:
  web:
    type: dynamodb.client
    workload: requests
    to: items
    hosts: 4
    operations: { GetItem: 50%, PutItem: 50% }
  items: { type: dynamodb.table, readCapacityUnits: ${UNITS}, writeCapacityUnits: ${UNITS}, burstCredit: empty }
`;

class Bucket {
  filledUs = 0;

  constructor(perSecond, capacity, tokens) {
    Object.assign(this, { perSecond, capacity, tokens });
  }

  gives(nowUs) {
    this.tokens = Math.min(this.capacity, this.tokens + ((nowUs - this.filledUs) * this.perSecond) / 1e6);
    this.filledUs = nowUs;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}

function byHand(partitionOf) {
  const [arrivals, keys, latencies] = ['requests/arrivals', 'requests/keys', 'web/requestLatency'].map(
    (name) => alea(`1/r1/${name}`).double,
  );
  const actions = numberedStream('1/r1/web/operation/web');
  const table = [2 * UNITS, UNITS].map((perSecond) => new Bucket(perSecond, 300 * perSecond, 0));
  const partitions = PARTITION.map((most) =>
    Array.from({ length: PARTITIONS }, () => new Bucket(most, most, most)),
  );
  const answers = new Moments();
  const asked = [0, 0];
  const endUs = SECONDS * 1e6;
  let [clock, produced, refused, answered, latencyUs] = [0, 0, 0, 0, 0];
  for (;;) {
    clock -= (1e6 / RATE) * exactLog(1 - arrivals());
    const nowUs = Math.floor(clock + 0.5);
    // A meter runs until the end: what is at the table, or answered, later is in none.
    while (answers.size > 0 && answers.heap[0] <= nowUs) answers.pop();
    if (nowUs >= endUs) return { produced, refused, answered, latencyUs, asked };
    const partition = partitionOf[Math.floor(keys() * KEYS)];
    const action = actions.at(produced).double() < 0.5 ? 0 : 1;
    if (!table[action].gives(nowUs) || !partitions[action][partition].gives(nowUs)) refused++;
    const tookUs = Math.round(MEDIAN_US[action] * exactExp(SIGMA * normalQuantile(latencies())));
    answers.push(nowUs + tookUs);
    // It is at the table after half its time.
    if (nowUs + Math.floor(tookUs / 2) < endUs) asked[action]++;
    if (nowUs + tookUs < endUs) {
      answered++;
      latencyUs += tookUs;
    }
    produced++;
  }
}

function partitionsOfKeys(design) {
  const keys = new Keys();
  const first = keys.reserve(design.workloads.requests.partitionKey);
  return Int32Array.from({ length: KEYS }, (_, rank) =>
    Math.floor((keys.hash32(first + rank, 0) * PARTITIONS) / 2 ** 32),
  );
}

/** Prints requests per CPU-second. */
export async function table() {
  const [design] = await designsOf(TEXT);
  const partitionOf = partitionsOfKeys(design);
  const run = runReplication(design, 1);
  const hand = byHand(partitionOf);
  const of = (metric, part = null) =>
    run.metrics.find((one) => one.component === 'items' && one.metric === metric && one.part === part);
  const [flow] = run.flows;
  assert.equal(hand.refused, 0, 'nothing is throttled by hand');
  assert.equal(flow.produced, hand.produced, 'both ask the same requests');
  assert.equal(flow.fates.delivered, hand.produced, 'and serve all of them');
  assert.equal(of('ConsumedReadCapacityUnits').sum, hand.asked[0] / 2, 'of which as many are reads');
  assert.equal(of('ConsumedWriteCapacityUnits').sum, hand.asked[1], 'and writes');
  assert.ok(of('ConsumedWriteCapacityUnits', `partition-${PARTITIONS - 1}`), 'on as many partitions');
  const latency = of('SuccessfulRequestLatency');
  assert.equal(latency.count, hand.answered, 'and answers as many');
  assert.equal(latency.sum / latency.count, hand.latencyUs / hand.answered, 'which take as long');
  const [ours, theirs] = medians([() => runReplication(design, 1), () => byHand(partitionOf)], 5);
  const perSecond = (seconds) => `${(hand.produced / seconds / 1e6).toFixed(2)} M/s`;
  report('table, 3,200/s, half reads: one loop by hand', perSecond(theirs), '(the measure)');
  report('table, 3,200/s, half reads: from a scenario', perSecond(ours), '>= 1 M/s');
}
