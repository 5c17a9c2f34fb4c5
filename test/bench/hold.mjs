// The hold model: n events are pending, each that fires schedules another at an exponential distance. Ours (queue,
// handlers, total order, with and without the fingerprint) beside the barest heap that does the same.

import assert from 'node:assert/strict';
import { Engine } from '../../dist/engine/engine.js';
import { medians, report } from './measure.mjs';

const EVENTS = 1_000_000;

// The same gaps for both: drawn beforehand, so that only the queues differ.
function gaps() {
  let state = 1;
  return Float64Array.from({ length: 65_536 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.ceil(-1000 * Math.log((state + 1) / 4_294_967_297));
  });
}

const GAPS = gaps();
const MASK = GAPS.length - 1;

// A heap of (time, insertion) over typed arrays, and nothing else: no handlers, no cancelling, no tickets.
function bare(pending) {
  const time = new Float64Array(pending + 1);
  const order = new Float64Array(pending + 1);
  const slot = new Int32Array(pending + 1);
  let size = 0;
  let insertions = 0;
  const push = (t, s) => {
    const o = insertions++;
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (t > time[parent] || (t === time[parent] && o > order[parent])) break;
      time[at] = time[parent];
      order[at] = order[parent];
      slot[at] = slot[parent];
      at = parent;
    }
    time[at] = t;
    order[at] = o;
    slot[at] = s;
  };
  for (let i = 0; i < pending; i++) push(GAPS[i & MASK], i);
  let now = 0;
  for (let event = 0; event < EVENTS; event++) {
    now = time[0];
    const s = slot[0];
    const last = --size;
    const t = time[last];
    const o = order[last];
    const moved = slot[last];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (
        right < size &&
        (time[right] < time[child] || (time[right] === time[child] && order[right] < order[child]))
      ) {
        child = right;
      }
      if (t < time[child] || (t === time[child] && o < order[child])) break;
      time[at] = time[child];
      order[at] = order[child];
      slot[at] = slot[child];
      at = child;
    }
    time[at] = t;
    order[at] = o;
    slot[at] = moved;
    push(now + GAPS[(event + s) & MASK], s);
  }
  return now;
}

function ours(pending, kinds, fingerprint) {
  const engine = new Engine('bench', { fingerprint });
  let fired = 0;
  const handlers = [];
  for (let kind = 0; kind < kinds; kind++) {
    const number = engine.register('hold', `kind-${kind}`, 'complete', {
      fire(slot, nowUs) {
        if (fired === EVENTS - 1) engine.stop();
        engine.schedule(number, slot, nowUs + GAPS[(fired++ + slot) & MASK]);
      },
    });
    handlers.push(number);
  }
  for (let i = 0; i < pending; i++) engine.schedule(handlers[i % kinds], i, GAPS[i & MASK]);
  engine.runUntil(2 ** 51);
  return engine.nowUs;
}

/** Prints the ratios. */
export function holdModel() {
  for (const [pending, rounds] of [
    [1000, 7],
    [100_000, 3],
  ]) {
    assert.equal(ours(pending, 1, false), bare(pending), 'both end at the same instant');
    const [heap, one, five] = medians(
      [() => bare(pending), () => ours(pending, 1, false), () => ours(pending, 5, true)],
      rounds,
    );
    const ns = (seconds) => `${((seconds * 1e9) / EVENTS).toFixed(0)} ns`;
    const big = pending > 1000;
    report(`hold, ${pending} pending: bare heap loop`, ns(heap), '(the measure)');
    report(
      `hold, ${pending} pending: one kind, no fingerprint`,
      `${(one / heap).toFixed(2)} x`,
      big ? '(reported)' : '<= 1.25 x',
    );
    report(
      `hold, ${pending} pending: five kinds, fingerprint`,
      `${(five / heap).toFixed(2)} x`,
      big ? '(reported)' : '<= 1.5 x',
    );
  }
}
