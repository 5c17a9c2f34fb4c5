// Named random streams. The name alone (seed, replication, owner, purpose) decides what a stream draws, so the
// order in which components are built, or a component more, changes no draw of any other.
// The generator is Johannes Baagøe's Alea as seedrandom 3.0.5 has it, seeded by the name's text (alea-stream.ts).

import { AleaStream } from './alea-stream.ts';

/** A source of uniform numbers. */
export interface Stream {
  /** The next number, uniform in [0, 1), with 53 bits. */
  double(): number;
}

/** A stream whose draws come in one order, singly or many at a time. */
export interface Sequence extends Stream {
  /** Writes the next `length` numbers: what as many calls of `double` would give. */
  fill(into: Float64Array, length: number): void;
}

/** A stream whose draws belong to a number (a record's), not to an order: `at(n)` begins the draws of n. */
export interface NumberedStream extends Stream {
  /** Positions the stream on the draws of record `n` (a whole number from 0 to 2^53), and returns it. */
  at(n: number): Stream;
}

/**
 * The sequential stream of a name.
 * @param name for instance `1/r3/web-servers/arrivals`
 */
export function sequentialStream(name: string): Sequence {
  return new AleaStream(name);
}

const TWO_32 = 4294967296;

// A counter-based generator: the draw of (record, i) is a mix of the two with 128 bits of key taken from the
// name's Alea stream. Two rounds of the 32-bit finaliser of MurmurHash3 over both halves (public domain,
// A. Appleby); its uniformity and independence are tested in test/engine/random.test.ts.
class CounterStream implements NumberedStream {
  private readonly k0: number;
  private readonly k1: number;
  private readonly k2: number;
  private readonly k3: number;
  private low = 0;
  private high = 0;
  private index = 0;

  constructor(name: string) {
    const stream = sequentialStream(name);
    this.k0 = (stream.double() * TWO_32) | 0;
    this.k1 = (stream.double() * TWO_32) | 0;
    this.k2 = (stream.double() * TWO_32) | 0;
    this.k3 = (stream.double() * TWO_32) | 0;
  }

  at(n: number): Stream {
    this.low = n | 0;
    this.high = (n / TWO_32) | 0;
    this.index = 0;
    return this;
  }

  double(): number {
    const i = this.index++;
    const a = mix(this.low ^ this.k0, this.high ^ Math.imul(i, 0x9e3779b9) ^ this.k1);
    const b = mix(a ^ this.k2, this.low ^ Math.imul(i, 0x85ebca6b) ^ this.k3);
    return ((a >>> 5) * 67108864 + (b >>> 6)) / 9007199254740992;
  }
}

function mix(x: number, y: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) ^ y;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The numbered stream of a name: the same number draws the same values, in whatever order it is asked. */
export function numberedStream(name: string): NumberedStream {
  return new CounterStream(name);
}
