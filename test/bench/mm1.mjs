// M/M/1 at load 0.9 from a scenario, beside the same queue written by hand as one loop: the same streams, the same
// exact logarithm, the same metrics, but no engine, no ports, no books.

import assert from 'node:assert/strict';
import { exactLog } from '../../dist/engine/math/log.js';
import { numberedStream, sequentialStream } from '../../dist/engine/random.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { Recorder } from '../../dist/metrics/recorder.js';
import { planWindow } from '../../dist/metrics/window.js';
import { medians, report } from './measure.mjs';
import { designsOf } from './scenarios.mjs';

const CUSTOMERS = 1_000_000;
const RATE = 900;
const SERVICE_US = 1000;
const SECONDS = Math.round(CUSTOMERS / RATE);

const TEXT = `name: mm1
duration: ${SECONDS} s
warmup: 0 s
replications: 1
workloads:
  customers: { arrivals: { process: poisson, rate: ${RATE}/s }, size: 1 B }
components:
  arrivals: { type: custom.source, workload: customers, to: station }
  station: { type: custom.server, serviceTime: { distribution: exponential, mean: ${SERVICE_US} us } }
`;

// Arrivals and departures in their order, one server, a ring of those who wait, and what the station records.
function byHand() {
  const gaps = sequentialStream('1/r1/customers/arrivals');
  const services = numberedStream('1/r1/station/service/arrivals');
  const window = planWindow(0, SECONDS * 1e6);
  const recorder = new Recorder(window);
  const wait = recorder.distribution('station', 'wait', null);
  const sojourn = recorder.distribution('station', 'sojourn', null);
  const latency = recorder.distribution('station', 'latency', null);
  const sent = recorder.counter('arrivals', 'Sent', null, true);
  const arrived = recorder.counter('station', 'Arrivals', null, true);
  const waited = recorder.counter('station', 'Waited', null, false);
  const completions = recorder.counter('station', 'Completions', null, true);
  const utilization = recorder.level('station', 'Utilization', null, true);
  const queueLength = recorder.level('station', 'QueueLength', null, true);
  const ring = new Float64Array(4096);
  let clock = 0;
  let customers = 0;
  let served = 0;
  let busy = false;
  let startedUs = 0;
  let departureUs = Number.POSITIVE_INFINITY;
  const begin = (number, nowUs) => {
    startedUs = nowUs;
    departureUs = nowUs + Math.round(-SERVICE_US * exactLog(1 - services.at(number).double()));
  };
  const departBefore = (untilUs) => {
    while (departureUs <= untilUs) {
      const nowUs = departureUs;
      const arrivedUs = ring[served & 4095];
      wait.add(arrivedUs, startedUs - arrivedUs);
      sojourn.add(arrivedUs, nowUs - arrivedUs);
      latency.add(arrivedUs, nowUs - arrivedUs);
      if (startedUs > arrivedUs) waited.add(arrivedUs, 1);
      completions.add(nowUs, 1);
      served++;
      busy = served < customers;
      if (busy) begin(served, nowUs);
      else departureUs = Number.POSITIVE_INFINITY;
      utilization.set(nowUs, busy ? 1 : 0);
      queueLength.set(nowUs, Math.max(0, customers - served - 1));
    }
  };
  for (;;) {
    clock += (-exactLog(1 - gaps.double()) * 1e6) / RATE;
    const nowUs = Math.floor(clock + 0.5);
    departBefore(nowUs);
    if (nowUs >= window.endUs) break;
    ring[customers & 4095] = nowUs;
    sent.add(nowUs, 1);
    arrived.add(nowUs, 1);
    if (!busy) {
      busy = true;
      begin(customers, nowUs);
    }
    customers++;
    utilization.set(nowUs, 1);
    queueLength.set(nowUs, customers - served - 1);
  }
  departBefore(Number.MAX_SAFE_INTEGER);
  return { customers, wait: wait.finish() };
}

/** Prints customers per CPU-second. */
export async function mm1() {
  const [design] = await designsOf(TEXT);
  const run = runReplication(design, 1);
  const hand = byHand();
  const flow = run.flows[0];
  assert.equal(flow.produced, hand.customers, 'both serve the same customers');
  const wait = run.metrics.find((metric) => metric.component === 'station' && metric.metric === 'wait');
  assert.equal(wait.sum, hand.wait.sum, 'and every one of them waits as long');
  const [ours, theirs] = medians([() => runReplication(design, 1), byHand], 5);
  const perSecond = (seconds) => `${(hand.customers / seconds / 1e6).toFixed(2)} M/s`;
  report('M/M/1, load 0.9, 10^6 customers: one loop by hand', perSecond(theirs), '(the measure)');
  report('M/M/1, load 0.9, 10^6 customers: from a scenario', perSecond(ours), '>= 2.5 M/s');
  report('M/M/1: speed of the scenario over the loop', `${(theirs / ours).toFixed(2)} x`, '>= 0.5 x');
}
