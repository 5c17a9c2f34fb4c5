// Paths of a scenario as a table's heading has room for them.

const POSITION = /^\d+$/;

/**
 * Each path by its last steps: two, or as many as make it another than the rest. Where a position in a list would come
 * first, it begins after that if it can, else with the list's name.
 */
export function shortPaths(paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    const steps = path.split('.');
    for (let kept = POSITION.test(steps.at(-2) ?? '') ? 1 : 2; kept < steps.length; kept++) {
      if (POSITION.test(steps.at(-kept)!)) continue;
      const short = steps.slice(-kept).join('.');
      if (paths.every((other) => other === path || !`.${other}`.endsWith(`.${short}`))) return short;
    }
    return path;
  });
}
