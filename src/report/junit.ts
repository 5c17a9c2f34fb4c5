// Verdicts as test results, in the form that CI servers read (Jenkins' junit-10.xsd, which GitLab, Azure and Bamboo read
// too): a suite a design or comparison, a case an objective or limit. What is not shown to hold fails like what does
// not; what decides nothing is skipped when it does not hold.

import type { Result } from '../experiment/result.ts';
import { type Judged, judgedOf, type ReportContext } from './judged.ts';

/** The whole document. */
export function renderJunit(result: Result, context: ReportContext): string {
  const judged = judgedOf(result, context);
  const suites = [...new Set(judged.map(({ suite }) => suite))].map((name) =>
    suite(
      result.scenario.name,
      name,
      judged.filter((one) => one.suite === name),
    ),
  );
  const counts = `tests="${judged.length}" failures="${judged.filter(isFailure).length}" errors="0"`;
  const open = `<testsuites name="${attribute(result.scenario.name)}" ${counts}`;
  const body = suites.length === 0 ? ' />' : `>\n${suites.join('\n')}\n</testsuites>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open}${body}\n`;
}

function isFailure({ decides, verdict }: Judged): boolean {
  return decides && verdict !== 'passes';
}

function isSkipped({ decides, verdict }: Judged): boolean {
  return !decides && verdict !== 'passes';
}

function suite(scenario: string, name: string, cases: readonly Judged[]): string {
  const failures = cases.filter(isFailure).length;
  const skipped = cases.filter(isSkipped).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const lines = cases.map((one) => testCase(`${scenario}.${name}`, one));
  return `  <testsuite name="${attribute(name)}" ${counts}>\n${lines.join('\n')}\n  </testsuite>`;
}

function testCase(className: string, judged: Judged): string {
  const open = `    <testcase name="${attribute(judged.text)}" classname="${attribute(className)}"`;
  const message = `message="${attribute(judged.problem)}"`;
  if (isFailure(judged)) {
    return `${open}>\n      <failure type="${judged.verdict}" ${message}>${content(judged.seen)}</failure>\n    </testcase>`;
  }
  if (isSkipped(judged))
    return `${open}>\n      <skipped ${message}>${content(judged.seen)}</skipped>\n    </testcase>`;
  return `${open} />`;
}

/** What XML 1.0 has no form for is left out: control characters, halves of surrogate pairs. */
function content(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Line breaks within an attribute would be read as blanks. */
function attribute(text: string): string {
  return content(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
