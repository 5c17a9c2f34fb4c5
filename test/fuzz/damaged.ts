// A case of damage: a scenario that is right, one to three ways of damaging it, and what is left.

import type { Chance } from './chance.ts';
import { STRUCTURE_DAMAGE } from './structure-damage.ts';
import { type Damage, TEXT_DAMAGE } from './text-damage.ts';
import { VALUE_DAMAGE } from './value-damage.ts';

/** What came of damaging a scenario. */
export interface Damaged {
  /** What was done to which scenario, in words. */
  readonly story: string;
  readonly bytes: Buffer;
}

const KINDS: readonly (readonly [name: string, damage: Damage])[] = [
  TEXT_DAMAGE,
  VALUE_DAMAGE,
  STRUCTURE_DAMAGE,
].flatMap((kinds) => Object.entries(kinds));
/** The one that finds most, by far. */
const VALUES = Object.entries(VALUE_DAMAGE).slice(0, 4);

/** Damages a scenario. @param name of what it is */
export function damaged(name: string, text: string, chance: Chance): Damaged {
  const done: string[] = [];
  let bytes: Buffer = Buffer.from(text);
  for (let more = true; more && done.length < 3; more = chance.happens(0.3)) {
    const [kind, damage] = chance.pick(chance.happens(0.3) ? VALUES : KINDS);
    done.push(kind);
    try {
      bytes = damage(bytes, chance);
    } catch {
      // What is no YAML any more cannot be damaged as YAML.
      done.push('(in vain)');
    }
  }
  return { story: `${name}: ${done.join(', ')}`, bytes };
}
