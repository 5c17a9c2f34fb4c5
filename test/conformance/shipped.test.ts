// The shipped scenarios, cut short: the same fingerprints when run again and on one and two workers, and the same bytes
// in every file that the command writes, but for where and when it ran (provenance.json).

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workersOf } from '../../src/experiment/pool.ts';
import type { Outcome } from '../../src/experiment/task.ts';
import { load, run } from './example.ts';

const SHIPPED = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));

/** What cuts a scenario short: five seconds, in which its faults happen, its streams are resharded, and consumers join. */
function short(file: string): string[] {
  const scenario = parse(readFileSync(join('scenarios', file), 'utf8')) as {
    readonly faults?: readonly object[];
    readonly components?: Readonly<Record<string, { readonly joinsAt?: string }>>;
  };
  const moved = scenario.faults?.map((fault, i) => ({ ...fault, at: `${i + 1} s`, for: '500 ms' }));
  return [
    'duration=5 s',
    'warmup=1 s',
    'replications=2',
    ...(moved === undefined ? [] : [`faults=${JSON.stringify(moved)}`]),
    ...[...reshardings(scenario)].flatMap(([stream, requests]) => [
      `${stream}.reshardTime=300 ms`,
      `${stream}.resharding=${JSON.stringify(requests.map((one, i) => ({ ...one, at: `${i + 1} s` })))}`,
    ]),
    ...Object.entries(scenario.components ?? {}).flatMap(([name, component]) =>
      component.joinsAt === undefined ? [] : [`components.${name}.joinsAt=2 s`],
    ),
  ];
}

/** Every stream that the scenario, or a variant of it, reshards: by its path, what is asked of it. */
function reshardings(node: unknown, path = ''): Map<string, readonly object[]> {
  if (typeof node !== 'object' || node === null) return new Map();
  const stream = /(components\.[^.]+)\.resharding$/.exec(path)?.[1];
  if (stream !== undefined) return new Map([[stream, node as readonly object[]]]);
  return new Map(Object.entries(node).flatMap(([key, inner]) => [...reshardings(inner, `${path}.${key}`)]));
}

function fingerprint(outcome: Outcome): string {
  return outcome.kind === 'done' ? outcome.result.fingerprint : outcome.failure.message;
}

/** Every file that a run writes below a folder of its own, by path. */
function filesOf(scenario: string, workers: number): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-'));
  try {
    const sets = short(scenario).flatMap((set) => ['--set', set]);
    const command = [resolve('dist/cli/main.js'), 'run', resolve('scenarios', scenario), ...sets];
    const { status } = spawnSync(process.execPath, [...command, '--workers', String(workers)], {
      cwd: folder,
    });
    expect([0, 99]).toContain(status); // 99: an objective is not met
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(folder.length), readFileSync(path, 'latin1')];
        }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(SHIPPED)('%s', (file) => {
  it('takes the same path when run again, and on one and on two workers', async () => {
    const { designs } = await load(readFileSync(join('scenarios', file), 'utf8'), short(file));
    const tasks = designs.map((design) => ({ design, replication: 1 }));
    const here = tasks.map(({ design }) => run(design).fingerprint);
    expect(tasks.map(({ design }) => run(design).fingerprint)).toEqual(here);
    for (const lanes of [1, 2]) {
      const pool = await workersOf(lanes);
      const there = await Promise.all(tasks.map((task) => pool.run(task)));
      await pool.close();
      expect(there.map(fingerprint)).toEqual(here);
    }
  });

  it('is written in the same bytes by one worker and by two', () => {
    const one = filesOf(file, 1);
    const two = filesOf(file, 2);
    expect([...one.keys()]).toEqual([...two.keys()]);
    const differing = [...one].filter(([path, bytes]) => two.get(path) !== bytes).map(([path]) => path);
    expect(differing.filter((path) => !path.endsWith('provenance.json'))).toEqual([]);
    expect([...one.keys()].filter((path) => path.endsWith('results.json'))).toHaveLength(1);
  });
});
