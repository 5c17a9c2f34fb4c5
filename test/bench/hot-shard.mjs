// User records per CPU-second of the shipped hot-shard scenario, base design: one replication, warm-up and drain
// included in the time, beside one loop that draws the same records one by one from the library's own generator,
// finds their shards and offers each once to its shard's record limit: no batches, no retries, no readers, no books.

import assert from 'node:assert/strict';
import alea from 'seedrandom/lib/alea.js';
import { exactExp } from '../../dist/engine/math/exp.js';
import { exactLog } from '../../dist/engine/math/log.js';
import { normalQuantile } from '../../dist/engine/math/normal.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { evenRanges, rangeOf } from '../../dist/services/kinesis/resharding/hash-range.js';
import { Keys } from '../../dist/workload/keys.js';
import { medians, report } from './measure.mjs';
import { designsIn } from './scenarios.mjs';

const RATE = 3200;
const SHARDS = 4;
const KEYS = 10_000;
const HOT_SHARE = 0.4;
const MEDIAN = 500;
const SIGMA = exactLog(4096 / MEDIAN) / normalQuantile(0.99);

// What the scenario's traffic is, by hand; `untilUs` ends it.
function byHand(shardOf, startUs, endUs, untilUs) {
  const [arrivals, keys, sizes, hosts] = ['arrivals', 'keys', 'sizes', 'hosts'].map(
    (purpose) => alea(`1/r1/page-views/${purpose}`).double,
  );
  const offered = new Float64Array(SHARDS);
  const tokens = new Float64Array(SHARDS).fill(1000);
  const filledUs = new Float64Array(SHARDS);
  const hostRecords = new Float64Array(4);
  let clock = 0;
  let records = 0;
  let produced = 0;
  let bytes = 0;
  let stored = 0;
  for (;;) {
    clock -= (1e6 / RATE) * exactLog(1 - arrivals());
    const nowUs = Math.floor(clock + 0.5);
    if (nowUs >= untilUs) break;
    const u = keys();
    const key = u < HOT_SHARE ? 0 : 1 + Math.floor((u - HOT_SHARE) * ((KEYS - 1) / (1 - HOT_SHARE)));
    const size = Math.floor(MEDIAN * exactExp(SIGMA * normalQuantile(sizes())) + 0.5);
    hostRecords[Math.floor(hosts() * 4)]++;
    const shard = shardOf[key];
    tokens[shard] = Math.min(1000, tokens[shard] + (nowUs - filledUs[shard]) / 1000);
    filledUs[shard] = nowUs;
    if (tokens[shard] >= 1) {
      tokens[shard]--;
      stored++;
    }
    records++;
    if (nowUs < startUs || nowUs >= endUs) continue;
    produced++;
    bytes += size;
    offered[shard]++;
  }
  return { records, produced, bytes, offered, stored, hostRecords };
}

function shardsOfKeys(design) {
  const keys = new Keys();
  const first = keys.reserve(design.workloads['page-views'].partitionKey);
  const ranges = evenRanges(SHARDS);
  return Int32Array.from({ length: KEYS }, (_, rank) => rangeOf(ranges, keys.hash(first + rank)));
}

/** Prints records per CPU-second. */
export async function hotShard() {
  const [design] = await designsIn('scenarios/hot-shard.yaml');
  const startUs = design.warmupUs;
  const endUs = startUs + design.durationUs;
  const shardOf = shardsOfKeys(design);
  const run = runReplication(design, 1);
  const hand = byHand(shardOf, startUs, endUs, endUs);
  const sumOf = (metric, part = null) =>
    run.metrics.find((one) => one.component === 'clicks' && one.metric === metric && one.part === part).sum;
  assert.equal(run.flows[0].produced, hand.produced, 'both produce the same records');
  const { fates } = run.flows[0];
  assert.equal(
    Object.values(fates).reduce((sum, count) => sum + count, 0),
    hand.produced,
    'each of them has one fate',
  );
  // What was gathered when the window began or ended is offered up to 100 ms and a call later.
  for (const [shard, offered] of hand.offered.entries()) {
    const seen = sumOf('OfferedRecords', `shardId-${String(shard).padStart(12, '0')}`);
    assert.ok(Math.abs(seen - offered) < 0.2 * RATE, `shard ${shard} is offered the same records`);
  }
  const [ours, theirs] = medians(
    [() => runReplication(design, 1), () => byHand(shardOf, startUs, endUs, endUs)],
    7,
  );
  const perSecond = (seconds) => `${(hand.records / seconds / 1e6).toFixed(2)} M/s`;
  report('hot-shard, base, 360 s at 3,200/s: one loop by hand', perSecond(theirs), '(the measure)');
  report('hot-shard, base, 360 s at 3,200/s: from the scenario', perSecond(ours), '>= 3 M/s');
  report('hot-shard: speed of the scenario over the loop', `${(theirs / ours).toFixed(2)} x`, '(reported)');
}
