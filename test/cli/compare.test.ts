// `sim compare` as a shell sees it: what it takes, what it says, how it ends. Each run is two seconds of a small design.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompareArguments, compareFiles } from '../../src/cli/compare-files.ts';
import { UsageError } from '../../src/cli/exit.ts';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const SCHEMA = new URL('../../src/report/results.schema.json', import.meta.url);
const run = promisify(execFile);

const scenario = (shards: number, more = '') => `
name: small
duration: 2 s
replications: 3
workloads:
  events: { arrivals: { process: poisson, rate: 400/s }, size: 200 B }
components:
  app: { type: kinesis.producer, workload: events, to: stream }
  stream: { type: kinesis.stream, shardCount: ${shards} }
  reader: { type: kinesis.consumer, from: stream, mode: enhanced-fan-out }
objectives:
  - reader.lost.ratio < 0.1%
  - cost.perMonth < 1000 USD
${more}`;

let folder = '';
const at = (name: string) => join(folder, name);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function sim(...args: readonly string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await run(process.execPath, [MAIN, ...args], { cwd: folder })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-compare-'));
  await writeFile(at('old.yaml'), scenario(1));
  await writeFile(at('new.yaml'), scenario(2));
  await writeFile(at('both.yaml'), scenario(1, 'variants:\n  two: { components.stream.shardCount: 2 }\n'));
  await writeFile(at('other.yaml'), scenario(1).replaceAll('events', 'clicks'));
  await sim('run', 'old.yaml', '--out', 'json=old.json', '--workers', '1');
  const old = await readFile(at('old.json'), 'utf8');
  await writeFile(at('v1.json'), old.replace('"schemaVersion": 2', '"schemaVersion": 1'));
  await writeFile(at('cut.json'), old.replace('"partial": false,', ''));
  await writeFile(at('none.json'), 'schemaVersion: 1');
});
afterAll(() => rm(folder, { recursive: true }));

describe('sim compare', () => {
  it('says the same of two files, of variants of one, and of a saved result', async () => {
    const outs = ['--workers', '1', '--out'];
    await sim('compare', 'old.yaml', 'new.yaml', ...outs, 'json=files.json');
    await sim('compare', 'both.yaml', ...outs, 'json=variants.json');
    await sim('compare', 'new.yaml', '--compare-to', 'old.json', ...outs, 'json=saved.json');
    const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(await readFile(SCHEMA, 'utf8')));
    const rows = async (name: string) => {
      const result = JSON.parse(await readFile(at(name), 'utf8'));
      expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
      return result.comparisons.map(({ design: _, against: __, ...row }: Record<string, unknown>) => row);
    };
    const files = await rows('files.json');
    expect(files.length).toBeGreaterThan(20);
    expect(await rows('variants.json')).toEqual(files);
    expect(await rows('saved.json')).toEqual(files);
    // A shard more is 0.015 USD an hour, 730 hours a month, and another for its reader.
    const paths = files.map(({ path }: { path: string }) => path);
    expect(paths.slice(0, 2)).toEqual(['reader.lost.ratio', 'cost.perMonth']);
    const shards = files.find(({ path }: { path: string }) => path === 'cost[stream.shard-hour].perMonth');
    expect(shards.difference.value).toBeCloseTo(0.015 * 730, 9);
    expect(shards.verdict).toBe('worse');
  });

  it('of a design with itself differs by exactly zero in every row', async () => {
    const { code, stdout } = await sim('compare', 'old.yaml', 'old.yaml', '--json', '--workers', '1');
    const { comparisons } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(comparisons.length).toBeGreaterThan(20);
    for (const { difference, verdict, path } of comparisons) {
      expect(difference, path).toEqual({ value: 0, ci95: [0, 0] });
      expect(verdict, path).toBe('equal');
    }
  });

  it('ends with 99 where a limit is exceeded, and says which; with 0 where all are kept', async () => {
    const limit = (text: string) => sim('compare', 'new.yaml', '--compare-to', 'old.json', '--fail-on', text);
    const exceeded = await limit('cost.perMonth > +10%');
    expect(exceeded.code).toBe(99);
    expect(exceeded.stdout).toContain('✗ cost.perMonth > +10%');
    const kept = await limit('cost.perMonth > +500 USD');
    expect(kept).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ cost.perMonth > +500 USD') });
  });

  it('says that designs of other traffic are not paired', async () => {
    const { stdout } = await sim('compare', 'old.json', 'old.yaml', '--set', 'load=110%', '--workers', '1');
    expect(stdout).toContain('(not paired)');
    expect(stdout).toContain('Not paired: load differs.');
  });

  const loss = (failOn: string) => ({ failOn: [failOn] });

  it.each<[files: string[], options: Partial<CompareArguments>, words: string]>([
    [['old.yaml', 'new.yaml'], loss('reader.latancy.p99 > +10%'), 'did you mean "latency"?'],
    [['old.yaml', 'old.json'], loss('reader.latency.p42 > +10%'), 'it has no "p42"'],
    [['old.json', 'old.json'], loss('reader.latency.p42 > +10%'), 'has no figure'],
    [['old.yaml', 'new.yaml'], loss('reader.latency.p99 > 10%'), 'does not say which way'],
    [['old.yaml', 'new.yaml'], loss('reader.latency.p99 > +10 KiB'), 'is no change of this figure'],
    [['old.yaml', 'new.yaml'], loss('reader.lost.ratio > +1 s'), 'or an amount, as in +0.5 points'],
    [['old.yaml', 'new.yaml'], loss('reader.latency.p99'), 'path, operator and change'],
    [['old.yaml', 'other.yaml'], {}, 'share no workload'],
    [['old.yaml'], {}, 'nothing to compare base with'],
    [['both.yaml'], { design: ['twoo'] }, 'did you mean "two"?'],
    [['old.json', 'old.json'], { seed: '2' }, 'nothing is run'],
    [['old.yaml', 'missing.json'], {}, 'no such file'],
    [['old.yaml', 'new.yaml'], { out: ['junit=-'] }, 'it goes to a file'],
    [['new.yaml'], { compareTo: 'v1.json' }, 'results of schema version 1; this simulator reads version 2'],
    [['new.yaml'], { compareTo: 'cut.json' }, 'no whole results.json: partial'],
    [['new.yaml'], { compareTo: 'none.json' }, 'this is no JSON'],
  ])('refuses %j with %j before anything runs', async (files, { compareTo, ...options }, words) => {
    const target = compareTo === undefined ? {} : { compareTo: at(compareTo) };
    const ended = compareFiles(files.map(at), { workers: 1, color: false, ...options, ...target }, '0.1.0');
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow(words);
  });

  it('writes what a CI job reads: a comment, a summary that grows, test results, annotations', async () => {
    const args = ['compare', 'new.yaml', '--compare-to', 'old.json', '--fail-on', 'cost.perMonth > +10%'];
    const outs = ['markdown=c.md', 'summary=s.md', 'junit=j.xml', 'annotations=-'].flatMap((out) => [
      '--out',
      out,
    ]);
    const { stdout } = await sim(...args, ...outs);
    // The objective on the same figure stands in line 13 of the scenario.
    expect(stdout).toMatch(
      /^::error file=new\.yaml,line=13,title=must not happen%3A cost\.perMonth > \+10%25::/m,
    );
    const comment = await readFile(at('c.md'), 'utf8');
    expect(comment.split('\n')[0]).toBe('<!-- spillway: compare small -->');
    expect(comment).toContain('<code>cost.perMonth &#62; +10%</code>');
    expect(await readFile(at('j.xml'), 'utf8')).toContain('failures="1"');
    await sim(...args, '--out', 'summary=s.md');
    expect(await readFile(at('s.md'), 'utf8')).toBe(comment + comment);
  });
});
