// Which way records go: `to` leads away from a component, `from` towards it, wherever in its configuration they
// stand (`calls`, `eventSourceMappings`, `subscriptions`). The other references (a lease table) carry no records.

import type { Design } from '../scenario/design.ts';

/** Whether records on their way between two components can pass through a third (or begin or end there). */
export function passesThrough(design: Design, component: string, from: string, to: string): boolean {
  if (component === from || component === to) return true;
  return reaches(design, from, component) && reaches(design, component, to);
}

function reaches(design: Design, from: string, to: string): boolean {
  const wires = wiresOf(design);
  const seen = new Set([from]);
  for (const name of seen) {
    for (const wire of wires) if (wire.from === name) seen.add(wire.to);
  }
  return seen.has(to);
}

/** One way that records go. */
export interface Wire {
  readonly from: string;
  readonly to: string;
}

/** All ways, in the order in which the configurations name them. */
export function wiresOf(design: Design): readonly Wire[] {
  return Object.entries(design.components).flatMap(([name, { config }]) => {
    const wires: Wire[] = [];
    collect(config, (word, target) => {
      if (design.components[target] === undefined) return;
      wires.push(word === 'to' ? { from: name, to: target } : { from: target, to: name });
    });
    return wires;
  });
}

function collect(value: unknown, found: (word: 'to' | 'from', target: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [word, inner] of Object.entries(value)) {
    if ((word === 'to' || word === 'from') && typeof inner === 'string') found(word, inner);
    else collect(inner, found);
  }
}
