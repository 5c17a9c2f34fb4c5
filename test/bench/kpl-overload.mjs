// Attempts per CPU-second of the Kinesis Producer Library in overload: 2,000 records of 1 KiB a second for one shard, for
// five minutes, and until all is put. What the shard refuses goes again after 50 ms, without any backoff, for ten
// minutes. Beside it, one loop over the packed records alone: two buckets and a queue, no user records, no metrics.

import assert from 'node:assert/strict';
import { runReplication } from '../../dist/experiment/replication.js';
import { medians, report } from './measure.mjs';
import { designsOf } from './scenarios.mjs';

const RATE = 2000;
const SECONDS = 300;
const MIB = 1_048_576;
const LATENCY_US = 13_000;

const TEXT = `name: kpl-overload
duration: ${SECONDS + 360} s
warmup: 0 s
replications: 1
workloads:
  events:
    arrivals: { process: constant, rate: { steps: [{ at: 0 s, rate: ${RATE}/s }, { at: ${SECONDS} s, rate: 0/s }] } }
    size: 1 KiB
components:
  hosts:
    type: kinesis.producer
    workload: events
    to: stream
    client: { type: kpl, recordTtl: 10 min, requestLatency: 13 ms, listShardsLatency: 0 s }
  stream: { type: kinesis.stream, shardCount: 1 }
`;

// 48 user records of 1,024 + 21 B (a key of 12 B: 14 B more, an index, three lengths) and a frame fill a Kinesis
// record; a call of one is rounded to whole KiB.
const PACK = 48;
const PACK_BYTES = 50_228;
const CALL_BYTES = 51_200;

// By packed record: the limiter lets 1.5 MiB/s through, the shard takes 1 MiB/s; what it refuses is back after the
// answer, and 50 ms later in the limiter, before all that are fresh.
function byHand() {
  const again = new Float64Array(1 << 16);
  let [head, tail] = [0, 0];
  let [waiting, stored, attempts, packs] = [0, 0, 0, 0];
  let [limiter, shard] = [10 * MIB, MIB];
  const total = (RATE * SECONDS) / PACK;
  let nowUs = 0;
  for (; stored < total; nowUs += 500) {
    limiter = Math.min(10 * MIB, limiter + 1.5 * MIB * 0.0005);
    shard = Math.min(MIB, shard + MIB * 0.0005);
    if (packs < total && (nowUs / 500) % PACK === PACK - 1) {
      packs++;
      waiting++;
    }
    while (head < tail && again[head & 65_535] <= nowUs) {
      head++;
      waiting++;
    }
    while (waiting > 0 && limiter >= PACK_BYTES) {
      waiting--;
      limiter -= PACK_BYTES;
      attempts += PACK;
      if (shard >= CALL_BYTES) {
        shard -= CALL_BYTES;
        stored++;
      } else {
        again[tail++ & 65_535] = nowUs + LATENCY_US + 50_000;
      }
    }
  }
  return { attempts, endUs: nowUs };
}

/** Prints attempts per CPU-second. */
export async function kplOverload() {
  const [design] = await designsOf(TEXT);
  const run = runReplication(design, 1);
  const hand = byHand();
  const sumOf = (component, metric) =>
    run.metrics.find((one) => one.component === component && one.metric === metric && one.part === null).sum;
  const [flow] = run.flows;
  assert.equal(flow.produced, RATE * SECONDS, 'all are produced');
  assert.equal(flow.fates.stored, RATE * SECONDS, 'and stored in the end');
  const attempts = sumOf('hosts', 'AttemptedRecords');
  assert.ok(Math.abs(attempts / hand.attempts - 1) < 0.05, `as many attempts: ${attempts}, ${hand.attempts}`);
  const [ours, theirs] = medians([() => runReplication(design, 1), byHand], 7);
  const perSecond = (seconds, count) => `${(count / seconds / 1e6).toFixed(2)} M/s`;
  report(
    'KPL in overload, attempts: one loop by hand, packed',
    perSecond(theirs, hand.attempts),
    '(the measure)',
  );
  report('KPL in overload, attempts: from a scenario', perSecond(ours, attempts), '>= 2 M/s');
}
