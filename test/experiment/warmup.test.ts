import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/experiment/evaluate.ts';
import { threadOf } from '../../src/experiment/pool.ts';
import { runReplication } from '../../src/experiment/replication.ts';
import type { Runner } from '../../src/experiment/task.ts';
import { Recorder } from '../../src/metrics/recorder.ts';
import { planWindow } from '../../src/metrics/window.ts';
import type { Design } from '../../src/scenario/design.ts';
import { catalogue } from '../../src/services/index.ts';
import { designOf } from '../services/plan.ts';
import { fakeDesign, fakeReplication, fakeTypes, objective, SECOND } from './fake.ts';

const DURATION = 100 * SECOND;
const design = (over: Partial<Design> = {}): Design =>
  fakeDesign({ durationUs: DURATION, warmupUs: 0, autoWarmup: 'wanted', replications: 3, ...over });

/** A backlog that is 0 until `from` (engine's clock) and about 100 from then on; `ran` gathers the warm-ups. */
const settling =
  (from: (design: Design) => number, ran: string[] = []): Runner =>
  (one, replication) => {
    ran.push(`${one.name}/${replication}/${one.warmupUs / SECOND}`);
    const recorder = new Recorder(planWindow(one.warmupUs, one.durationUs));
    const backlog = recorder.level('clicks', 'Backlog', null, true);
    for (let second = 0; second < 300; second++)
      backlog.set(second * SECOND, second < from(one) ? 0 : 100 + ((second * 7 + replication * 3) % 5));
    return { ...fakeReplication(replication, () => {}), metrics: recorder.finish() };
  };

describe('a warm-up that is left to the data', () => {
  it('is where the backlog has settled, on a slice, and is left out of all that is measured', async () => {
    const ran: string[] = [];
    const { folded } = await evaluate([design()], fakeTypes(), threadOf(settling(() => 12, ran)), {
      file: 'a',
    });
    const { measured, result } = folded[0]!;
    // Points of 1 s, batches of 5, 50 slices of 2 s: settled from 12 s on, so from the batch at 15 s, so at 16 s.
    expect(measured.design).toMatchObject({
      warmupUs: 16 * SECOND,
      autoWarmup: 'found',
      durationUs: DURATION,
    });
    expect(result.components.clicks!.metrics.Backlog!.statistics.mean!.value).toBeGreaterThan(99);
    expect(ran).toEqual(['base/1/0', 'base/2/0', 'base/3/0', 'base/1/16', 'base/2/16', 'base/3/16']);
  });

  it('is one for all designs: the longest', async () => {
    const slow = { ...design(), name: 'slow' };
    const runner = settling(({ name }) => (name === 'slow' ? 33 : 12));
    const { folded } = await evaluate([design(), slow], fakeTypes(), threadOf(runner), { file: 'a' });
    expect(folded.map(({ measured }) => measured.design.warmupUs)).toEqual([36 * SECOND, 36 * SECOND]);
  });

  it('that is not needed costs no second run', async () => {
    const ran: string[] = [];
    const { folded } = await evaluate([design()], fakeTypes(), threadOf(settling(() => 0, ran)), {
      file: 'a',
    });
    expect(folded[0]!.measured.design).toMatchObject({ warmupUs: 0, autoWarmup: 'found' });
    expect(ran).toHaveLength(3);
  });

  it('that is not found by the middle leaves every objective undecided, and says to run longer', async () => {
    const objectives = [objective('clicks.Backlog.mean < 1000')];
    const runner = settling(() => 62);
    const { folded } = await evaluate([design({ objectives })], fakeTypes(), threadOf(runner), { file: 'a' });
    expect(folded[0]!.measured.design.autoWarmup).toBe('not found');
    expect(folded[0]!.result.objectives[0]).toMatchObject({ verdict: 'undecided' });
    expect(folded[0]!.result.objectives[0]!.note).toContain('run longer');
  });

  it('is not taken from a design whose backlog grows, which spoils it for no other', async () => {
    const overloaded = { ...design(), name: 'overloaded' };
    const steady = settling(() => 12);
    const runner: Runner = (one, replication) => {
      if (one.name !== 'overloaded') return steady(one, replication);
      const recorder = new Recorder(planWindow(one.warmupUs, one.durationUs));
      const backlog = recorder.level('clicks', 'Backlog', null, true);
      for (let second = 0; second < 300; second++) backlog.set(second * SECOND, second * (9 + replication));
      return { ...fakeReplication(replication, () => {}), metrics: recorder.finish() };
    };
    const { folded } = await evaluate([design(), overloaded], fakeTypes(), threadOf(runner), { file: 'a' });
    expect(folded.map(({ measured }) => [measured.design.warmupUs, measured.design.autoWarmup])).toEqual([
      [16 * SECOND, 'found'],
      [16 * SECOND, 'not found'],
    ]);
    expect(folded.map(({ result }) => result.warmup)).toEqual([
      { status: 'found', seconds: 16 },
      { status: 'not found', seconds: 16 },
    ]);
    expect(folded[1]!.result.unstable[0]).toContain('Backlog grows by 11/s');
  });

  it('leaves alone the designs that give theirs', async () => {
    const given = fakeDesign({ name: 'given', durationUs: DURATION, warmupUs: 5 * SECOND, replications: 3 });
    const { folded } = await evaluate([design(), given], fakeTypes(), threadOf(settling(() => 12)), {
      file: 'a',
    });
    expect(folded[1]!.measured.design.warmupUs).toBe(5 * SECOND);
  });

  it('of a real queue is what a design that gives the same warm-up measures, to the last bit', async () => {
    const types = new Map(catalogue.map((type) => [type.name as string, type]));
    const queue = designOf({
      workloads: { jobs: { arrivals: { process: 'poisson', rate: '9/s' } } },
      components: {
        source: { type: 'custom.source', workload: 'jobs', to: 'server' },
        server: { type: 'custom.server', serviceTime: { distribution: 'exponential', mean: '100 ms' } },
      },
      seconds: 300,
    });
    const run = (one: Design) => evaluate([one], types, threadOf(runReplication), { file: 'a' });
    const found = await run({ ...queue, replications: 3, autoWarmup: 'wanted' });
    const { warmupUs } = found.folded[0]!.measured.design;
    const given = await run({ ...queue, replications: 3, warmupUs });
    const { warmup, ...result } = found.folded[0]!.result;
    expect(warmup).toEqual({ status: 'found', seconds: warmupUs / SECOND });
    expect(JSON.stringify(result)).toBe(JSON.stringify(given.folded[0]!.result));
  });
});
