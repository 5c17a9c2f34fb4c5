// A copy of the compiled validation with the program mutated in it. Only the edited files are compiled anew, each by itself;
// before that, the compiler must give what was built of them as they are, lest an edit meet an older build.

import { readFileSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { type Mutation, mutated } from './mutation.ts';

/** Where `tsconfig.validate.json` puts what it compiles: within the package, so that its dependencies are found. */
export const BUILT = 'dist-validate';

/**
 * Makes it anew.
 * @returns its folder
 * @throws when an edit does not fit the source, or the build does not
 */
export async function makeMutant(mutation: Mutation): Promise<string> {
  const folder = join(BUILT, 'mutants', mutation.name);
  await removeMutant(folder);
  const sources = mutated(mutation, (file) => readFileSync(file, 'utf8'));
  for (const part of ['src', 'test']) {
    const filter = (path: string): boolean => !path.endsWith('.map');
    await cp(join(BUILT, part), join(folder, part), { recursive: true, filter });
  }
  for (const [file, source] of sources) {
    const built = `${file.slice(0, -'.ts'.length)}.js`;
    if (compiled(readFileSync(file, 'utf8'), file) !== withoutMap(readFileSync(join(BUILT, built), 'utf8')))
      throw new Error(`${join(BUILT, built)} is not what ${file} compiles to: build the validation anew`);
    await writeFile(join(folder, built), compiled(source, file));
  }
  return folder;
}

export async function removeMutant(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

function compiled(source: string, fileName: string): string {
  return ts.transpileModule(source, { fileName, compilerOptions: compilerOptions() }).outputText;
}

let options: ts.CompilerOptions | null = null;

function compilerOptions(): ts.CompilerOptions {
  if (options === null) {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
    const config = ts.getParsedCommandLineOfConfigFile('tsconfig.validate.json', {}, host);
    if (config === undefined) throw new Error('tsconfig.validate.json cannot be read');
    // Alone, a file is not known to lie in a package of modules.
    options = { ...config.options, module: ts.ModuleKind.ESNext, sourceMap: false, incremental: false };
  }
  return options;
}

function withoutMap(built: string): string {
  return built.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
}
