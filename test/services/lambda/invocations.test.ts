// Invocations as an event source mapping makes them: one batch each, and an answer that says what of it has failed. The
// test invokes; nothing tries again. With no init phase and no latency of the call a function is a loss system.

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Component } from '../../../src/services/component.ts';
import { LambdaFunction } from '../../../src/services/lambda/function/function.ts';
import { functionMetrics } from '../../../src/services/lambda/function/function-metrics.ts';
import { functionSchema } from '../../../src/services/lambda/function/function-schema.ts';
import { Invocation, type InvocationOutcome } from '../../../src/services/lambda/invoker.ts';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import { fakeType, runWorld } from '../fake-sink.ts';

interface Answer {
  readonly atUs: number;
  readonly startedUs: number;
  readonly outcome: InvocationOutcome;
  readonly failedItems: readonly number[];
}

interface Asked {
  readonly atUs: number;
  /** Numbers of the records. */
  readonly records: readonly number[];
  readonly reportsItemFailures?: boolean;
  readonly stopsAtFailure?: boolean;
}

/** Asks a function for invocations; gives their answers, in the order in which they were asked for. */
function invoke(
  asked: readonly Asked[] | ((engine: Engine) => Iterable<Asked>),
  properties: z.input<typeof functionSchema>,
  untilUs = 3_600_000_000,
): readonly Answer[] {
  const config = functionSchema.parse({ coldStart: '0 s', invokeLatency: '0 s', ...properties });
  const answers: Answer[] = [];
  const worker = fakeType(
    'fake.worker',
    (site) => {
      const made = new LambdaFunction(config, site);
      const origin = site.ledger.source('nobody');
      const all = [...(typeof asked === 'function' ? asked(site.engine) : asked)];
      const handler = site.engine.register(site.name, 'ask', 'arrive', {
        fire(slot) {
          const { records, reportsItemFailures = false, stopsAtFailure = false } = all[slot]!;
          const batch = new RecordBatch();
          // The records belong to nobody's books: they were created before the window.
          for (const number of records) batch.enter(-1, -1, number, 100, 0, 0, origin, 1);
          const invocation = new (class extends Invocation {
            readonly batch = batch;
            answered(atUs: number): void {
              const { outcome, failedItems, startedUs } = this;
              answers[slot] = {
                atUs,
                startedUs,
                outcome,
                failedItems: reportsItemFailures ? records.filter((_, row) => failedItems[row] === 1) : [],
              };
            }
          })();
          invocation.reportsItemFailures = reportsItemFailures;
          invocation.stopsAtFailure = stopsAtFailure;
          made.invoke(invocation);
        },
      });
      const started: Component = {
        start() {
          for (const [slot, { atUs }] of all.entries()) site.engine.schedule(handler, slot, atUs);
        },
        settle: (nowUs) => made.settle(nowUs),
      };
      return started;
    },
    functionMetrics(config),
  );
  runWorld({ worker }, untilUs, '1');
  return answers;
}

const once = (records: readonly number[], more: Partial<Asked> = {}): readonly Asked[] => [
  { atUs: 0, records, ...more },
];
const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('a batch', () => {
  it('takes its own time and that of each record', () => {
    const [answer] = invoke(once(TEN), { duration: { perBatch: '20 ms', perRecord: '3 ms' } });
    expect(answer).toMatchObject({ atUs: 50_000, startedUs: 0, outcome: 'succeeded' });
  });

  it('begins when the init phase is over', () => {
    const [answer] = invoke(once(TEN), { coldStart: '300 ms', duration: { perBatch: '20 ms' } });
    expect(answer).toMatchObject({ atUs: 320_000, startedUs: 300_000 });
  });

  it('fails at its first poison record, and takes as long as those before it and it', () => {
    const poison = poisonAmong(TEN, '30%');
    const first = TEN.indexOf(poison[0]!);
    expect(poison.length).toBeGreaterThan(1);
    const [answer] = invoke(once(TEN), { poisonRate: '30%', duration: { perRecord: '3 ms' } });
    expect(answer).toMatchObject({ outcome: 'failed', atUs: (first + 1) * 3_000 });
  });

  it('reports its poison records, and goes on behind them', () => {
    const poison = poisonAmong(TEN, '30%');
    const [answer] = invoke(once(TEN, { reportsItemFailures: true }), {
      poisonRate: '30%',
      duration: { perRecord: '3 ms' },
    });
    expect(answer).toMatchObject({ outcome: 'succeeded', failedItems: poison, atUs: 30_000 });
  });

  it('of a FIFO queue stops at the first, and reports all from there on', () => {
    const first = TEN.indexOf(poisonAmong(TEN, '30%')[0]!);
    const [answer] = invoke(once(TEN, { reportsItemFailures: true, stopsAtFailure: true }), {
      poisonRate: '30%',
      duration: { perRecord: '3 ms' },
    });
    expect(answer).toMatchObject({ outcome: 'succeeded', failedItems: TEN.slice(first) });
    expect(answer!.atUs).toBe((first + 1) * 3_000);
  });

  it('has the same poison records at every attempt', () => {
    const asked = Array.from({ length: 5 }, (_, i) => ({
      atUs: i * 1_000_000,
      records: TEN,
      reportsItemFailures: true,
    }));
    const answers = invoke(asked, { poisonRate: '30%' });
    expect(new Set(answers.map(({ failedItems }) => failedItems.join(' '))).size).toBe(1);
  });

  it('fails for no fault of a record as often as it is told, at its end', () => {
    const asked = Array.from({ length: 4000 }, (_, i) => ({ atUs: i * 100_000, records: [i] }));
    const answers = invoke(asked, { errorRate: '20%', duration: { perBatch: '10 ms' } });
    const failed = answers.filter(({ outcome }) => outcome === 'failed');
    expect(failed.length / 4000).toBeGreaterThan(0.18);
    expect(failed.length / 4000).toBeLessThan(0.22);
    expect(failed.every(({ atUs, startedUs }) => atUs - startedUs === 10_000)).toBe(true);
  });
});

/** Which of some records are poison: a function that reports them says so. */
function poisonAmong(records: readonly number[], poisonRate: string): readonly number[] {
  const [answer] = invoke(once(records, { reportsItemFailures: true }), { poisonRate });
  return answer!.failedItems;
}

describe('a function without queue or retry', () => {
  it('is the loss system M/M/c/c: of nine erlangs ten environments refuse 16.8 % (Erlang’s B)', () => {
    const customers = 200_000;
    function* poisson(engine: Engine) {
      const stream = engine.random('test/arrivals');
      let atUs = 0;
      for (let i = 0; i < customers; i++) {
        atUs += -Math.log(1 - stream.double()) * (1e6 / 9);
        yield { atUs: Math.round(atUs), records: [i] };
      }
    }
    const answers = invoke(
      poisson,
      {
        reservedConcurrentExecutions: 10,
        timeout: '15 min',
        duration: { perRecord: { distribution: 'exponential', mean: '1 s' } },
      },
      (customers / 9 + 1000) * 1e6,
    );
    const refused = answers.filter(({ outcome }) => outcome === 'throttled').length;
    expect(answers.length).toBe(customers);
    expect(Math.abs(refused / customers / 0.167963 - 1)).toBeLessThan(0.02);
  });
});
