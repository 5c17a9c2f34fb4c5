// AWS's rules for fair queues: a tenant (message group) is noisy with more than 10 % of what is in flight and 30 messages
// of it, or with more than 10 % of the recent processing time; quiet tenants come first, then the noisy one with the
// fewest messages in flight (SQS developer guide, how fair queues work).

import { describe, expect, it } from 'vitest';
import { type Answer, Bench, S } from './bench.ts';

const keysOf = (answer: Answer) => answer.numbers.map((number) => Math.floor(number / 1000));

/** A queue that tenants 0, 1, 2 … send to; tenant t's messages have numbers from 1000 t on. */
function bench(isFair: boolean): Bench {
  return new Bench(
    { queues: { queue: { visibilityTimeout: '12 h' } }, readers: { worker: 'queue' }, grouped: isFair },
    3600 * S,
  );
}

function send(on: Bench, atUs: number, tenant: number, from: number, count: number): void {
  on.at(atUs, () =>
    on.send(
      'queue',
      Array.from({ length: count }, (_, i) => ({ number: 1000 * tenant + from + i, key: `t${tenant}` })),
    ),
  );
}

function receive(on: Bench, atUs: number, into: number[], max = 10, work?: (answer: Answer) => void): void {
  on.at(atUs, () =>
    on.readers.worker!.receive({ waitUs: 1, max }, (answer) => {
      into.push(...keysOf(answer));
      work?.(answer);
    }),
  );
}

/** Tenant 0 has 100 messages waiting, and then two others send one each; what the 40 messages after are of. */
function afterBurst(isFair: boolean, inFlightBefore: number): number[] {
  const on = bench(isFair);
  for (let i = 0; i < 10; i++) send(on, i, 0, 10 * i, 10);
  const before: number[] = [];
  receive(on, S, before, 10);
  for (let taken = 10; taken < inFlightBefore; taken += 10)
    receive(on, S + taken, before, Math.min(10, inFlightBefore - taken));
  send(on, 2 * S, 1, 0, 1);
  send(on, 2 * S, 2, 0, 1);
  const after: number[] = [];
  receive(on, 3 * S, after);
  on.run(10 * S);
  expect(before).toHaveLength(inFlightBefore);
  return after;
}

describe('a queue whose messages have groups', () => {
  it('gives quiet tenants’ messages first once one tenant has 30 in flight', () => {
    expect(afterBurst(true, 30).slice(0, 3)).toEqual([1, 2, 0]);
  });

  it('does not while it has 29: one more of it comes first', () => {
    expect(afterBurst(true, 29).slice(0, 4)).toEqual([0, 1, 2, 0]);
  });

  it('gives all in order of age when they have none', () => {
    expect(afterBurst(false, 30)).toEqual(new Array(10).fill(0));
  });

  it('gives noisy tenants’ messages when no others wait, from the one with the fewest in flight', () => {
    const on = bench(true);
    const taken: number[] = [];
    // 40 of tenant 0 and 30 of tenant 1 in flight, and both have more.
    for (let i = 0; i < 4; i++) send(on, i, 0, 10 * i, 10);
    for (let i = 0; i < 4; i++) receive(on, S + i, taken);
    for (let i = 0; i < 3; i++) send(on, 2 * S + i, 1, 10 * i, 10);
    for (let i = 0; i < 3; i++) receive(on, 3 * S + i, taken);
    for (let i = 0; i < 4; i++) send(on, 4 * S + i, 0, 100 + 10 * i, 10);
    for (let i = 0; i < 4; i++) send(on, 5 * S + i, 1, 100 + 10 * i, 10);
    const first: number[] = [];
    // Each tenant is looked at when it is received from: one of each makes both noisy.
    receive(on, 6 * S, first, 2);
    const after: number[] = [];
    receive(on, 7 * S, after, 10);
    receive(on, 7 * S + 1, after, 10);
    on.run(10 * S);
    expect(taken.filter((tenant) => tenant === 0)).toHaveLength(40);
    expect(after.slice(0, 8)).toEqual(new Array(8).fill(1));
    // Once both have 41 they take turns.
    expect(after.filter((tenant) => tenant === 0).length).toBeGreaterThanOrEqual(4);
  });

  it('holds a tenant for noisy whose messages are few and take long', () => {
    const on = bench(true);
    const order: number[] = [];
    const finishAfter = (us: number) => (answer: Answer) =>
      on.at(on.nowUs + us, () => {
        on.readers.worker!.finish(answer);
        on.readers.worker!.delete(answer);
      });
    // Tenant 0 takes 100 s for one message, twenty others 1 s each: 100 of 120 s. None of them has ten in flight.
    send(on, 0, 0, 0, 2);
    for (let tenant = 1; tenant <= 20; tenant++) send(on, tenant, tenant, 0, 1);
    receive(on, S, order, 1, finishAfter(100 * S));
    for (let tenant = 1; tenant <= 20; tenant++) {
      receive(on, 2 * S + tenant, order, 2, (answer) => {
        finishAfter(1 * S)(answer);
      });
    }
    send(on, 150 * S, 0, 10, 5);
    for (let tenant = 1; tenant <= 3; tenant++) send(on, 160 * S, tenant, 1, 1);
    const late: number[] = [];
    receive(on, 170 * S, late, 1, finishAfter(60 * S)); // tenant 0 again: it had no backlog
    receive(on, 171 * S, late, 4);
    on.run(200 * S);
    expect(late.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(late[4]).toBe(0);
  });

  it('tells how many groups are noisy, and bills its sends by the surcharge', () => {
    const on = bench(true);
    const taken: number[] = [];
    for (let i = 0; i < 5; i++) send(on, i, 0, 10 * i, 10);
    for (let i = 0; i < 4; i++) receive(on, S + i, taken);
    const outcome = on.run(20 * S);
    expect(outcome.level('queue', 'ApproximateNumberOfNoisyGroups').last).toBe(1);
    expect(outcome.usage('queue', 'fair-queue-request')).toBe(5);
    expect(outcome.usage('queue', 'standard-request')).toBe(9);
  });
});
