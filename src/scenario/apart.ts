// What sends a copy of each record over every one of its wires (a topic) must lead to other applications by each: one that got
// two copies of a record would have two fates for it.

import type { Context } from './context.ts';
import type { ReadComponent, Wire } from './wires.ts';

type Components = ReadonlyMap<string, ReadComponent>;

/** Tells of wires by which an application is reached that another wire of the same component leads to. */
export function checkApart(components: Components, wires: readonly Wire[], context: Context): void {
  for (const [name, { type, at }] of components) {
    if (type.sendsCopies !== true) continue;
    const by = new Map<string, Wire>();
    for (const wire of sendsOf(name, wires)) {
      for (const application of endsAt(wire.target, components, wires, new Set())) {
        const other = by.get(application);
        if (other === undefined) by.set(application, wire);
        else {
          context.add(
            at(wire.path),
            `"${application}" would get each message of "${name}" twice: by "${other.target}" and by "${wire.target}"`,
            { expected: 'one way from here to each application' },
          );
        }
      }
    }
  }
}

function sendsOf(name: string, wires: readonly Wire[]): readonly Wire[] {
  return wires.filter(({ owner, wire }) => owner === name && wire !== 'from');
}

// The applications that what is sent to a component comes to: those that read it and what it moves on to, or itself.
function endsAt(
  name: string,
  components: Components,
  wires: readonly Wire[],
  seen: Set<string>,
): ReadonlySet<string> {
  if (seen.has(name)) return new Set();
  seen.add(name);
  const { type } = components.get(name)!;
  const readers = wires
    .filter(({ wire, target }) => wire === 'from' && target === name)
    .map(({ owner }) => owner);
  const passes = sendsOf(name, wires).filter(
    ({ wire }) => type.sendsCopies === true || wire === 'deadLetterTarget',
  );
  const beyond = passes.flatMap(({ target, wire }) => {
    const ends = [...endsAt(target, components, wires, seen)];
    // What nobody reads of a dead-letter queue ends there, for nobody.
    return wire === 'deadLetterTarget' ? ends.filter((end) => end !== target) : ends;
  });
  if (type.sendsCopies === true) return new Set(beyond);
  return new Set([...(readers.length > 0 ? readers : [name]), ...beyond]);
}
