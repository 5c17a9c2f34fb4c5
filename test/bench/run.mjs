// `npm run bench`: speed and memory, never a timed test. Each figure stands beside one measured in the same run, and
// each benchmark asserts what it has computed. `npm run bench -- mm1 help` runs those alone. Another benchmark is a file
// that exports a function, and a line here.

import { simulatedDay } from './day.mjs';
import { help } from './help.mjs';
import { holdModel } from './hold.mjs';
import { hotShard } from './hot-shard.mjs';
import { kpl } from './kpl.mjs';
import { kplOverload } from './kpl-overload.mjs';
import { mm1 } from './mm1.mjs';
import { peakMemory } from './peak.mjs';
import { putRecord } from './put-record.mjs';
import { speedUp } from './speed-up.mjs';
import { table } from './table.mjs';

const benchmarks = {
  hold: holdModel,
  mm1,
  'hot-shard': hotShard,
  kpl,
  'kpl-overload': kplOverload,
  'put-record': putRecord,
  table,
  'speed-up': speedUp,
  peak: peakMemory,
  day: simulatedDay,
  help,
};

const names = process.argv.slice(2);
for (const name of names) {
  if (!(name in benchmarks)) throw new Error(`no benchmark ${name}: ${Object.keys(benchmarks).join(', ')}`);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (names.length === 0 || names.includes(name)) await run();
}
