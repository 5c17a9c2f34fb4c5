// The environments of one function, by number. One that is free goes to the next invocation, the last used first, so that
// those that the load no longer needs grow idle and are taken away. What is provisioned never is.

import { wider } from '../../records/wider.ts';

const FIRST = 64;

/** Environments of one function, on demand and provisioned; each runs one invocation at a time. */
export class Environments {
  /** By number: 1 for those that are provisioned. */
  provisioned = new Uint8Array(FIRST);
  /** By number: 1 for those that must be initialised before they run: new ones, and those that were ended in an invocation. */
  cold = new Uint8Array(FIRST);
  /** How many numbers were ever given. */
  length = 0;
  private readonly idleLifeUs: number;
  // Free ones on demand, the last used last: [from, to) of a stack whose lower end is taken away.
  private free = new Int32Array(FIRST);
  private freeSinceUs = new Float64Array(FIRST);
  private from = 0;
  private to = 0;
  private readonly ready: number[] = [];
  private readonly gone: number[] = [];

  constructor(idleLifeUs: number, provisioned: number) {
    this.idleLifeUs = idleLifeUs;
    for (let i = 0; i < provisioned; i++) {
      const number = this.open();
      this.provisioned[number] = 1;
      this.cold[number] = 0;
      this.ready.push(number);
    }
  }

  /** Whether a provisioned environment is free. */
  get hasProvisioned(): boolean {
    return this.ready.length > 0;
  }

  /** Whether one on demand is free that was used within the idle life. */
  hasWarm(nowUs: number): boolean {
    const { free, freeSinceUs } = this;
    while (this.from < this.to && nowUs - freeSinceUs[this.from]! >= this.idleLifeUs) {
      this.gone.push(free[this.from++]!);
    }
    return this.from < this.to;
  }

  /** Takes the provisioned environment that was used last. */
  takeProvisioned(): number {
    return this.ready.pop()!;
  }

  /** Takes the one on demand that was used last. */
  takeWarm(): number {
    return this.free[--this.to]!;
  }

  /** A new environment. @returns its number */
  open(): number {
    const number = this.gone.pop() ?? this.length++;
    if (number === this.cold.length) {
      this.cold = wider(this.cold, new Uint8Array(number * 2));
      this.provisioned = wider(this.provisioned, new Uint8Array(number * 2));
    }
    this.cold[number] = 1;
    return number;
  }

  /** An environment is free again. */
  release(number: number, nowUs: number): void {
    if (this.provisioned[number] === 1) {
      this.ready.push(number);
      return;
    }
    if (this.to === this.free.length) this.makeRoom();
    this.free[this.to] = number;
    this.freeSinceUs[this.to++] = nowUs;
  }

  private makeRoom(): void {
    const { from, to } = this;
    if (from * 2 < to) {
      this.free = wider(this.free, new Int32Array(this.free.length * 2));
      this.freeSinceUs = wider(this.freeSinceUs, new Float64Array(this.freeSinceUs.length * 2));
      return;
    }
    this.free.copyWithin(0, from, to);
    this.freeSinceUs.copyWithin(0, from, to);
    this.to -= from;
    this.from = 0;
  }
}
