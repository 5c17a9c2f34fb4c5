// What every run checks of itself, beside its books: Little's law, busy time, the clock, time that stands still, and
// a bill that is the sum of its lines. Broken on purpose here, each stops the run of every example that it concerns.

import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { InvariantError } from '../../src/engine/invariant.ts';
import { billsOf, costOf } from '../../src/experiment/cost.ts';
import { SamplePath } from '../../src/services/records/sample-path.ts';
import { designOf, measured, replaced, run, TYPES } from './example.ts';

type Schedule = Engine['schedule'];

describe.each(TYPES)('%s', (_name, { example }) => {
  it('keeps Little’s law and busy time on the sample path, or stops', async () => {
    const design = await designOf(example);
    let stays = 0;
    let wrong = 0;
    const runWith = (wrongAt: number) => {
      stays = 0;
      wrong = wrongAt;
      const broken = (stayed: SamplePath['stayed'], on: SamplePath) => (us: number) =>
        stayed.call(on, ++stays === wrong ? us + 100_000 : us);
      return replaced(SamplePath, 'stayed', broken, () => run(design));
    };
    runWith(0);
    const all = stays;
    // Where nothing waits or works there is nothing to break.
    for (const at of [1, Math.ceil(all / 2), all].slice(0, all)) {
      expect(() => runWith(at)).toThrow(/Little’s law/);
    }
  });

  it.each([
    ['in the past', -1],
    ['between two microseconds', 0.5],
  ])('stops at an event %s', async (_when, offUs) => {
    const design = await designOf(example);
    let events = 0;
    const runWith = (wrongAt: number) => {
      events = 0;
      const broken =
        (schedule: Schedule, on: Engine): Schedule =>
        (handler, slot, atUs) =>
          schedule.call(on, handler, slot, ++events === wrongAt ? on.nowUs + offUs : atUs);
      return replaced(Engine, 'schedule', broken, () => run(design));
    };
    runWith(0);
    const half = Math.ceil(events / 2);
    expect(() => runWith(half)).toThrow(/not past/);
  });

  it('stops when time stands still', async () => {
    const design = await designOf(example);
    const stuck =
      (schedule: Schedule, on: Engine): Schedule =>
      (handler, slot, atUs) =>
        schedule.call(on, handler, slot, on.nowUs > 1_000_000 ? on.nowUs : atUs);
    const never = () => () => false;
    const queued = (_wait: Engine['waitBeside'], on: Engine) => (handler: number, atUs: number) =>
      void on.schedule(handler, 0, atUs);
    expect(() =>
      replaced(Engine, 'isNext', never, () =>
        replaced(Engine, 'waitBeside', queued, () => replaced(Engine, 'schedule', stuck, () => run(design))),
      ),
    ).toThrow(/a million events in one instant/);
  });

  it('has a bill that is the sum of its lines, or stops', async () => {
    const design = await designOf(example);
    const results = measured(design, run(design));
    const bills = billsOf(results);
    const sum = (of: 'perMonth' | 'inWindow') => bills[0]!.lines.reduce((usd, line) => usd + line[of], 0);
    expect([bills[0]!.perMonth, bills[0]!.inWindow]).toEqual([sum('perMonth'), sum('inWindow')]);
    // What is no month has no bill of one.
    const told =
      costOf(results, bills).perMonth === null
        ? (['inWindow'] as const)
        : (['perMonth', 'inWindow'] as const);
    for (const of of told) {
      const off = bills.map((bill) => ({ ...bill, [of]: bill[of] * 1.001 + 0.01 }));
      expect(() => costOf(results, off), of).toThrow(InvariantError);
    }
  });
});
