// Memory over 24 simulated hours at 3,200 records/s: the hot-shard scenario's base (which refuses and retries) and its
// salted design (which does not), each in a process of its own. After every simulated hour the garbage is collected and
// what is left is looked at; the peak is the system's count for the whole process.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Engine } from '../../dist/engine/engine.js';
import { runReplication } from '../../dist/experiment/replication.js';
import { report } from './measure.mjs';
import { peakOf } from './peak.mjs';
import { designsIn } from './scenarios.mjs';

const HOURS = Number(process.env.BENCH_HOURS ?? 24);
const HOUR_US = 3_600_000_000;
const RATE = 3200;

// The run, stopped at every full hour: what lies between two of them goes as before.
function sampleHourly(sample) {
  const { runUntil } = Engine.prototype;
  Engine.prototype.runUntil = function (atUs) {
    for (let hour = Math.floor(this.nowUs / HOUR_US) + 1; hour * HOUR_US < atUs; hour++) {
      runUntil.call(this, hour * HOUR_US);
      sample(hour);
    }
    runUntil.call(this, atUs);
  };
}

async function child(name) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const hours = [];
  sampleHourly((hour) => {
    collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    hours.push({ hour, liveMiB: (heapUsed + arrayBuffers) / 2 ** 20, rssMiB: rss / 2 ** 20 });
  });
  const designs = await designsIn('scenarios/hot-shard.yaml', [`duration=${HOURS} h`]);
  const design = designs.find((one) => one.name === name);
  const before = process.cpuUsage();
  const run = runReplication(design, 1);
  const { user, system } = process.cpuUsage(before);
  const { produced, fates } = run.flows[0];
  process.stdout.write(JSON.stringify({ hours, produced, fates, cpuSeconds: (user + system) / 1e6 }));
}

/** Prints live memory by hour, and the peak. */
export function simulatedDay() {
  const bare = peakOf('-e', '0');
  report('memory: node that does nothing', `${bare.peakMiB.toFixed(0)} MiB`, '(the measure)');
  for (const name of ['base', 'salted-key']) {
    const { stdout, peakMiB } = peakOf(fileURLToPath(import.meta.url), name);
    const { hours, produced, fates, cpuSeconds } = JSON.parse(stdout);
    const expected = RATE * 3600 * HOURS;
    assert.ok(Math.abs(produced - expected) < 5 * Math.sqrt(expected), 'as many records as the rate says');
    const sum = Object.values(fates).reduce((total, count) => total + count, 0);
    assert.equal(sum, produced, 'each has one fate');
    const title = `${HOURS} h at 3,200/s, ${name}`;
    report(`${title}: peak of the process`, `${peakMiB.toFixed(0)} MiB`, '< 512 MiB');
    report(
      `${title}: records per CPU-second`,
      `${(produced / cpuSeconds / 1e6).toFixed(2)} M/s`,
      '(reported)',
    );
    for (const { hour, liveMiB, rssMiB } of hours) {
      if (hour !== 1 && hour % 4 !== 0 && hour !== hours.length) continue;
      const mib = `${liveMiB.toFixed(1)} MiB`;
      report(`${title}: live after hour ${hour} (resident ${rssMiB.toFixed(0)} MiB)`, mib, '(reported)');
    }
    const growth = hours.at(-1).liveMiB - hours[0].liveMiB;
    report(`${title}: growth after the first hour`, `${growth.toFixed(2)} MiB`, 'none (< 1 MiB)');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await child(process.argv[2]);
