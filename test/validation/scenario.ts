// Reads a scenario file as `sim run` does, with the same settings as its `--set`: rows go through the language that
// users have.

import { readFile } from 'node:fs/promises';
import type { Design } from '../../src/scenario/design.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { catalogue } from '../../src/services/index.ts';

/** The designs of a scenario file, by name. @param file relative to the package's folder */
export async function designsOf(
  file: string,
  sets: readonly string[] = [],
): Promise<ReadonlyMap<string, Design>> {
  const { designs } = await loadScenario({
    text: await readFile(file, 'utf8'),
    file,
    readFile: () => Promise.reject(new Error('a row brings no traces')),
    environment: {},
    sets,
    catalogue,
  });
  return new Map(designs.map((design) => [design.name, design]));
}

/** The base design of a scenario file. */
export async function designOf(file: string, sets: readonly string[] = []): Promise<Design> {
  const design = (await designsOf(file, sets)).get('base');
  if (design === undefined) throw new Error(`${file} has no base`);
  return design;
}
