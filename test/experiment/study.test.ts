import { describe, expect, it } from 'vitest';
import { invariant } from '../../src/engine/invariant.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { type Pool, threadOf } from '../../src/experiment/pool.ts';
import type { Progress } from '../../src/experiment/run-courses.ts';
import { type StudyOptions, study } from '../../src/experiment/study.ts';
import { perform, ReplicationError, type Runner } from '../../src/experiment/task.ts';
import {
  count,
  fakeDesign,
  fakeReplication,
  fakeScenario,
  fakeTypes,
  objective,
  SECOND,
  usageOf,
} from './fake.ts';

const base = fakeDesign({ replications: 5, objectives: [objective('dashboard.lost.ratio < 0.1')] });
const variant = { ...base, name: 'salted' };
const scenario = fakeScenario([base, variant]);

/** A replication whose numbers hang on the seed, the design and the replication alone. */
const run: Runner = (design, replication) => {
  const stream = sequentialStream(`${design.seed}/r${replication}/${design.name}`);
  return fakeReplication(
    replication,
    (recorder) => {
      count(recorder, 'dashboard', 'produced', 1000);
      count(recorder, 'dashboard', 'lost', Math.floor(stream.double() * 50));
      const latency = recorder.distribution('dashboard', 'latency', null);
      for (let i = 0; i < 100; i++) latency.add(6 * SECOND, Math.floor(stream.double() * 1e6));
    },
    { usage: [usageOf('records', 1e6)] },
  );
};

/** Lanes whose tasks end in whatever order the delays say. */
function lanesOf(lanes: number, runner: Runner, delay: () => number): Pool {
  return {
    lanes,
    run: async (task) => {
      await new Promise((resolve) => setTimeout(resolve, delay()));
      return perform(task, runner);
    },
    close: async () => {},
  };
}

const options: StudyOptions = { version: '1.2.3' };
const resultOf = (pool: Pool, over: Partial<StudyOptions> = {}) =>
  study(scenario, scenario.designs, fakeTypes(), pool, { ...options, ...over });

describe('a study', () => {
  it('has the same result, byte for byte, however many run at a time and in whatever order they end', async () => {
    const inThread = JSON.stringify(await resultOf(threadOf(run)));
    const delays = sequentialStream('study/delays');
    for (const lanes of [1, 2, 8]) {
      const pool = lanesOf(lanes, run, () => delays.double() * 5);
      expect(JSON.stringify(await resultOf(pool))).toBe(inThread);
    }
  });

  it('tells what it is of, and folds every design with its replications in order', async () => {
    const result = await resultOf(threadOf(run));
    expect(result).toMatchObject({
      schemaVersion: 2,
      simulator: { name: 'spillway', version: '1.2.3' },
      scenario: { name: 'small world', seed: '1', durationSeconds: 10, warmupSeconds: 5, hash: 'abc' },
      partial: false,
    });
    expect(result.designs.map(({ name, replications }) => [name, replications])).toEqual([
      ['base', 5],
      ['salted', 5],
    ]);
    expect(result.designs[0]!.fingerprints).toEqual(['1', '2', '3', '4', '5']);
    expect(result.designs[0]!.events).toBe(500);
    expect(result.designs[0]!.objectives[0]!.verdict).toBe('holds');
    expect(new Set(result.comparisons.map(({ design }) => design))).toEqual(new Set(['salted']));
    expect(result.method.question).toBe('steady-state');
    expect(result.method.prices).toBe('test.stream 2026-09 to 2026-10');
    expect(result.method.leftOut).toContain('dashboard: compute (no hostPrice)');
  });

  it('holds no NaN and no infinity anywhere', async () => {
    const numbers: number[] = [];
    JSON.stringify(await resultOf(threadOf(run)), (_key, value) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
  });

  it('compares with the base only where the base was run', async () => {
    const result = await study(scenario, [variant], fakeTypes(), threadOf(run), options);
    expect(result.designs.map(({ name }) => name)).toEqual(['salted']);
    expect(result.comparisons).toEqual([]);
  });

  it('tells its progress after every replication', async () => {
    const seen: Progress[] = [];
    await resultOf(threadOf(run), { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done, total }) => [done, total])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i + 1, 10]),
    );
    expect(seen[6]).toMatchObject({ design: 'salted', replication: 2 });
  });
});

describe('an interrupted study', () => {
  it('reports the longest complete prefix of each design, marked as partial', async () => {
    const interrupt = new AbortController();
    // Two lanes; replication 2 of the base never ends before the interrupt, which comes after replication 4.
    const pool: Pool = {
      lanes: 2,
      run: async (task) => {
        if (task.replication === 2)
          await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve));
        return perform(task, run);
      },
      close: async () => {},
    };
    const onProgress = ({ replication }: Progress) => {
      if (replication === 4) interrupt.abort();
    };
    const result = await resultOf(pool, { signal: interrupt.signal, onProgress });
    expect(result.partial).toBe(true);
    expect(result.designs.map(({ name, replications }) => [name, replications])).toEqual([['base', 1]]);
    expect(result.designs[0]!.fingerprints).toEqual(['1']);
    expect(result.comparisons).toEqual([]);
  });

  it('that had finished nothing has no design', async () => {
    const result = await resultOf(threadOf(run), { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ partial: true, designs: [], comparisons: [] });
  });

  it('ends its pool, so that workers do not go on', async () => {
    const interrupt = new AbortController();
    let closed = 0;
    const pool: Pool = {
      ...threadOf(run),
      close: async () => {
        closed++;
      },
    };
    await resultOf(pool, { signal: interrupt.signal, onProgress: () => interrupt.abort() });
    expect(closed).toBe(1);
  });
});

describe('a replication that fails', () => {
  const failing: Runner = (design, replication) => {
    invariant(replication < 3, 'the books balance', { produced: 10, settled: 9 });
    return run(design, replication);
  };

  it('comes back with seed, design, replication, its values and the command that replays it', async () => {
    const failure = await resultOf(threadOf(failing)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReplicationError);
    expect(failure).toMatchObject({
      design: 'base',
      seed: '1',
      replication: 3,
      failure: { name: 'InvariantError', values: { produced: 10, settled: 9 } },
      replay: 'sim run scenarios/small.yaml --design base --seed 1 --replications 3 --workers 1',
    });
    expect((failure as Error).message).toContain('the books balance');
    expect((failure as Error).message).toContain((failure as ReplicationError).replay);
  });

  it('is the earliest of them, however many run at a time', async () => {
    const delays = sequentialStream('study/failures');
    for (const lanes of [2, 3, 8]) {
      const pool = lanesOf(lanes, failing, () => delays.double() * 5);
      await expect(resultOf(pool)).rejects.toMatchObject({ design: 'base', replication: 3 });
    }
  });

  it('names a file that a shell would take apart in quotes', () => {
    const failure = { name: 'Error', message: 'x', stack: '', values: {} };
    const { replay } = new ReplicationError("my file's.yaml", { design: base, replication: 1 }, failure);
    expect(replay).toContain(`sim run 'my file'\\''s.yaml' --design base`);
  });
});
