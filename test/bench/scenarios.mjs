// Loads a scenario from text, as `sim run` does, and gives its designs.

import { loadScenario } from '../../dist/scenario/load.js';
import { catalogue } from '../../dist/services/index.js';

/** The designs of a scenario: the base first. */
export async function designsOf(text) {
  const readFile = () => {
    throw new Error('a benchmark reads no other file');
  };
  const scenario = await loadScenario({
    text,
    file: 'bench.yaml',
    readFile,
    environment: {},
    sets: [],
    catalogue,
  });
  return scenario.designs;
}
