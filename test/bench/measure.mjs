// CPU time of this process, and the median of repeated, interleaved measurements: machines are shared and noisy,
// so figures are compared within one run, never between runs.

/** CPU seconds (user and system) that `work` takes. */
export function cpuSeconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Runs all of `works` in turn, `rounds` times, after one round that is not counted. @returns medians, seconds */
export function medians(works, rounds) {
  const times = works.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const seconds = cpuSeconds(work);
      if (round >= 0) times[i].push(seconds);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);
}

/** Prints one figure with its target; the target is a statement, the reader judges. */
export function report(name, value, target) {
  console.log(`${name.padEnd(64)} ${value.padStart(16)}   ${target}`);
}
