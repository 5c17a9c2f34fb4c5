// The shipped scenarios, cut short.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What cuts a scenario short: five seconds, in which its faults happen, its streams are resharded, and consumers join. */
export function shortened(file: string): string[] {
  const scenario = parse(readFileSync(join('scenarios', file), 'utf8')) as {
    readonly faults?: readonly object[];
    readonly components?: Readonly<Record<string, { readonly joinsAt?: string }>>;
  };
  const moved = scenario.faults?.map((fault, i) => ({ ...fault, at: `${i + 1} s`, for: '500 ms' }));
  return [
    'duration=5 s',
    'warmup=1 s',
    'replications=2',
    ...(moved === undefined ? [] : [`faults=${JSON.stringify(moved)}`]),
    ...[...reshardings(scenario)].flatMap(([stream, requests]) => [
      `${stream}.reshardTime=300 ms`,
      `${stream}.resharding=${JSON.stringify(requests.map((one, i) => ({ ...one, at: `${i + 1} s` })))}`,
    ]),
    ...Object.entries(scenario.components ?? {}).flatMap(([name, component]) =>
      component.joinsAt === undefined ? [] : [`components.${name}.joinsAt=2 s`],
    ),
  ];
}

/** Every stream that the scenario, or a variant of it, reshards: by its path, what is asked of it. */
function reshardings(node: unknown, path = ''): Map<string, readonly object[]> {
  if (typeof node !== 'object' || node === null) return new Map();
  const stream = /(components\.[^.]+)\.resharding$/.exec(path)?.[1];
  if (stream !== undefined) return new Map([[stream, node as readonly object[]]]);
  return new Map(Object.entries(node).flatMap(([key, inner]) => [...reshardings(inner, `${path}.${key}`)]));
}
