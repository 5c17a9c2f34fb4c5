// The commands that look at scenarios without running them, and the command line itself.

import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith, SMALL, sim } from './command.ts';

const cwd = folderWith({ 'small.yaml': SMALL, 'wrong.yaml': SMALL.replace('shardCount', 'shardcount') });

interface Results {
  readonly designs: readonly { readonly fingerprints: readonly string[] }[];
}

const fingerprints = (json: string): readonly (readonly string[])[] =>
  (JSON.parse(json) as Results).designs.map((design) => design.fingerprints);

describe('the command', () => {
  it('can be executed once it is built: npx links to it, and does not make it so for a folder that it knows', () => {
    expect(statSync('dist/cli/main.js').mode & 0o111).toBe(0o111);
  });
});

describe('sim check', () => {
  it('tells what is right on stdout and what is wrong on stderr, and looks at every file', async () => {
    const { code, stdout, stderr } = await sim(['check', 'wrong.yaml', 'small.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('small.yaml: ok (2 designs, 1 objective)\n');
    expect(stderr).toBe(
      [
        'wrong.yaml:14:5  unknown property "shardcount" of kinesis.stream',
        '   14 |     shardcount: 2',
        '      |     ^^^^^^^^^^ did you mean "shardCount"?',
        '',
      ].join('\n'),
    );
  });
});

describe('sim config', () => {
  it('prints a scenario that runs to the same fingerprints', async () => {
    const config = await sim(['config', 'small.yaml', '--set', 'seed=9'], { cwd });
    expect(config.code).toBe(0);
    const run = ['--json', '--out', 'none'];
    const original = await sim(['run', 'small.yaml', '--set', 'seed=9', ...run], { cwd });
    const printed = await sim(['run', '-', ...run], { cwd, stdin: config.stdout });
    expect(printed.stderr).toContain('board.latency.p50');
    expect(fingerprints(printed.stdout)).toEqual(fingerprints(original.stdout));
  });
});

describe('sim schema', () => {
  it('prints the schema that is committed', async () => {
    const committed = readFileSync(
      new URL('../../src/scenario/scenario.schema.json', import.meta.url),
      'utf8',
    );
    expect((await sim(['schema'], { cwd })).stdout).toBe(committed);
  });
});

describe('sim components', () => {
  it('lists the types, and gives each an example that runs', async () => {
    const { stdout } = await sim(['components'], { cwd });
    expect(stdout).toMatch(/^kinesis\.stream +\S/m);
    const page = await sim(['components', 'kinesis.stream'], { cwd });
    const example = page.stdout.slice(page.stdout.indexOf('\nExample\n') + '\nExample\n'.length);
    const run = await sim(['run', '-', '--out', 'none', '--replications', '1'], {
      cwd,
      stdin: example.replace(/^ {2}/gm, ''),
    });
    // An example has no objective to miss.
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('kinesis.stream');
  });

  it('tells of each choice what it takes and measures, in lists too', async () => {
    const { stdout: stream } = await sim(['components', 'kinesis.stream'], { cwd });
    expect(stream).toContain('resharding: list of SplitShard | MergeShards | UpdateShardCount');
    expect(stream).toMatch(/- operation: UpdateShardCount\n +at: [^-]*targetShardCount: integer/);
    const { stdout: producer } = await sim(['components', 'kinesis.producer'], { cwd });
    expect(producer).toMatch(/With client: kpl\n[\s\S]*UserRecordsPerKinesisRecord \(distribution/);
    expect(producer).toMatch(/With client: agent\n[\s\S]*FileTailer\.BytesBehind \(level/);
  });

  it('marks the limits that a run enforces, and gives the constants of the library and the agent', async () => {
    const { stdout: stream } = await sim(['components', 'kinesis.stream'], { cwd });
    expect(stream).toMatch(/ shardWriteRecords: 1,000 records\/s, enforced in a run\n/);
    expect(stream).toMatch(/ onDemandStart: 4 shards\n/);
    const { stdout: producer } = await sim(['components', 'kinesis.producer'], { cwd });
    expect(producer).toMatch(/ kplCollectorSlack: 50 milliseconds\n[^[]*\[[^\]]*pipeline\.h/);
    expect(producer).toMatch(/ agentBackoffStep: 250 milliseconds\n[^[]*\[[^\]]*AsyncPublisherThrottler/);
  });

  it('knows the nearest name', async () => {
    const { code, stderr } = await sim(['components', 'kinesis.strem'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "kinesis.stream"?');
  });
});

describe('the command line', () => {
  it.each([
    [['run', 'smal.yaml'], 'did you mean "small.yaml"?'],
    [['rum', 'small.yaml'], 'Did you mean run?'],
    [['run', 'small.yaml', '--workers', '0'], 'a whole number from 1 to 64'],
    [['run', 'small.yaml', '--out', 'pdf=x'], '"pdf" is no output'],
    [['run', 'small.yaml', '--design', 'strct'], 'did you mean "strict"?'],
    [['run', 'small.yaml', '--set', 'shardCount'], '--set path=value'],
    [['run', 'small.yaml', '--set', 'components.clicks.shardCount=0'], 'at least 1'],
    [['run', 'small.yaml', '--set', 'components.clics.shardCount=3'], 'did you mean "clicks"?'],
  ])('answers %j with exit code 2 and how it is written', async (args, words) => {
    const { code, stdout, stderr } = await sim(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it.each(['run', 'check', 'config', 'schema', 'components'])('explains %s', async (command) => {
    const { code, stdout } = await sim([command, '--help'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: sim ${command}`);
  });
});
