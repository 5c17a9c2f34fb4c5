// Verdicts as test results: held against the rules by which CI servers read them, by libxml2.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Result } from '../../src/experiment/result.ts';
import type { ReportContext } from '../../src/report/judged.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';
import { nothingAsked, oneReplication } from './variations.ts';

const schema = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');
const context: ReportContext = { file: 'hot-shard.yaml', gated: ['base'], allowIndicative: false };

async function mistakes(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

const hostileGates = (): Result => ({
  ...hostile(),
  gates: [
    {
      text: ']]> & <x y="z"> \u0000\u001b[31m \ud800 %0A\n::error::x',
      path: 'x',
      design: 'a"b',
      against: "c'd",
      verdict: 'exceeded',
      indicative: null,
      note: '<!-- -->',
    },
  ],
});

describe('junit.xml', () => {
  it.each([
    ['of three designs', hotShard()],
    ['of no objectives', nothingAsked()],
    ['of one replication', oneReplication()],
    ['of names that try to be markup', hostile()],
    ['of limits that try to be markup', hostileGates()],
  ])('%s is valid', async (_name, result) => {
    expect(await mistakes(renderJunit(result, context))).toEqual([]);
  });

  it('is told from what is not valid', async () => {
    expect(await mistakes('<testsuites><testsuite name="x" /></testsuites>')).not.toEqual([]);
    expect(await mistakes('<testsuites name="&" />')).not.toEqual([]);
  });

  it('fails what decides and does not hold, and skips what decides nothing', () => {
    const xml = renderJunit(hotShard(), context);
    // The base misses two of three and decides; eight-shards misses three and does not; salted-key misses none.
    expect(xml).toContain('<testsuites name="hot-shard" tests="9" failures="2" errors="0">');
    expect(xml).toContain('<testsuite name="base" tests="3" failures="2" errors="0" skipped="0">');
    expect(xml).toContain('<testsuite name="eight-shards" tests="3" failures="0" errors="0" skipped="3">');
    expect(xml).toContain('<testsuite name="salted-key" tests="3" failures="0" errors="0" skipped="0">');
    expect(xml).toContain('message="dashboard.lost.ratio &lt; 0.1% does not hold"');
  });

  it('lets what is only indicated pass by request alone', () => {
    const failures = (allowIndicative: boolean) =>
      /failures="(\d+)"/.exec(
        renderJunit(oneReplication(), { ...context, gated: ['salted-key'], allowIndicative }),
      )?.[1];
    expect([failures(false), failures(true)]).toEqual(['3', '0']);
  });
});
