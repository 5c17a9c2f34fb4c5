// What a run owes to any scenario that can run: it ends; every record has one fate; every number is a number; the same
// seed gives the same bytes; what it says of itself is a scenario again, and right by the schemas that editors and
// programs read.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { stringify } from 'yaml';
import { FATES, type Result } from '../../src/experiment/result.ts';
import { runScenario } from '../../src/experiment/run-scenario.ts';
import { renderReports } from '../../src/report/files.ts';
import { renderSummary } from '../../src/report/terminal.ts';
import type { Scenario } from '../../src/scenario/design.ts';
import { resolvedScenario } from '../../src/scenario/resolved.ts';
import { catalogue } from '../../src/services/index.ts';
import { answerTo, Defect, FILE, traceOf } from './answer.ts';

const REPORTS = [
  'results.json',
  'series.csv',
  'latency.csv',
  'cost.csv',
  'comment.md',
  'summary.md',
  'junit.xml',
  'annotations.txt',
];
/** It holds programs, whose words are their own. */
const PAGE = 'report.html';
const NO_NUMBER = /\b(?:NaN|undefined|Infinity)\b|\[object/;

const ajv = new Ajv({ strict: false });
const isResult = ajv.compile(JSON.parse(readFileSync('src/report/results.schema.json', 'utf8')));
const isScenario = ajv.compile(JSON.parse(readFileSync('src/scenario/scenario.schema.json', 'utf8')));

/**
 * Runs a scenario, and looks at everything that comes of it.
 * @param written its text: what stands there is the user's own, wherever it comes up again
 * @param twice whether it is run again, which must give the same
 * @throws Defect
 */
export async function lookAtRun(scenario: Scenario, written: string, twice: boolean): Promise<void> {
  const result = await ran(scenario);
  lookAtBooks(result);
  lookAtCost(result);
  const wanted = twice ? [...REPORTS, PAGE] : REPORTS;
  const reports = await reportsOf(result, wanted);
  for (const { name, text } of reports) {
    const found = NO_NUMBER.exec(text);
    if (found !== null && name !== PAGE && !written.includes(found[0])) {
      throw new Defect(
        `${name} says ${found[0]}: ${text.slice(Math.max(0, found.index - 200), found.index + 100)}`,
      );
    }
  }
  const json = reports.find(({ name }) => name === 'results.json')!.text;
  if (!isResult(JSON.parse(json))) throw new Defect(`results.json: ${ajv.errorsText(isResult.errors)}`);
  if (!twice) return;
  const again = await reportsOf(await ran(scenario), wanted);
  for (const [i, { name, text }] of reports.entries())
    if (again[i]!.text !== text) throw new Defect(`${name} is another one when it is run again`);
}

/**
 * Looks at what `sim config` prints of a scenario, and at whether editors take its data.
 * @param data the scenario's, where it is written without aliases and variables; else null
 * @throws Defect
 */
export async function lookAtWriting(scenario: Scenario, data: object | null): Promise<void> {
  if (data !== null && !isScenario(data))
    throw new Defect(`the schema refuses what runs: ${ajv.errorsText(isScenario.errors)}`);
  const printed = stringify(resolvedScenario(scenario, catalogue));
  const answer = await answerTo(printed);
  if (answer.kind === 'refused') {
    const { line, message, text } = answer.mistakes[0]!;
    throw new Defect(`what sim config prints is refused: ${message} (line ${line}: ${text})`);
  }
  if (answer.scenario.hash === scenario.hash) return;
  const [before, after] = [scenario, answer.scenario].map(({ designs }) => JSON.stringify(designs.map(bare)));
  if (before !== after)
    throw new Defect(`what sim config prints is another scenario: ${firstDifference(before!, after!)}`);
}

/** A design without what says how it was written. */
function bare(design: Scenario['designs'][number]): unknown {
  return { ...design, assumptions: [], objectives: design.objectives.map(({ line: _, ...rest }) => rest) };
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return `…${a.slice(Math.max(0, at - 120), at + 60)}… became …${b.slice(Math.max(0, at - 20), at + 60)}…`;
}

async function ran(scenario: Scenario): Promise<Result> {
  try {
    return await runScenario(scenario, { workers: 1, version: 'fuzz' });
  } catch (error) {
    const failure = (error as { readonly failure?: { readonly stack: string; readonly values: unknown } })
      .failure;
    throw new Defect(
      failure === undefined
        ? `the run failed: ${traceOf(error)}`
        : `the run failed: ${failure.stack}\n${JSON.stringify(failure.values)}`,
    );
  }
}

async function reportsOf(
  result: Result,
  wanted: readonly string[],
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const context = { file: FILE, gated: result.designs.map(({ name }) => name), allowIndicative: true };
  try {
    const files = await renderReports(result, context, new Set(wanted));
    return [...files, { name: 'the summary', text: renderSummary(result, { colour: false, width: 100 }) }];
  } catch (error) {
    throw new Defect(`a report cannot be written: ${traceOf(error)}`);
  }
}

function lookAtBooks({ designs }: Result): void {
  for (const { name, flows } of designs) {
    for (const { from, to, produced, fates } of flows) {
      const all = FATES.map((fate) => fates[fate].value ?? Number.NaN);
      const sum = all.reduce((total, one) => total + one, 0);
      // They are means over replications: whole numbers over a few.
      if (!(Math.abs(sum - (produced.value ?? Number.NaN)) < 1e-6) || all.some((one) => one < 0))
        throw new Defect(`the books of ${from} → ${to} in ${name} do not balance: ${JSON.stringify(fates)}`);
    }
  }
}

function lookAtCost({ designs }: Result): void {
  for (const { name, cost } of designs) {
    const negative = /"(?:value|usd\w*|perMonth|quantity)":\s*-\d/.exec(JSON.stringify(cost));
    if (negative !== null) throw new Defect(`the bill of ${name} is negative: ${JSON.stringify(cost)}`);
  }
}
