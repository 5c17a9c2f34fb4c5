// What `sim --help` adds to a Node that does nothing: medians of processes started in turn, from start to end.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { report } from './measure.mjs';
import { pathOf } from './scenarios.mjs';

const ROUNDS = 25;

function milliseconds(words) {
  const before = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const took = Number(process.hrtime.bigint() - before) / 1e6;
  assert.equal(status, 0);
  return { took, stdout };
}

/** Prints the difference. */
export function help() {
  const words = [pathOf('dist/cli/main.js'), '--help'];
  assert.match(milliseconds(words).stdout, /sim run scenarios\/hot-shard\.yaml/);
  const bare = [];
  const ours = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(milliseconds(['-e', '0']).took);
    ours.push(milliseconds(words).took);
  }
  const median = (times) => times.sort((a, b) => a - b)[ROUNDS >> 1];
  const nothing = median(bare);
  const added = median(ours) - nothing;
  report('start: node -e 0, from start to end', `${nothing.toFixed(0)} ms`, '(the measure)');
  report('start: sim --help adds', `${added.toFixed(0)} ms`, '<= 60 ms');
}
