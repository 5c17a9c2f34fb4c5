// Ctrl-C and a polite kill reach every command that simulates, in the middle of a replication: it ends with the shell's
// code for the signal, says what was finished, and leaves no half of anything.

import { describe, expect, it } from 'vitest';
import { folderWith, SMALL, sim } from './command.ts';

// Ten years of 50 records/s, three times: hours of simulation. So many are announced, once the command listens.
const ENDLESS = SMALL.replace('duration: 10 s', 'duration: 3650 d');
const SHARDS = 'components.clicks.shardCount';

const cwd = folderWith({
  'small.yaml': SMALL,
  'auto.yaml': SMALL.replace('warmup: 2 s', 'warmup: auto').replace('duration: 10 s', 'duration: 2 min'),
  'endless.yaml': ENDLESS,
  'other.yaml': ENDLESS.replace('shardCount: 2', 'shardCount: 3'),
});

describe('an interrupt in the middle of a replication ends', () => {
  it.concurrent.each([
    ['compare', 'SIGINT', 130, ['endless.yaml', 'other.yaml'], 'no two designs were complete'],
    ['limit', 'SIGTERM', 143, ['endless.yaml'], 'base: no load was tried to its end'],
    ['size', 'SIGINT', 130, ['endless.yaml', '-P', `${SHARDS}=1:4`], '0 of 4 combinations'],
    ['sweep', 'SIGTERM', 143, ['endless.yaml', '-P', `${SHARDS}=1:4`], '0 of 4 points'],
    ['sensitivity', 'SIGINT', 130, ['endless.yaml'], 'no assumptions were tried'],
  ] as const)('%s on %s', async (command, name, expected, args, told) => {
    const words = [command, ...args, '--workers', '1', '--out', 'none'];
    // 10 years × 50/s × 3 replications, in one design at least.
    const onceTold = ',000,000 records are to be simulated';
    const { code, stdout, stderr } = await sim(words, { cwd, signal: { name, onceTold } });
    expect(code).toBe(expected);
    expect(stderr).toContain('interrupted: what is complete is kept');
    expect(stdout + stderr).toContain(told);
  });
});

describe('the number of records that a run will simulate', () => {
  it('is told from a thousand million on: 50/s for 3,650 days and 2 s, three times', async () => {
    const words = ['run', 'endless.yaml', '--design', 'base', '--out', 'none'];
    const { stderr } = await sim(words, { cwd, signal: { name: 'SIGINT', onceTold: 'simulated' } });
    expect(stderr).toContain('about 47,300,000,000 records are to be simulated, in 3 replications');
    expect(3 * 50 * (3650 * 86_400 + 2)).toBeCloseTo(47.3e9, -9);
  });

  it('is not worth a word below', async () => {
    const words = ['run', 'small.yaml', '--design', 'base', '--out', 'none'];
    expect((await sim(words, { cwd })).stderr).not.toContain('records');
  });
});

describe('the lives of records under a warm-up that was found', () => {
  it('are those of the run that was reported', async () => {
    const auto = ['run', 'auto.yaml', '--design', 'base', '--out', 'none', '--trace', 'web:20'];
    const { code, stdout } = await sim(auto, { cwd });
    expect(stdout).toContain('record web:20, design base');
    expect(code).toBe(0);
  });
});
