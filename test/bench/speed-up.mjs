// What a second worker brings: replications of one design, all of the same length, in one worker thread and in two, from
// opening the threads to the folded result, one after the other in turn. The wall is what is wanted, and it tells the
// truth only on a machine with two idle processors. So the time that the processors gave is printed beside it: were both
// idle, two workers would take about half of their CPU time on the wall, since the main thread has next to nothing to do.
// Every thread loads the program and warms its own compiler, which costs as much as two of these replications: a study
// of few short ones gains less.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { runScenario } from '../../dist/experiment/run-scenario.js';
import { loadScenario } from '../../dist/scenario/load.js';
import { catalogue } from '../../dist/services/index.js';
import { report } from './measure.mjs';
import { pathOf } from './scenarios.mjs';

const FILE = 'scenarios/hot-shard.yaml';
const REPLICATIONS = 48;
const ROUNDS = 3;

/** Prints the speed-up. */
export async function speedUp() {
  const scenario = await loadScenario({
    text: readFileSync(pathOf(FILE), 'utf8'),
    file: FILE,
    readFile: () => Promise.reject(new Error('it has no traces')),
    environment: {},
    sets: [],
    catalogue,
    replications: REPLICATIONS,
    designs: ['base'],
  });
  const timed = async (workers) => {
    // With a signal one worker is a thread too, as in `sim run`.
    const { signal } = new AbortController();
    const [startMs, before] = [performance.now(), process.cpuUsage()];
    const result = await runScenario(scenario, { workers, version: 'bench', signal });
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - startMs) / 1e3;
    return { seconds, cpuSeconds: (user + system) / 1e6, text: JSON.stringify(result) };
  };
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [one, two] = [await timed(1), await timed(2)];
    assert.equal(one.text, two.text, 'the number of workers changes nothing');
    rounds.push({ one, two, ratio: one.seconds / two.seconds });
  }
  rounds.sort((a, b) => a.ratio - b.ratio);
  const { one, two, ratio } = rounds[Math.floor(ROUNDS / 2)];
  const best = rounds[ROUNDS - 1].ratio;
  const what = `hot-shard, base, ${REPLICATIONS} runs`;
  const busy = ({ seconds, cpuSeconds }) => `${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} CPU-s`;
  report(`${what}: one worker, wall and CPU`, busy(one), '(the measure)');
  report(`${what}: two workers, wall and CPU`, busy(two), '(the measure)');
  report(`speed-up from two workers, median of ${ROUNDS} in turn`, `${ratio.toFixed(2)} x`, '>= 1.7 x');
  report(`speed-up from two workers, the best of ${ROUNDS}`, `${best.toFixed(2)} x`, '(reported)');
  const ideal = (2 * one.cpuSeconds) / two.cpuSeconds;
  report('the same from CPU time, as on two idle processors', `${ideal.toFixed(2)} x`, '>= 1.7 x');
  const others = `${loadavg()[0].toFixed(1)} of ${availableParallelism()}`;
  report('processors that were wanted while it ran, by all programs', others, '<= 2, else not fair');
}
