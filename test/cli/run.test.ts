// `sim run` from the outside: what it writes where, and how it ends.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, folderWith, SMALL, sim } from './command.ts';

const cwd = folderWith({ 'small.yaml': SMALL, 'taken/reports': 'a file where a folder is wanted' });
const SIX = ['cost.csv', 'latency.csv', 'provenance.json', 'report.html', 'results.json', 'series.csv'];

interface Results {
  readonly partial: boolean;
  readonly scenario: { readonly seed: string };
  readonly designs: readonly {
    readonly name: string;
    readonly replications: number;
    readonly fingerprints: readonly string[];
    readonly components: Readonly<
      Record<string, { readonly parts?: { readonly items: readonly unknown[] } }>
    >;
  }[];
}

const parsed = (text: string): Results => JSON.parse(text) as Results;

describe('sim run', () => {
  it('puts the result alone on stdout with --json, and the summary on stderr', async () => {
    const { code, stdout, stderr } = await sim(['run', 'small.yaml', '--json', '--out', 'none'], { cwd });
    expect(code).toBe(0);
    const { designs, partial } = parsed(stdout);
    expect(partial).toBe(false);
    expect(designs.map(({ name, replications }) => [name, replications])).toEqual([
      ['base', 3],
      ['strict', 3],
    ]);
    expect(stderr).toContain('board.latency.p50 < 1 min');
    expect(readdirSync(cwd)).not.toContain('reports');
  });

  it('writes all six files below reports/, the same bytes from one worker and two but for provenance', async () => {
    const one = await sim(['run', 'small.yaml', '--workers', '1'], { cwd });
    const two = await sim(['run', 'small.yaml', '--workers', '2', '--out', 'dir=two'], { cwd });
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(one.stdout).toBe(two.stdout);
    expect(readdirSync(join(cwd, 'reports/small')).sort()).toEqual(SIX);
    expect(readdirSync(join(cwd, 'two')).sort()).toEqual(SIX);
    const differing = SIX.filter(
      (file) => !readFileSync(join(cwd, 'reports/small', file)).equals(readFileSync(join(cwd, 'two', file))),
    );
    expect(differing).toEqual(['provenance.json']);
  });

  it('writes one kind of output to the place that is asked for, and no other', async () => {
    const { code, stderr } = await sim(['run', 'small.yaml', '--design', 'base', '--out', 'json=a/b.json'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'a'))).toEqual(['b.json']);
    expect(stderr).toBe('wrote a/b.json\n');
  });

  it('takes a seed, replications, a design and set values from the command line', async () => {
    const more = [
      '--seed',
      '7',
      '--replications',
      '4',
      '--design',
      'strict',
      '--set',
      'components.clicks.shardCount=3',
    ];
    const { code, stdout } = await sim(['run', 'small.yaml', '--json', '--out', 'none', ...more], { cwd });
    // The base is not run, so the gate looks at what is.
    expect(code).toBe(99);
    const { scenario, designs } = parsed(stdout);
    expect(scenario.seed).toBe('7');
    expect(designs.map(({ name, replications }) => [name, replications])).toEqual([['strict', 4]]);
    expect(designs[0]!.components.clicks!.parts!.items).toHaveLength(3);
  });

  it('lets the gate decide the exit code', async () => {
    const gated = async (...options: string[]) =>
      (await sim(['run', 'small.yaml', '--out', 'none', ...options], { cwd })).code;
    expect(await gated('--gate', 'strict')).toBe(99);
    expect(await gated('--gate', 'all')).toBe(99);
    expect(await gated('--gate', 'nobody')).toBe(2);
  });

  it('passes one replication only when indicative results are allowed', async () => {
    const once = ['run', 'small.yaml', '--out', 'none', '--design', 'base', '--replications', '1'];
    expect((await sim(once, { cwd })).code).toBe(99);
    expect((await sim([...once, '--allow-indicative'], { cwd })).code).toBe(0);
  });

  it('colours only where that is wanted', async () => {
    const run = ['run', 'small.yaml', '--out', 'none', '--design', 'base'];
    const introducer = '\u001b[';
    expect((await sim(run, { cwd })).stdout).not.toContain(introducer);
    expect((await sim(run, { cwd, environment: { FORCE_COLOR: '1' } })).stdout).toContain(introducer);
    const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
    expect((await sim(run, { cwd, environment: both })).stdout).not.toContain(introducer);
  });

  it('leaves no folder behind when it turns out that nothing can be written', async () => {
    const out = ['--out', 'json=new/deep/a.json', '--out', 'html=taken/reports/b.html'];
    expect((await sim(['run', 'small.yaml', ...out], { cwd })).code).toBe(2);
    expect(existsSync(join(cwd, 'new'))).toBe(false);
  });

  it('tells before the run that an output cannot be written', async () => {
    const { code, stdout, stderr } = await sim(['run', '../small.yaml'], { cwd: join(cwd, 'taken') });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('cannot write reports/small/results.json');
    expect(stderr).toContain('part of the path is a file');
  });
});

/** Sends a signal later and later, until it finds the run as far as is wanted: how soon that is depends on the machine. */
async function interrupted(
  args: readonly string[],
  name: NodeJS.Signals,
  isFarEnough: (ended: Ended) => boolean,
): Promise<Ended> {
  for (let afterMs = 1_500; ; afterMs *= 2) {
    const ended = await sim(args, { cwd, signal: { name, afterMs } });
    if (isFarEnough(ended) || afterMs > 20_000) return ended;
  }
}

describe('an interrupted run', () => {
  const long = ['run', 'small.yaml', '--design', 'base', '--workers', '1'];

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'ends in the middle of a replication on %s, and writes nothing when none is complete',
    async (name, expected) => {
      // Ten years of records take most of a day to simulate.
      const args = [...long, '--set', 'duration=3650 d', '--out', `dir=${name}`];
      const { code, stderr } = await interrupted(args, name, ({ code }) => code !== null);
      expect(code).toBe(expected);
      expect(stderr).toContain('no replication was complete');
      expect(existsSync(join(cwd, name))).toBe(false);
    },
  );

  it('writes what is complete, marked as partial', async () => {
    const args = [...long, '--replications', '10000', '--out', 'dir=partial'];
    const { code, stdout } = await interrupted(args, 'SIGINT', ({ stdout }) => stdout !== '');
    expect(code).toBe(130);
    const { partial, designs } = parsed(readFileSync(join(cwd, 'partial/results.json'), 'utf8'));
    expect(partial).toBe(true);
    expect(designs[0]!.replications).toBeGreaterThan(0);
    expect(designs[0]!.replications).toBeLessThan(10_000);
    expect(designs[0]!.fingerprints).toHaveLength(designs[0]!.replications);
    expect(stdout).toMatch(/interrupted|partial/);
  });
});
