// The commands limit, size, sweep, merge and sensitivity from outside: what they refuse with exit code 2 before anything
// runs or is written, and what they answer with.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { station } from '../experiment/station.ts';

const SIM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spillway-search-'));
const SERVERS = 'components.station.servers';

const SMALL = station({
  arrivals: '{ process: constant, rate: 10/s }',
  serviceTime: '80 ms',
  servers: 1,
  queueLimit: '0',
  objectives: ['station.lost.ratio < 1%'],
  duration: '20 s',
  replications: 3,
});

beforeAll(() => {
  writeFileSync(join(folder, 'small.yaml'), SMALL);
  writeFileSync(join(folder, 'free.yaml'), SMALL.replace(/objectives:.*/, 'objectives: []'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sim(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SIM, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('nothing runs, exit 2:', () => {
  it.each([
    ['limit of what has no objectives', ['limit', 'free.yaml'], 'has no objectives'],
    [
      'limit between nothing',
      ['limit', 'small.yaml', '--lowest', '300%', '--highest', '200%'],
      'no load is left',
    ],
    ['limit within nothing', ['limit', 'small.yaml', '--within', '0%'], 'write a share'],
    ['size of nothing', ['size', 'small.yaml'], 'what is to be sized?'],
    [
      'size of two designs',
      ['size', 'small.yaml', '-P', `${SERVERS}=1:2`, '--design', 'a', '--design', 'b'],
      'one design',
    ],
    ['size of what has no objectives', ['size', 'free.yaml', '-P', `${SERVERS}=1:2`], 'has no objectives'],
    [
      'size of an unknown path',
      ['size', 'small.yaml', '-P', 'components.station.server=1:2'],
      'did you mean "servers"?',
    ],
    ['a sweep of nothing', ['sweep', 'small.yaml'], 'has no sweep'],
    [
      'a sweep of a million points',
      ['sweep', 'small.yaml', '-P', `${SERVERS}=1:1000000`],
      '1,000,000 points',
    ],
    [
      'a part that there is not',
      ['sweep', 'small.yaml', '-P', `${SERVERS}=1:2`, '--shard', '3/2'],
      'write part/parts',
    ],
    [
      'a part that goes nowhere',
      ['sweep', 'small.yaml', '-P', `${SERVERS}=1:2`, '--shard', '1/2', '--out', 'none'],
      '--points',
    ],
    ['a merge of nothing', ['merge', 'nowhere'], 'no such folder'],
    ['a sensitivity without verdicts', ['sensitivity', 'free.yaml'], 'has no objectives'],
  ])('%s', (_what, args, message) => {
    const { status, stdout, stderr } = sim(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });
});

describe('the answer', () => {
  it('of limit says how much is borne and what gives way', () => {
    const { status, stdout } = sim('limit', 'small.yaml', '--workers', '1', '--out', 'dir=out');
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /base bears 12[345][.\d]* % load, 1\.2\d times its own\. At 12\d[.\d]* % station\.lost\.ratio < 1% fails\./,
    );
    const result = JSON.parse(readFileSync(join(folder, 'out', 'limit.json'), 'utf8')) as { kind: string };
    expect(result.kind).toBe('limit');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['limit.json', 'provenance.json']);
  });

  it('of size is 99 when nothing holds', () => {
    const { status, stdout } = sim(
      'size',
      'small.yaml',
      '--set',
      'load=1000%',
      '-P',
      `${SERVERS}=1:3`,
      '--out',
      'none',
    );
    expect(status).toBe(99);
    expect(stdout).toContain('none of the values tried holds all objectives');
  });

  it('of a sweep in parts is that of the whole', () => {
    const axes = ['-P', `${SERVERS}=1:3`, '-L', 'load=100%,200%', '--workers', '1'];
    expect(sim('sweep', 'small.yaml', ...axes, '--out', 'dir=whole').status).toBe(0);
    for (const part of ['1', '2'])
      sim('sweep', 'small.yaml', ...axes, '--shard', `${part}/2`, '--points', `part-${part}`);
    const few = sim('merge', 'part-1', '--out', 'dir=merged');
    expect(few).toMatchObject({ status: 2, stdout: '' });
    expect(few.stderr).toContain('3 of 6 points are missing (1, 3, 5)');
    expect(existsSync(join(folder, 'merged'))).toBe(false);
    expect(sim('merge', 'part-1', 'part-2', '--out', 'dir=merged').status).toBe(0);
    for (const file of ['sweep.json', 'sweep.csv', 'sweep.html'])
      expect(readFileSync(join(folder, 'merged', file), 'utf8')).toBe(
        readFileSync(join(folder, 'whole', file), 'utf8'),
      );
  });
});
