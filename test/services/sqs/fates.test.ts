// Random queues with random receivers: whatever they do (take long, crash, give up, delete late, change visibility), and
// whenever the run ends, the books balance to the last message. What balances them is the ledger, which compares counts,
// bytes, record numbers and moments of creation of what was produced with what ended; and the queue counts its messages.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type Outcome, type Receiver, S } from './bench.ts';

/** What a worker does with what it received: how long it takes, and how it ends. */
const work = fc.record({
  takes: fc.integer({ min: 0, max: 40 * S }),
  ends: fc.constantFrom('delete', 'delete', 'delete', 'crash', 'return', 'finish only', 'extend'),
});

const scenario = fc.record({
  fifoQueue: fc.boolean(),
  highThroughput: fc.boolean(),
  visibility: fc.integer({ min: 0, max: 30 }),
  delay: fc.constantFrom(0, 0, 5),
  retention: fc.constantFrom(60, 90, 3600),
  redrive: fc.option(
    fc.record({ maxReceiveCount: fc.integer({ min: 1, max: 4 }), retention: fc.constantFrom(60, 120) }),
  ),
  duplicates: fc.constantFrom('0%', '10%'),
  deadReader: fc.boolean(),
  rival: fc.boolean(),
  grouped: fc.boolean(),
  workerReadsDead: fc.boolean(),
  sends: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 60 * S }),
      count: fc.integer({ min: 1, max: 4 }),
      row: fc.integer({ min: 1, max: 3 }),
      latency: fc.integer({ min: 0, max: 3 * S }),
      repeated: fc.boolean(),
      bytes: fc.constantFrom(1, 100, 2000),
    }),
    { minLength: 5, maxLength: 40 },
  ),
  receives: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 150 * S }),
      by: fc.constantFrom('worker', 'worker', 'rival', 'morgue', 'worker at dead'),
      wait: fc.constantFrom(0, 1, 20 * S),
      max: fc.integer({ min: 1, max: 10 }),
      latency: fc.integer({ min: 0, max: 2 * S }),
      work,
    }),
    { maxLength: 80 },
  ),
  // So many sends in one instant: a FIFO queue refuses some.
  flood: fc.constantFrom(0, 0, 320),
  until: fc.integer({ min: 1 * S, max: 300 * S }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function play(one: Scenario): Outcome {
  const { redrive } = one;
  const mode =
    one.fifoQueue && one.highThroughput
      ? { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId', partitionTime: '5 s' }
      : {};
  const kind = { fifoQueue: one.fifoQueue, maximumMessageSize: '1 KiB', ...mode };
  const duplicateRate = one.fifoQueue ? '0%' : one.duplicates;
  const queue = {
    ...kind,
    duplicateRate,
    visibilityTimeout: `${one.visibility} s`,
    delay: `${one.delay} s`,
    messageRetentionPeriod: `${one.retention} s`,
    ...(redrive === null
      ? {}
      : { redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: redrive.maxReceiveCount } }),
  };
  const dead = { ...kind, duplicateRate, messageRetentionPeriod: `${redrive?.retention ?? 60} s` };
  const hasDead = redrive !== null;
  const on = new Bench(
    {
      grouped: one.grouped,
      queues: hasDead ? { queue, dead } : { queue },
      readers: {
        worker: hasDead && one.workerReadsDead ? ['queue', 'dead'] : 'queue',
        ...(one.rival ? { rival: 'queue' } : {}),
        ...(hasDead && one.deadReader ? { morgue: 'dead' } : {}),
      },
    },
    400 * S,
  );
  let number = 0;
  for (const { at, count, row, latency, repeated, bytes } of one.sends) {
    on.at(at, () => {
      const records = Array.from({ length: count }, () => {
        const record = { number, bytes, count: row, key: `g${number % 3}` };
        number += row;
        return record;
      });
      on.send('queue', records, { latencyUs: latency });
      if (repeated) {
        const again = records.map((record) => ({ ...record, duplicate: true }));
        on.send('queue', again, { latencyUs: latency });
      }
    });
  }
  on.at(20 * S, () => {
    for (let i = 0; i < one.flood; i++) on.send('queue', [{ number: number++, key: `f${i % 9}` }]);
  });
  for (const { at, by, wait, max, latency, work: job } of one.receives) {
    const reader = by === 'worker at dead' ? on.readers.worker!.beside[0] : on.readers[by];
    if (reader === undefined) continue;
    on.at(at, () =>
      reader.receive({ waitUs: wait, max, latencyUs: latency }, (answer) => {
        on.at(on.nowUs + job.takes, () => end(reader, answer, job.ends));
      }),
    );
  }
  return on.run(one.until);
}

function end(reader: Receiver, answer: Answer, ends: string): void {
  if (answer.messages.length === 0) return;
  switch (ends) {
    case 'delete':
      reader.finish(answer);
      reader.delete(answer);
      break;
    case 'finish only':
      reader.finish(answer);
      break;
    case 'return':
      reader.change(answer, 0);
      break;
    case 'extend':
      reader.change(answer, 60 * S);
      break;
  }
}

describe('messages of random queues', () => {
  it('each meet one fate in each flow, under duplicates, crashes, dead-letter queues and ends of runs', () => {
    let delivered = 0;
    let deadLettered = 0;
    let expired = 0;
    let throttled = 0;
    let deduplicated = 0;
    fc.assert(
      fc.property(scenario, (one) => {
        const outcome = play(one);
        const { flows } = outcome;
        if (one.fifoQueue) deduplicated += outcome.sum('queue', 'NumberOfDeduplicatedSentMessages');
        for (const { from, fates } of flows) {
          if (from !== 'to queue') continue;
          delivered += fates.delivered;
          deadLettered += fates.deadLettered;
          expired += fates.expired;
          throttled += fates.throttledOut;
        }
      }),
      { numRuns: 600, seed: 5 },
    );
    // The scenarios are not idle ones.
    expect(Math.min(delivered, deadLettered, expired, throttled, deduplicated)).toBeGreaterThan(100);
  });
});
