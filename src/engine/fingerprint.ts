// A run as a number: a rolling hash over every event (when, whose, what kind) and over what the events carried
// (records, bytes, the sum of record numbers). Two runs with the same fingerprint took the same path.

/** A rolling 64-bit hash, kept as two 32-bit words. */
export class Fingerprint {
  private a = 0x6a09e667 | 0;
  private b = 0xbb67ae85 | 0;

  /** Mixes one event: its time in µs and its handler's number. */
  event(timeUs: number, handler: number): void {
    const a = Math.imul(this.a ^ (timeUs | 0), 0x85ebca6b);
    this.a = (a << 13) | (a >>> 19);
    this.b = Math.imul(this.b + (a ^ handler), 0xc2b2ae35);
  }

  /** Mixes the events of one handler at the moments [from, to) of a column. */
  eventsOf(handler: number, atUs: Float64Array, from: number, to: number): void {
    let { a, b } = this;
    for (let i = from; i < to; i++) {
      const mixed = Math.imul(a ^ (atUs[i]! | 0), 0x85ebca6b);
      a = (mixed << 13) | (mixed >>> 19);
      b = Math.imul(b + (mixed ^ handler), 0xc2b2ae35);
    }
    this.a = a;
    this.b = b;
  }

  /** Mixes what an event carried: how many records, their bytes, the sum of their numbers. */
  carried(count: number, bytes: number, numberSum: number): void {
    const b = Math.imul(this.b ^ (bytes | 0) ^ Math.imul(count | 0, 0x9e3779b9), 0x85ebca6b);
    this.b = (b << 15) | (b >>> 17);
    this.a = Math.imul(this.a + (b ^ (numberSum | 0)), 0xc2b2ae35);
  }

  /** Mixes any number, all of its 64 bits. */
  number(value: number): void {
    bits[0] = value;
    this.event(words[0]!, words[1]!);
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return hex(this.a ^ (this.b >>> 16)) + hex(this.b ^ (this.a >>> 15));
  }
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
