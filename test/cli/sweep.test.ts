// One sweep, run in every way there is: on 1, 2 and 8 lanes, in worker threads, in parts that are merged, killed and
// resumed. Every file but provenance.json has the same bytes.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PointsFolder } from '../../src/cli/points-folder.ts';
import { renderSweepFiles, SWEEP_FILES } from '../../src/cli/sweep-outputs.ts';
import { sequentialStream } from '../../src/engine/random.ts';
import { type Pool, workersOf } from '../../src/experiment/pool.ts';
import { planSweep, runPoints, type SweepPoint, sweepResult } from '../../src/experiment/sweep.ts';
import type { Bench } from '../../src/experiment/trial.ts';
import { renderSweep } from '../../src/report/terminal/sweep.ts';
import { benchOf, gridOf } from '../experiment/station.ts';

const TEXT = `name: swept
duration: 5 s
warmup: 1 s
replications: 3
workloads: { views: { arrivals: { process: poisson, rate: 300/s }, size: 500 B, partitionKey: { distribution: uniform, keys: 100 } } }
components:
  web: { type: kinesis.producer, workload: views, to: clicks }
  clicks: { type: kinesis.stream, shardCount: 1 }
  board: { type: kinesis.consumer, from: clicks, mode: enhanced-fan-out }
objectives: [board.latency.p99 < 1 s, board.lost.ratio < 1%]
sweep:
  components.clicks.shardCount: [1, 2]
  load: [50%, 100%, 500%]
`;
const VERSION = '1.2.3';
const folders: string[] = [];

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-sweep-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Lanes whose replications end in whatever order the delays say. */
function delayed(pool: Pool, lanes: number): Pool {
  const delays = sequentialStream(`sweep/${lanes}`);
  return {
    lanes,
    run: async (task) => {
      await new Promise((resolve) => setTimeout(resolve, delays.double() * 4));
      return pool.run(task);
    },
    close: () => pool.close(),
  };
}

async function filesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const kept = await PointsFolder.of(folder);
  const result = sweepResult(kept.plan, [...(await kept.points()).values()]);
  const wanted = new Set(Object.values(SWEEP_FILES));
  const texts = await renderSweepFiles(result, wanted);
  return { ...Object.fromEntries(texts), summary: renderSweep(result, { colour: false, width: 80 }) };
}

/** Runs what is not there yet of a sweep, or of a part of it. */
async function run(folder: string, bench: Bench, part = 0, of = 1): Promise<void> {
  const grid = await gridOf(TEXT);
  const kept = await PointsFolder.begin(folder, planSweep(grid, VERSION, bench.patience));
  const there = await kept.points();
  const left = Array.from({ length: grid.size }, (_, i) => i).filter((i) => i % of === part && !there.has(i));
  await runPoints(grid, left, bench, (point) => kept.keep(point));
}

const whole = (async () => {
  const folder = await scratch();
  await run(folder, await benchOf('as written'));
  return { folder, files: await filesOf(folder) };
})();

describe('a sweep has the same bytes', () => {
  it('and is complete, with the points in the order of the grid', async () => {
    const { files } = await whole;
    expect(Object.keys(files)).toEqual(['sweep.json', 'sweep.csv', 'sweep.html', 'summary']);
    const result = JSON.parse(files['sweep.json']!) as { partial: boolean; points: SweepPoint[] };
    expect(result.partial).toBe(false);
    expect(result.points.map(({ values }) => Object.values(values).join(' '))).toEqual([
      '1 50%',
      '1 100%',
      '1 500%',
      '2 50%',
      '2 100%',
      '2 500%',
    ]);
    // 1,500 records/s are more than one shard takes, and less than two do.
    expect(result.points.map(({ verdict }) => verdict)).toEqual([
      'holds',
      'holds',
      'fails',
      'holds',
      'holds',
      'holds',
    ]);
    expect(result.points[2]!.bound).toBe('clicks: 1,000 records/s per shard');
  });

  it.each([2, 8])('on %d lanes, in whatever order they end', async (lanes) => {
    const folder = await scratch();
    const bench = await benchOf('as written');
    await run(folder, { ...bench, pool: delayed(bench.pool, lanes) });
    expect(await filesOf(folder)).toEqual((await whole).files);
  });

  it('in worker threads', async () => {
    const folder = await scratch();
    const pool = await workersOf(2);
    try {
      await run(folder, { ...(await benchOf('as written')), pool });
    } finally {
      await pool.close();
    }
    expect(await filesOf(folder)).toEqual((await whole).files);
  });

  it('in parts, each in a folder of its own, merged', async () => {
    const merged = await scratch();
    const plan = (await PointsFolder.of((await whole).folder)).plan;
    const target = await PointsFolder.begin(merged, plan);
    for (const part of [2, 0, 1]) {
      const folder = await scratch();
      await run(folder, await benchOf('as written'), part, 3);
      const points = await (await PointsFolder.of(folder)).points();
      expect([...points.keys()]).toEqual([part, part + 3]);
      for (const point of points.values()) await target.keep(point);
    }
    expect(await filesOf(merged)).toEqual((await whole).files);
  });

  it('killed in its middle and resumed, with what a kill leaves behind', async () => {
    const folder = await scratch();
    const interrupt = new AbortController();
    let runs = 0;
    const onReplication = () => {
      if (++runs === 7) interrupt.abort();
    };
    await run(folder, { ...(await benchOf('as written')), signal: interrupt.signal, onReplication });
    // Seven replications are two points and a third of the next.
    expect((await readdir(folder)).sort()).toEqual(['plan.json', 'point-0000000.json', 'point-0000001.json']);
    await writeFile(join(folder, 'point-0000003.json.half.tmp'), '{ "plan": ');
    await writeFile(join(folder, 'point-0000004.json'), '{ "plan": ');
    let resumed = 0;
    await run(folder, { ...(await benchOf('as written')), onReplication: () => resumed++ });
    expect(resumed).toBe(4 * 3);
    expect(await filesOf(folder)).toEqual((await whole).files);
  });
});

describe('a folder of points', () => {
  it('of another scenario, other values or another version is refused', async () => {
    const { folder } = await whole;
    const plan = async (text: string, version = VERSION) =>
      planSweep(await gridOf(text), version, 'as written');
    const begun = async (text: string, version?: string) =>
      PointsFolder.begin(folder, await plan(text, version));
    await expect(begun(TEXT.replace('300/s', '301/s'))).rejects.toThrow(
      'the scenario has changed since: its hash',
    );
    await expect(begun(TEXT.replace('[1, 2]', '[1, 3]'))).rejects.toThrow('other values or designs');
    await expect(begun(TEXT, '9.9.9')).rejects.toThrow('made by spillway 1.2.3');
    await expect(begun(`# said otherwise\n${TEXT}`)).resolves.toBeInstanceOf(PointsFolder);
  });

  it('never takes a point of another sweep for its own', async () => {
    const { folder } = await whole;
    const other = await scratch();
    await PointsFolder.begin(
      other,
      planSweep(await gridOf(TEXT.replace('300/s', '301/s')), VERSION, 'as written'),
    );
    const point = await readFile(join(folder, 'point-0000000.json'), 'utf8');
    await writeFile(join(other, 'point-0000000.json'), point);
    expect((await (await PointsFolder.of(other)).points()).size).toBe(0);
  });

  it('must be there, hold a plan, and be one that is understood', async () => {
    const folder = await scratch();
    await expect(PointsFolder.of(join(folder, 'nowhere'))).rejects.toThrow('no such folder');
    await expect(PointsFolder.of(folder)).rejects.toThrow('holds no sweep');
    await writeFile(join(folder, 'plan.json'), '{}');
    await expect(PointsFolder.of(folder)).rejects.toThrow('is no plan of a sweep');
    await writeFile(join(folder, 'plan.json'), '{ "kind": "sweep-plan", "schemaVersion": 2 }');
    await expect(PointsFolder.of(folder)).rejects.toThrow('schema version 2, not 1');
  });
});
