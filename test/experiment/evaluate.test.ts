// How many replications there are, and that it never hangs on who ran what: a run of a design is a number here, known
// by its replication, so that what must come out can be worked out by hand.

import { describe, expect, it } from 'vitest';
import { invariant } from '../../src/engine/invariant.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { evaluate } from '../../src/experiment/evaluate.ts';
import { type Pool, threadOf } from '../../src/experiment/pool.ts';
import type { TaskOptions } from '../../src/experiment/run-courses.ts';
import { perform, type Runner } from '../../src/experiment/task.ts';
import type { Design, Stopping } from '../../src/scenario/design.ts';
import { count, fakeDesign, fakeReplication, fakeTypes, objective } from './fake.ts';

/** A runner that refuses so many records in replication 1, 2, …; the last number goes on. */
const refusing =
  (...refused: readonly number[]): Runner =>
  (_design, replication) =>
    fakeReplication(replication, (recorder) => {
      count(recorder, 'clicks', 'Attempts', 1000);
      count(recorder, 'clicks', 'Refused', refused[Math.min(replication, refused.length) - 1]!);
    });

/** Lanes whose tasks end in whatever order the delays say; `ran` gathers what they were given. */
function lanesOf(lanes: number, runner: Runner, delay: () => number, ran: number[] = []): Pool {
  return {
    lanes,
    run: async (task) => {
      ran.push(task.replication);
      await new Promise((resolve) => setTimeout(resolve, delay()));
      return perform(task, runner);
    },
    close: async () => {},
  };
}

const options: TaskOptions = { file: 'a.yaml' };
const runsOf = async (design: Design, runner: Runner) => {
  const { folded } = await evaluate([design], fakeTypes(), threadOf(runner), options);
  return folded[0]!.result;
};

const looks: Stopping = { kind: 'looks', max: 40 };
const asked = (text: string, stopping: Stopping = looks, replications = 5): Design =>
  fakeDesign({ replications, stopping, objectives: [objective(text)] });

describe('a design that is looked at again', () => {
  it('stops at the first look that decides', async () => {
    // 100 to 104 refused: far below 200, whatever the level.
    const design = asked('clicks.Refused.sum < 200');
    const result = await runsOf(design, refusing(100, 101, 102, 103, 104));
    expect([result.replications, result.objectives[0]!.verdict]).toEqual([5, 'holds']);
  });

  it('goes on while an objective is undecided, twice as many each time, and names what it would need', async () => {
    // 90 and 110 in turn about the limit of 100: no number of looks decides.
    const values = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 90 : 111));
    const seen: number[] = [];
    const runner: Runner = (design, replication) => {
      seen.push(replication);
      return refusing(...values)(design, replication);
    };
    const result = await runsOf(asked('clicks.Refused.sum < 100'), runner);
    expect(result.replications).toBe(40);
    expect(result.objectives[0]).toMatchObject({ verdict: 'undecided' });
    // Mean 100.5, deviation 10.63 (10.5 × √(40/39)), t(1.5 %, 39) = 2.2502: half 3.783; (3.783 / 0.5)² × 40 = 2,290.
    expect(result.objectives[0]!.note).toMatch(/about 229\d replications would tell/);
    expect(seen).toHaveLength(40);
  });

  it('asks more of an early look than of a fixed number of replications', async () => {
    // Mean 97.6, deviation 1.14, n = 5: 95 % reaches 1.415 (t = 2.776), 99 % reaches 2.347 (t = 4.604). The limit of
    // 99.5 lies 1.9 away: between the two.
    const values = [96, 97, 98, 98, 99];
    const text = 'clicks.Refused.sum < 99.5';
    const fixed = fakeDesign({ replications: 5, objectives: [objective(text)] });
    expect((await runsOf(fixed, refusing(...values))).objectives[0]!.verdict).toBe('holds');
    // From the sixth on all are 98: the second look decides.
    const result = await runsOf(asked(text), refusing(...values, 98));
    expect([result.replications, result.objectives[0]!.verdict]).toEqual([10, 'holds']);
  });

  it('runs no more for an objective that no number of replications can decide', async () => {
    const whyNoMonth = 'the rate follows time';
    const design = { ...asked('cost.perMonth < 5'), whyNoMonth };
    const result = await runsOf(design, refusing(1));
    expect([result.replications, result.objectives[0]!.verdict]).toEqual([5, 'undecided']);
    expect(result.objectives[0]!.note).toBe(whyNoMonth);
  });

  it('without objectives has nothing to look for', async () => {
    expect((await runsOf(fakeDesign({ replications: 5, stopping: looks }), refusing(1))).replications).toBe(
      5,
    );
  });

  it('stops by itself: what is said of it does not hang on the designs beside it', async () => {
    const easy = asked('clicks.Refused.sum < 200');
    const hard = { ...asked('clicks.Refused.sum < 100'), name: 'hard' };
    const runner: Runner = (design, replication) =>
      refusing(
        ...(design.name === 'hard' ? [90, 111, 90, 111, 90, 111, 90, 111, 90, 111, 50] : [100, 101, 102]),
      )(design, replication);
    const alone = await runsOf(easy, runner);
    const { folded } = await evaluate([easy, hard], fakeTypes(), threadOf(runner), options);
    expect(folded.map(({ result }) => result.replications)).toEqual([5, 20]);
    expect(JSON.stringify(folded[0]!.result)).toBe(JSON.stringify(alone));
  });
});

describe('a precision that is asked for', () => {
  // Two values far apart, then 100 for ever: after n runs the mean is about 100 and the deviation falls as 1/√n.
  const values = [60, 140, 100];
  const precision = (within: number, max = 60): Stopping => ({
    kind: 'precision',
    text: 'clicks.Refused.sum',
    path: { kind: 'metric', component: 'clicks', part: null, metric: 'Refused', statistic: 'sum' },
    within,
    relative: false,
    unit: 'count',
    max,
  });
  const design = (within: number, max?: number): Design =>
    fakeDesign({ replications: 5, stopping: precision(within, max) });

  // s² = 3200 / (n − 1), half = t(n − 1) √(3200 / (n (n − 1))): 15.07 at n = 9 (t = 2.306 → 2.306 × 6.667 = 15.37),
  // n = 10: 2.262 × 5.963 = 13.49.
  it('is looked at after every replication from the fifth on, and five more are run once it is met', async () => {
    expect((await runsOf(design(15), refusing(...values))).replications).toBe(10 + 5);
    expect((await runsOf(design(15.4), refusing(...values))).replications).toBe(9 + 5);
    // Met by the first five: half = 2.776 × √(3200 / 20) = 35.1.
    expect((await runsOf(design(36), refusing(...values))).replications).toBe(10);
  });

  it('goes on where the five more have made it less precise again', async () => {
    // Met by the first five (all but the same), not after ten (two far off among them), and again by and by.
    const lucky = [100, 101, 100, 101, 100, 100, 60, 140, 100];
    const result = await runsOf(design(9), refusing(...lucky));
    // About 3,200 in squares: half = t √(3200 / (n (n − 1))): n = 14 gives 2.160 × 4.193 = 9.06, n = 15 2.145 × 3.904.
    expect(result.replications).toBe(15 + 5);
    expect(result.precision).toMatchObject({ met: true });
  });

  it('ends at the most that is allowed, and says that it was not met', async () => {
    const result = await runsOf(design(1, 12), refusing(...values));
    expect(result.replications).toBe(12);
    expect(result.precision).toMatchObject({ path: 'clicks.Refused.sum', met: false, wanted: 1 });
    expect((await runsOf(design(15), refusing(...values))).precision).toMatchObject({ met: true });
  });

  it('is the same for 1, 2 and 8 workers, and whatever ends first', async () => {
    const runner = refusing(...values);
    const expected = JSON.stringify(await runsOf(design(15), runner));
    const delays = sequentialStream('precision/delays');
    for (const lanes of [1, 2, 8]) {
      const ran: number[] = [];
      const pool = lanesOf(lanes, runner, () => delays.double() * 8, ran);
      const { folded, partial } = await evaluate([design(15)], fakeTypes(), pool, options);
      expect(partial).toBe(false);
      expect(JSON.stringify(folded[0]!.result)).toBe(expected);
      // One lane runs what is needed; more run ahead, and throw away what lies beyond.
      expect(ran.length).toBe(lanes === 1 ? 15 : Math.max(15, ran.length));
    }
  });

  it('is not disturbed by a failure beyond its end, but by one that is needed', async () => {
    const failsAt =
      (at: number): Runner =>
      (one, replication) => {
        invariant(replication !== at, 'the books balance', { replication });
        return refusing(...values)(one, replication);
      };
    const delays = sequentialStream('precision/failures');
    for (const lanes of [1, 2, 8]) {
      const beyond = lanesOf(lanes, failsAt(16), () => delays.double() * 5);
      const { folded } = await evaluate([design(15)], fakeTypes(), beyond, options);
      expect(folded[0]!.result.replications).toBe(15);
      const needed = lanesOf(lanes, failsAt(15), () => delays.double() * 5);
      await expect(evaluate([design(15)], fakeTypes(), needed, options)).rejects.toMatchObject({
        replication: 15,
      });
    }
  });

  it('reports the longest complete prefix when it is interrupted', async () => {
    const interrupt = new AbortController();
    const pool: Pool = {
      lanes: 2,
      run: async (task) => {
        // The seventh never ends before the interrupt, which comes when the tenth has.
        if (task.replication === 7)
          await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve));
        return perform(task, refusing(...values));
      },
      close: async () => {},
    };
    const { folded, partial } = await evaluate([design(15)], fakeTypes(), pool, {
      ...options,
      signal: interrupt.signal,
      onProgress: ({ replication }) => {
        if (replication === 10) interrupt.abort();
      },
    });
    expect(partial).toBe(true);
    expect(folded[0]!.result.fingerprints).toEqual(['1', '2', '3', '4', '5', '6']);
  });
});
