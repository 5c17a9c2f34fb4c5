import { describe, expect, it } from 'vitest';
import { importsOf, PURE, ROOMS, SOURCES, targetOf } from './source.ts';

const RANK = new Map<string, number>(ROOMS.map((room, rank) => [room, rank]));
const PATHS = new Set(SOURCES.map(({ path }) => path));

const EDGES = SOURCES.flatMap((file) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ file, specifier, target: targetOf(file, specifier) })),
);

describe('imports', () => {
  it('are seen at all: this test reads the files that there are', () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(EDGES.length).toBeGreaterThan(300);
    expect(new Set(SOURCES.map(({ room }) => room))).toEqual(new Set(ROOMS));
  });

  it('lead to a file of src/, with its extension', () => {
    // package.json stands outside and is read by the command alone.
    const astray = EDGES.filter(({ target }) => !PATHS.has(target) && !target.endsWith('.json'));
    expect(astray.map(({ file, specifier }) => `${file.path} → ${specifier}`)).toEqual([]);
  });

  it('go one way: engine, metrics, language, workload, pricing, services, scenario, experiment, report, cli', () => {
    const upward = EDGES.filter(({ file, target }) => {
      const to = RANK.get(target.split('/')[0]!);
      return to !== undefined && to > RANK.get(file.room)!;
    });
    expect(upward.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
  });

  it('never run in a ring', () => {
    // Types may refer to each other; values may not, or a file meets another half made.
    const values = new Map<string, string[]>();
    for (const { file, specifier, target } of EDGES) {
      const escaped = specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (new RegExp(`(?:import|export) type [^;]*?from '${escaped}'`).test(file.text)) continue;
      values.set(file.path, [...(values.get(file.path) ?? []), target]);
    }
    const rings: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) rings.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of values.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of SOURCES) visit(path, []);
    expect(rings).toEqual([]);
  });

  it('of Node’s own modules stand in the last three rooms alone: what is above runs in a browser too', () => {
    const found = SOURCES.filter(({ room }) => PURE.includes(room)).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('node:'))
        .map((specifier) => `${file.path} → ${specifier}`),
    );
    expect(found).toEqual([]);
  });

  it('of one service never come from another: they meet through ports', () => {
    const shared = new Set([
      'ports',
      'client',
      'records',
      'component.ts',
      'fault.ts',
      'saturation.ts',
      'index.ts',
    ]);
    const service = (path: string): string | null => {
      const [room, folder] = path.split('/');
      return room === 'services' && !shared.has(folder!) ? folder! : null;
    };
    const crossing = EDGES.filter(({ file, target }) => {
      const to = service(target);
      return to !== null && file.path !== 'services/index.ts' && service(file.path) !== to;
    });
    // Nobody but the catalogue reaches into a service’s folder.
    expect(crossing.map(({ file, target }) => `${file.path} → ${target}`)).toEqual([]);
  });

  it('of the catalogue come from scenario, experiment and the command alone', () => {
    const from = EDGES.filter(({ target }) => target === 'services/index.ts').map(({ file }) => file.room);
    expect(from.length).toBeGreaterThan(0);
    expect(from.filter((room) => !['scenario', 'experiment', 'cli'].includes(room))).toEqual([]);
  });
});
