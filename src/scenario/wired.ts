// Rules between components that are wired to each other: each type says for itself what it does not take from its
// neighbours, and every refusal gets the place of the property at fault, wherever that stands.

import type { Neighbour } from '../services/component.ts';
import type { WorkloadConfig } from '../workload/workload.ts';
import type { Context } from './context.ts';
import type { Wire, WiredDesign } from './wires.ts';

/** Asks every component of a design what is wrong with its neighbours; tells it. */
export function checkWired(
  { components, copies }: WiredDesign,
  wires: readonly Wire[],
  workloads: Readonly<Record<string, WorkloadConfig>>,
  account: Readonly<Record<string, unknown>>,
  context: Context,
): void {
  const copied = new Set([...copies.values()].flat());
  const operationsOf = (name: string): readonly string[] | undefined => {
    const { type, config } = components.get(name)!;
    return type.operations?.(config, operationsOf);
  };
  const neighbour = (name: string, { wire }: Wire): Neighbour => {
    const { type, config } = components.get(name)!;
    const operations = operationsOf(name);
    const ports = type.offers(config).map((port) => port.name);
    return { name, type: type.name, config, wire, isCopy: copied.has(name), operations, ports };
  };
  for (const [name, { type, config }] of components) {
    if (type.checkWired === undefined) continue;
    const workload = (config as { readonly workload?: unknown }).workload;
    const refusals = type.checkWired(config, {
      name,
      namedBy: wires.filter(({ target }) => target === name).map((wire) => neighbour(wire.owner, wire)),
      names: wires.filter(({ owner }) => owner === name).map((wire) => neighbour(wire.target, wire)),
      alike: [...components].flatMap(([name, one]) =>
        one.type === type ? [{ name, config: one.config }] : [],
      ),
      account,
      workload: typeof workload === 'string' ? { name: workload, config: workloads[workload]! } : null,
    });
    for (const { component = name, path, message, source } of refusals) {
      context.add(components.get(component)!.at(path), message, { expected: source });
    }
  }
}
