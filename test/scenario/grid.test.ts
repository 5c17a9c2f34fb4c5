// The points of a sweep over the small catalogue of fakes: how they are counted, and everything that is told before
// one of them runs.

import { describe, expect, it } from 'vitest';
import { type Grid, openGrid, type Variation } from '../../src/scenario/grid.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { ScenarioError } from '../../src/scenario/mistake.ts';
import type { ScenarioSource } from '../../src/scenario/parsed.ts';
import { fakes, GOOD } from './fakes.ts';

const SHARDS = 'components.clicks.shardCount';

function source(text: string, more: Partial<ScenarioSource> = {}): ScenarioSource {
  const readFile = (path: string) => Promise.reject(new Error(`no ${path}`));
  return { text, file: 'a.yaml', readFile, environment: {}, catalogue: fakes, ...more };
}

function open(over: Partial<Variation>, text = GOOD, more: Partial<ScenarioSource> = {}): Promise<Grid> {
  return openGrid(source(text, more), { ranges: [], lists: [], withSweep: true, mostPoints: 100, ...over });
}

async function refused(over: Partial<Variation>, text = GOOD, more: Partial<ScenarioSource> = {}) {
  const error = await open(over, text, more).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ScenarioError);
  return (error as ScenarioError).mistakes.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
  );
}

async function valuesOf(grid: Grid) {
  const points = await Promise.all(Array.from({ length: grid.size }, (_, i) => grid.point(i)));
  return points.map(({ values, design }) => [design.name, ...Object.values(values)].join(' '));
}

const shardsOf = async (grid: Grid, index: number) =>
  ((await grid.point(index)).design.components.clicks!.config as { shardCount: number }).shardCount;

describe('a grid', () => {
  it('is the product of its axes, the last one fastest', async () => {
    const grid = await open({ ranges: [`${SHARDS}=2:6:2`], lists: ['load=50%,100%'] });
    expect(await valuesOf(grid)).toEqual([
      'base 2 50%',
      'base 2 100%',
      'base 4 50%',
      'base 4 100%',
      'base 6 50%',
      'base 6 100%',
    ]);
    expect(await shardsOf(grid, 5)).toBe(6);
    expect((await grid.point(4)).design.load).toBe(0.5);
    expect(grid.indexOf(0, [2, 1])).toBe(5);
  });

  it('of several designs has all points of one before those of the next', async () => {
    const text = `${GOOD}variants:\n  long: { components.clicks.retentionPeriod: 48 h }\n`;
    const grid = await open({ ranges: [`${SHARDS}=1:2`] }, text, { designs: ['base', 'long'] });
    expect(await valuesOf(grid)).toEqual(['base 1', 'base 2', 'long 1', 'long 2']);
    expect(grid.indexOf(1, [1])).toBe(3);
  });

  it("takes the scenario's own sweep, whole values and nested paths too", async () => {
    const text = `${GOOD}sweep:\n  components:\n    web.client: [sdk, { type: kpl }]\n  load: [100%]\n`;
    expect(await valuesOf(await open({}, text))).toEqual(['base sdk 100%', 'base { type: kpl } 100%']);
    // A path of the command line takes the place of the same one in the file.
    expect(await valuesOf(await open({ lists: ['load=1%,2%'] }, text))).toHaveLength(4);
    expect(await valuesOf(await open({ lists: [`${SHARDS}=3`], withSweep: false }, text))).toEqual([
      'base 3',
    ]);
  });

  it('keeps commas in brackets and quotes together', async () => {
    const grid = await open({ lists: ['components.web.client={ type: sdk, retries: 1 },kpl'] });
    expect(await valuesOf(grid)).toEqual(['base { type: sdk, retries: 1 }', 'base kpl']);
  });

  it('reads arithmetic in its values', async () => {
    const grid = await open({ lists: ['load=2 * 25%,1'.replace(',1', ',100%')] });
    expect((await grid.point(0)).design.load).toBe(0.5);
  });

  it('has another hash when anything in it is another', async () => {
    const hashes = await Promise.all([
      open({ ranges: [`${SHARDS}=2:4`] }),
      open({ ranges: [`${SHARDS}=2:5`] }),
      open({ ranges: [`${SHARDS}=2:4`] }, GOOD.replace('500 B', '501 B')),
      open({ ranges: [`${SHARDS}=2:4`] }, GOOD, { seed: '2' }),
    ]);
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(4);
    // Comments and the order of properties change nothing.
    const same = await open({ ranges: [`${SHARDS}=2:4`] }, `# why\n${GOOD}`);
    expect(same.hash).toBe(hashes[0]!.hash);
  });
});

describe('what is wrong is told before anything runs:', () => {
  it.each([
    [
      'an unknown path',
      { ranges: ['components.clicks.shardcount=2:4'] },
      'unknown property "shardcount" of fake.stream',
    ],
    ['an unknown component', { ranges: ['components.clacks.shardCount=2:4'] }, 'the component has no "type"'],
    [
      'a path that is no number',
      { ranges: ['components.clicks.encrypted=2:4'] },
      'encrypted: 2 is neither true nor false',
    ],
    [
      'a path to a whole component',
      { ranges: ['components.clicks=2:4'] },
      'a component is a group of properties',
    ],
    ['an empty range', { ranges: [`${SHARDS}=4:2`] }, '"4:2" is empty'],
    ['a step of 0', { ranges: [`${SHARDS}=2:4:0`] }, 'a step of 0'],
    ['no range at all', { ranges: [SHARDS] }, 'this varies nothing'],
    ['an empty path', { ranges: ['=2:4'] }, 'this varies nothing'],
    ['a hole in a path', { ranges: ['components..shardCount=2:4'] }, 'this varies nothing'],
    ['a way out of the scenario', { ranges: ['__proto__.x=2:4'] }, 'this varies nothing'],
    ['an empty list', { lists: ['load='] }, 'a value of the list is empty'],
    ['a hole in a list', { lists: ['load=1%,,2%'] }, 'a value of the list is empty'],
    ['a value beyond what AWS allows', { ranges: [`${SHARDS}=99:101`] }, 'shardCount'],
    ['a rule between properties', { ranges: [`${SHARDS}=12:13`] }, 'AWS has no 13 shards'],
    ['a path twice', { ranges: [`${SHARDS}=2:4`], lists: [`${SHARDS}=5`] }, `${SHARDS} is varied twice`],
    ['a value twice', { lists: [`${SHARDS}=2,3,2`] }, `${SHARDS}=2 and ${SHARDS}=2 are the same design`],
    ['a path that changes nothing', { ranges: ['components.clicks.x-note=1:2'] }, 'are the same design'],
  ])('%s', async (_what, over, message) => {
    expect((await refused(over)).join('\n')).toContain(message);
  });

  it('a value that is wrong is told once, however many points have it', async () => {
    expect(
      await refused({ ranges: [`${SHARDS}=12:14`, 'load=10:10'.replace('10:10', '10%:50%:10%')] }),
    ).toHaveLength(1);
  });

  it('a path that --set sets as well', async () => {
    const told = await refused({ ranges: [`${SHARDS}=2:4`] }, GOOD, { sets: [`${SHARDS}=3`] });
    expect(told.join()).toContain('is set by --set and varied as well');
  });

  it('a million points, with their count, and none of them is made', async () => {
    const told = await refused({ ranges: ['load=1%:1000%:1%', 'replications=1:1000'] });
    expect(told.join()).toContain('1,000,000 points (1,000 × 1,000), and at most 100 are run');
  });

  it('every mistake in a sweep of the file, with its place there', async () => {
    const rows: readonly (readonly [sweep: string, place: string, message: string])[] = [
      ['sweep: 3\n', 'a.yaml:22:8', 'a sweep is a group'],
      ['sweep:\n  load: 3\n', 'a.yaml:23:9', 'the values of a sweep are a list'],
      ['sweep:\n  load: []\n', 'a.yaml:23:9', 'the list is empty'],
      ['sweep:\n  load: [50%, 3]\n', 'a.yaml:23:15', 'load'],
      [`sweep:\n  ${SHARDS}: [4, 101]\n`, 'a.yaml:23:37', 'shardCount'],
      ['sweep:\n  load: [1%]\n  components: { web: { hosts: [0] } }\n', 'a.yaml:24:32', 'hosts'],
    ];
    for (const [sweep, place, message] of rows) {
      const error = await loadScenario(source(GOOD + sweep)).catch((thrown: unknown) => thrown);
      expect(error, sweep).toBeInstanceOf(ScenarioError);
      const [first] = (error as ScenarioError).mistakes;
      expect(`${first!.file}:${first!.line}:${first!.column}`, sweep).toBe(place);
      expect(first!.message, sweep).toContain(message);
    }
  });

  it('a sweep in a variant', async () => {
    const text = `${GOOD}variants:\n  many: { sweep: { load: [1%] } }\n`;
    expect((await refused({ lists: ['load=2%'] }, text)).join()).toContain(
      'a variant has no sweep of its own',
    );
  });
});

describe('a scenario with a sweep', () => {
  it('has the hash that it has without, and says what is swept', async () => {
    const without = await loadScenario(source(GOOD));
    const swept = await loadScenario(source(`${GOOD}sweep: { load: [50%, 100%] }\n`));
    expect(swept.hash).toBe(without.hash);
    expect(swept.sweep).toEqual({ load: ['50%', '100%'] });
  });
});
