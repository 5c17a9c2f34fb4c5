// The peak memory of `sim run scenarios/hot-shard.yaml --workers 2`: of the whole process, whose workers are threads,
// as the system counted it. Beside it, a Node that does nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { report } from './measure.mjs';
import { pathOf } from './scenarios.mjs';

// Loaded before the program, in its main thread: tells the peak when the process ends.
const HOOK = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads';
  import { writeSync } from 'node:fs';
  if (isMainThread) process.on('exit', () => writeSync(2, '\\npeak KiB ' + process.resourceUsage().maxRSS + '\\n'));
`)}`;

/** Runs a program. @returns its exit code, its output and its peak in MiB */
export function peakOf(...words) {
  const ran = spawnSync(process.execPath, ['--import', HOOK, ...words], { encoding: 'utf8' });
  const peak = /peak KiB (\d+)/.exec(ran.stderr);
  assert.ok(peak, ran.stderr);
  return { status: ran.status, stdout: ran.stdout, peakMiB: Number(peak[1]) / 1024 };
}

/** Prints the peaks. */
export function peakMemory() {
  const bare = peakOf('-e', '0');
  const run = peakOf(
    pathOf('dist/cli/main.js'),
    ...['run', pathOf('scenarios/hot-shard.yaml'), '--workers', '2', '--out', 'none'],
  );
  assert.equal(run.status, 99, 'an objective of the base fails');
  assert.match(run.stdout, /salted-key .*meets\s+them all/s, 'and one variant meets them all');
  const mib = (peak) => `${peak.toFixed(0)} MiB`;
  report('peak memory: node that does nothing', mib(bare.peakMiB), '(the measure)');
  report('peak memory: sim run hot-shard.yaml --workers 2, 15 runs', mib(run.peakMiB), '< 300 MiB');
}
