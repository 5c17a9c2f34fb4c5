// The scenario's hash: SHA-256 of what it says as data, so that comments, order and spelling of units do not matter
// and everything that moves a result does.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Design } from './design.ts';

/** The hash of plain data, in hex: the same for the same content, whatever the order of its keys. */
export function dataHash(data: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(data))));
}

/** The hash of the designs of a scenario, in hex. */
export function scenarioHash(designs: readonly Design[]): string {
  const said = designs.map(({ assumptions: _, objectives, ...design }) => ({
    ...design,
    objectives: objectives.map(({ path, operator, limit }) => ({ path, operator, limit })),
  }));
  return dataHash(said);
}

/** JSON with the keys of every object in order, and a form for the numbers that JSON lacks. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
}
