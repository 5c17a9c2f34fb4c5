// Loads a scenario as `sim run` does, and gives its designs.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadScenario } from '../../dist/scenario/load.js';
import { catalogue } from '../../dist/services/index.js';

/** The designs of a scenario: the base first. @param sets as `--set` takes them */
export async function designsOf(text, sets = []) {
  const readFile = () => {
    throw new Error('a benchmark reads no other file');
  };
  const scenario = await loadScenario({
    text,
    file: 'bench.yaml',
    readFile,
    environment: {},
    sets,
    catalogue,
  });
  return scenario.designs;
}

/** Where a file of this checkout is. */
export function pathOf(file) {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}

/** The designs of a scenario file of this checkout. */
export async function designsIn(file, sets = []) {
  return designsOf(readFileSync(pathOf(file), 'utf8'), sets);
}
