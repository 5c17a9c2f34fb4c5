import { resolve, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const SOURCE = resolve('src') + sep;

/**
 * What the tests import from `src/` is loaded from the build, as Node loads it: the program that is shipped. Transformed
 * one by one instead, its modules take longer to load than most files of tests take to run, and run slower.
 */
const compiled: Plugin = {
  name: 'compiled',
  enforce: 'pre',
  resolveId(imported, importer) {
    if (importer === undefined || !imported.startsWith('.') || !imported.endsWith('.ts')) return null;
    const path = resolve(importer, '..', imported);
    if (!path.startsWith(SOURCE)) return null;
    const built = path.slice(SOURCE.length).replace(/\.ts$/, '.js');
    return { id: resolve('dist', built), external: true };
  },
};

export default defineConfig({
  plugins: [compiled],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // A process loads the program once for all the files that it is given: a test leaves behind what it found.
    isolate: false,
    // Vitest leaves a core free otherwise, which is half of the machine where there are two.
    maxWorkers: '100%',
    // For what hangs, not for what is slow: by the clock, a busy machine takes several times what an idle one does.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
