// Where an entry is declared: the compiled module that exports it, so that a process can change it before anything else is
// loaded that would copy it.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT } from '../mutations/mutant.ts';

const DECLARES = /(limits|meters|prices)\.js$/;

/** An exported object, or what it has under a key. */
export interface Place {
  /** Relative to the package's folder. */
  readonly file: string;
  readonly name: string;
  readonly key: string | null;
}

/** What is exported at a place. */
export async function at({ file, name, key }: Place): Promise<object> {
  const exported = ((await import(pathToFileURL(file).href)) as Record<string, Record<string, object>>)[
    name
  ]!;
  return key === null ? exported : exported[key]!;
}

/** Every exported object of the modules that declare limits, meters and prices, with its place. */
export async function places(): Promise<ReadonlyMap<object, Place>> {
  const root = join(BUILT, 'src/services');
  const found = new Map<object, Place>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!DECLARES.test(path)) continue;
    const file = join(root, path);
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    for (const [name, exported] of Object.entries(module)) {
      if (typeof exported !== 'object' || exported === null) continue;
      add(found, exported, { file, name, key: null });
      for (const [key, inner] of Object.entries(exported)) {
        if (typeof inner === 'object' && inner !== null) add(found, inner, { file, name, key });
      }
    }
  }
  return found;
}

// The module that makes it is the one that is wanted; others pass it on.
function add(found: Map<object, Place>, object: object, place: Place): void {
  const known = found.get(object);
  if (known === undefined || (known.key !== null && place.key === null)) found.set(object, place);
}
