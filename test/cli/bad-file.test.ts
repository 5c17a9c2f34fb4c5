// Files that no one should hand to a simulator: each is refused in words, by exit code 2, with nothing printed to
// stdout, nothing written and no stack trace.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, SMALL, sim } from './command.ts';

const levels = (open: string, close: string): string =>
  `x-a: ${open.repeat(10_000)}1${close.repeat(10_000)}\n`;
// Nine aliases of nine aliases of …: 9^9 values from ten lines.
const bomb = Array.from(
  { length: 9 },
  (_, i) => `x-${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]\n`,
);
const traced = SMALL.replace('rate: 50/s', 'rate: { trace: rows.csv }');

const FILES: Readonly<Record<string, readonly [text: string, told: string]>> = {
  'empty.yaml': ['', 'empty.yaml:1:1  the file is empty'],
  'picture.yaml': ['\u0089PNG\r\n\u001a\n\u0000', 'this is no text file'],
  'bomb.yaml': [`x-0: &a0 [1]\n${bomb.join('')}${SMALL}`, 'aliases make more than 100000 values of this'],
  'lists.yaml': [levels('[', ']') + SMALL, 'nested too deeply'],
  'groups.yaml': [levels('{a: ', '}') + SMALL, 'nested too deeply'],
  'dashes.yaml': [`${SMALL}x-a:\n  ${'- '.repeat(10_000)}1\n`, 'nested too deeply'],
  'large.yaml': [`${SMALL}# ${'x'.repeat(50 * 1024 * 1024)}`, 'too large for a scenario (50.0 MiB)'],
  'carriage.yaml': [SMALL.replaceAll('\n', '\r'), 'lines end in a carriage return alone'],
  'windows.yaml': [
    SMALL.replace('shardCount: 2', 'shardCount: 0').replaceAll('\n', '\r\n'),
    'windows.yaml:14:17',
  ],
  'marked.yaml': [`\ufeff${SMALL.replace('name', 'nmae')}`, 'marked.yaml:1:1  unknown property "nmae"'],
  'fast.yaml': [SMALL.replace('50/s', '1e9/s'), 'more than 1e+7/s would be held in memory'],
  'loaded.yaml': [
    `load: 1000000%\n${SMALL.replace('50/s', '1e6/s')}`,
    'more than 1e+7/s would be held in memory',
  ],
  'traced.yaml': [traced, 'rows.csv:3:1  "many" is not a count'],
};

const cwd = folderWith({
  ...Object.fromEntries(Object.entries(FILES).map(([name, [text]]) => [name, text])),
  'rows.csv': 'time,count\n0,50\n1,many\n2,50\n',
});

describe('a file that is no scenario', () => {
  it.each(Object.entries(FILES).map(([file, [, told]]) => ({ file, told })))(
    '$file',
    async ({ file, told }) => {
      const before = readdirSync(cwd);
      const { code, stdout, stderr } = await sim(['run', file], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(told);
      expect(stderr).not.toMatch(/^\s+at \S+ \(|call stack/m);
      expect(readdirSync(cwd)).toEqual(before);
    },
  );

  it('a folder', async () => {
    mkdirSync(join(cwd, 'folder.yaml'));
    const { code, stderr } = await sim(['run', 'folder.yaml'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'folder.yaml:1:1  it is a folder\n' });
  });

  it('a trace without a time', async () => {
    writeFileSync(join(cwd, 'rows.csv'), 'user,secret\n');
    const { code, stderr } = await sim(['run', 'traced.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('rows.csv:1:1  the trace has no row that begins with a time');
    // The path may have led to anything: what stands there is not repeated.
    expect(stderr).not.toContain('secret');
  });
});
