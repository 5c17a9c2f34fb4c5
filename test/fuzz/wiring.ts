// Wires drafts to one another: each property that names a component leads to one that offers what is asked, which is made
// where there is none, and whatever nothing reaches gets a source of its own.

import type { ComponentType } from '../../src/services/component.ts';
import { catalogue } from '../../src/services/index.ts';
import type { Chance } from './chance.ts';
import { type Draft, draft } from './draft.ts';
import { PRESETS } from './presets.ts';
import { isSource, namedIn } from './references.ts';

const MOST_COMPONENTS = 14;

interface Reading {
  readonly reader: ComponentType;
  readonly ports: readonly string[];
}

/** Types with a property that reads from another component, and the ports that it may read from. */
const READERS: readonly Reading[] = catalogue.flatMap((reader) => {
  const named = (PRESETS.get(reader.name) ?? []).flatMap((data) => [...namedIn(reader.schema, data)]);
  const ports = named.flatMap(({ reference }) => (reference?.wire === 'from' ? reference.ports : []));
  return ports.length === 0 ? [] : [{ reader, ports }];
});

/** Draws components of these types, and more as they are needed, all wired. */
export function wired(types: readonly ComponentType[], chance: Chance, density: number): Draft[] {
  return new Wiring(chance, density).wire(types);
}

class Wiring {
  private readonly chance: Chance;
  private readonly density: number;
  /** In the order in which records go: what sends comes before what it sends to. */
  private readonly order: Draft[] = [];
  private made = 0;

  constructor(chance: Chance, density: number) {
    this.chance = chance;
    this.density = density;
  }

  wire(types: readonly ComponentType[]): Draft[] {
    const [sources, others] = [types.filter(hasWorkload), types.filter((type) => !hasWorkload(type))];
    for (const type of [...sources, ...this.chance.shuffled(others)]) this.order.push(this.make(type));
    for (let i = 0; i < this.order.length; i++) i += this.connect(this.order[i]!);
    this.read();
    this.feed();
    for (const one of this.order) this.nameSenders(one);
    return this.order;
  }

  private make(type: ComponentType): Draft {
    return draft(`c${++this.made}`, type, this.chance, this.density);
  }

  /** Gives every wire of a draft an end. @returns how many components came before it meanwhile */
  private connect(one: Draft): number {
    let before = 0;
    const taken = new Set<string>();
    for (const { reference, holder, step } of [...namedIn(one.type.schema, one.data)]) {
      if (reference === null) continue;
      const reads = reference.wire === 'from';
      const at = this.order.indexOf(one);
      const near = (reads ? this.order.slice(0, at) : this.order.slice(at + 1)).filter(
        ({ ports, name }) => !taken.has(name) && ports.some((port) => reference.ports.includes(port)),
      );
      let found =
        near.length > 0 && !this.chance.happens(0.15) ? this.chance.pick(near) : this.maker(reference.ports);
      found ??= near[0];
      if (found === undefined) continue;
      if (!this.order.includes(found)) {
        this.order.splice(reads ? at : this.order.length, 0, found);
        if (reads) before += 1;
      }
      taken.add(found.name);
      holder[step] = found.name;
    }
    return before;
  }

  /** A new component that offers one of these ports. */
  private maker(ports: readonly string[]): Draft | undefined {
    if (this.order.length >= MOST_COMPONENTS) return undefined;
    for (const type of this.chance.shuffled(catalogue)) {
      const made = this.make(type);
      if (made.ports.some((port) => ports.includes(port))) return made;
    }
    return undefined;
  }

  /** What can be read is read, now and then, by one more. */
  private read(): void {
    for (const one of [...this.order]) {
      if (!this.chance.happens(0.35) || this.order.length >= MOST_COMPONENTS) continue;
      const fitting = READERS.filter(({ ports }) => ports.some((port) => one.ports.includes(port)));
      if (fitting.length === 0) continue;
      const made = this.make(this.chance.pick(fitting).reader);
      this.order.push(made);
      for (const { reference, holder, step } of namedIn(made.type.schema, made.data)) {
        if (reference?.wire === 'from' && reference.ports.some((port) => one.ports.includes(port)))
          holder[step] = one.name;
      }
      this.connectRest(made);
    }
  }

  /** The wires of a reader that are no reading. */
  private connectRest(made: Draft): void {
    const from = new Map<object, unknown>();
    for (const { reference, holder, step } of namedIn(made.type.schema, made.data))
      if (reference?.wire === 'from') from.set(holder, holder[step]);
    this.connect(made);
    for (const { reference, holder, step } of namedIn(made.type.schema, made.data))
      if (reference?.wire === 'from' && from.has(holder)) holder[step] = from.get(holder);
  }

  /** Whatever nothing reaches gets a source. */
  private feed(): void {
    const sources = catalogue.filter(hasWorkload);
    for (const one of [...this.order]) {
      if (hasWorkload(one.type) || this.isFed(one)) continue;
      for (const type of this.chance.shuffled(sources)) {
        const source = this.make(type);
        const fitting = [...namedIn(type.schema, source.data)].filter(({ reference }) =>
          reference?.ports.some((port) => one.ports.includes(port)),
        );
        if (fitting.length === 0) continue;
        for (const { holder, step } of fitting) holder[step] = one.name;
        this.order.unshift(source);
        break;
      }
    }
  }

  private isFed(one: Draft): boolean {
    return this.order.some((other) =>
      [...namedIn(other.type.schema, other.data)].some(({ reference, holder, step }) =>
        reference?.wire === 'from' ? other === one : holder[step] === one.name,
      ),
    );
  }

  /** Properties that name who sends here. */
  private nameSenders(one: Draft): void {
    const senders = this.order.filter((other) =>
      [...namedIn(other.type.schema, other.data)].some(
        ({ reference, holder, step }) =>
          reference !== null && reference.wire !== 'from' && holder[step] === one.name,
      ),
    );
    for (const { reference, holder, step } of namedIn(one.type.schema, one.data)) {
      if (reference === null && senders.length > 0)
        holder[step] = senders[Number(step) % senders.length]!.name;
    }
  }
}

function hasWorkload({ schema }: ComponentType): boolean {
  return isSource(schema);
}
