// The shipped scenarios, cut short: the same fingerprints when run again and on one and two workers, and the same bytes
// in every file that the command writes, but for where and when it ran (provenance.json). The command is run once with
// one worker and once with two, at the same time: all claims are looked up in what it wrote then, as starting it is most
// of the cost.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mistakes } from '../report/published-schema.ts';
import { load, run } from './example.ts';
import { shortened } from './shortened.ts';

const SHIPPED = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));

/** Every file that a run writes below a folder of its own, by path. */
async function filesOf(scenario: string, workers: number): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-'));
  try {
    const sets = shortened(scenario).flatMap((set) => ['--set', set]);
    const command = [resolve('dist/cli/main.js'), 'run', resolve('scenarios', scenario), ...sets];
    const child = spawn(process.execPath, [...command, '--workers', String(workers)], {
      cwd: folder,
      stdio: 'ignore',
    });
    const [status] = (await once(child, 'close')) as [number | null];
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

interface Results {
  readonly designs: readonly { readonly name: string; readonly fingerprints: readonly string[] }[];
}

/** The one results.json among what was written. */
function resultsIn(files: ReadonlyMap<string, string>): Results {
  const found = [...files].filter(([path]) => path.endsWith('results.json'));
  expect(found).toHaveLength(1);
  return JSON.parse(Buffer.from(found[0]![1], 'latin1').toString()) as Results;
}

describe.each(SHIPPED)('%s', (file) => {
  let one: Map<string, string>;
  let two: Map<string, string>;
  beforeAll(async () => {
    [one, two] = await Promise.all([filesOf(file, 1), filesOf(file, 2)]);
  });

  it('takes the same path when run again, and on one and on two workers', async () => {
    const { designs } = await load(readFileSync(join('scenarios', file), 'utf8'), shortened(file));
    const paths = () => designs.map((design) => [design.name, run(design).fingerprint]);
    const here = paths();
    expect(paths()).toEqual(here);
    for (const files of [one, two]) {
      expect(resultsIn(files).designs.map(({ name, fingerprints }) => [name, fingerprints[0]])).toEqual(here);
    }
  });

  it('is written in the same bytes by one worker and by two', () => {
    expect([...one.keys()]).toEqual([...two.keys()]);
    const differing = [...one].filter(([path, bytes]) => two.get(path) !== bytes).map(([path]) => path);
    expect(differing.filter((path) => !path.endsWith('provenance.json'))).toEqual([]);
  });

  it('has a results.json that the published schema takes', () => {
    expect(mistakes(resultsIn(one))).toEqual([]);
  });
});
