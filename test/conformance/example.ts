// What every claim of the suite runs over: the types of the catalogue, each with its own example. Nothing here or in
// the claims names a type, so a new one is covered by being listed.

import { Measurements } from '../../src/experiment/measurements.ts';
import { runReplication } from '../../src/experiment/replication.ts';
import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import type { Probe } from '../../src/experiment/site.ts';
import type { Design, Scenario } from '../../src/scenario/design.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { ComponentType } from '../../src/services/component.ts';
import { catalogue } from '../../src/services/index.ts';

/** Every type, with its name before it: for `describe.each`. */
export const TYPES: readonly (readonly [name: string, type: ComponentType])[] = catalogue.map((type) => [
  type.name,
  type,
]);

const BY_NAME = new Map(catalogue.map((type) => [type.name as string, type]));

/** Those whose examples have no traffic but that of their workloads: the others' does not follow the load. */
export const CARRYING = TYPES.filter(([, { sendsUnasked }]) => !sendsUnasked);

/** Loads a scenario from its text, as the command does, with `path=value` laid over it. */
export function load(text: string, sets: readonly string[] = []): Promise<Scenario> {
  return loadScenario({
    text,
    file: 'example.yaml',
    readFile: () => Promise.reject(new Error('an example stands alone')),
    environment: {},
    sets,
    catalogue,
  });
}

/** The base design of a scenario's text. */
export async function designOf(text: string, sets: readonly string[] = []): Promise<Design> {
  return (await load(text, sets)).designs[0]!;
}

/** One replication of a design, the first unless told. */
export function run(design: Design, probe: Probe = {}, replication = 1): ReplicationResult {
  return runReplication(design, replication, probe);
}

/** What one replication measured, to be asked like a result. */
export function measured(design: Design, result: ReplicationResult): Measurements {
  return new Measurements(design, BY_NAME, [result]);
}

/** Records produced in the window, over all flows. */
export function produced({ flows }: ReplicationResult): number {
  return flows.reduce((sum, flow) => sum + flow.produced, 0);
}

/** Runs `during` with one method of a class replaced; a spy would keep every call. `call` is the method itself. */
export function replaced<C extends object, M extends keyof C, T>(
  of: { readonly prototype: C },
  method: M,
  by: (call: C[M], on: C) => C[M],
  during: () => T,
): T {
  const call = of.prototype[method];
  const made = new Map<C, C[M]>();
  of.prototype[method] = function (this: C, ...args: unknown[]) {
    let own = made.get(this);
    if (own === undefined) {
      own = by(call, this);
      made.set(this, own);
    }
    return (own as (...args: unknown[]) => unknown)(...args);
  } as C[M];
  try {
    return during();
  } finally {
    of.prototype[method] = call;
  }
}
