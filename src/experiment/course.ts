// One design on its way to enough replications. They may run in any order and ahead of need, but they are looked at in
// replication order alone: how many there will be follows from the numbers, never from what ended first, and what ran
// beyond the stop is thrown away.

import type { Design } from '../scenario/design.ts';
import type { ReplicationResult } from './replication-result.ts';
import type { Failure } from './task.ts';

/** Says when a design has been run often enough. */
export interface StoppingRule {
  /** How many replications there are at first. */
  readonly first: number;
  /** How many there can be; what lies between may be run before it is known to be needed. */
  readonly ahead: number;
  /** How many there are to be, now that the first `results.length` are known: as many, when it is enough. */
  wanted(results: readonly ReplicationResult[]): number;
}

/** One design's replications, while they are run. */
export class Course {
  readonly design: Design;
  private readonly rule: StoppingRule;
  private readonly results: ReplicationResult[] = [];
  private readonly early = new Map<number, ReplicationResult>();
  private readonly failures = new Map<number, Failure>();
  private readonly known: number;
  private wanted: number;
  private given: number;

  /** @param known the first replications, where they were run before */
  constructor(design: Design, rule: StoppingRule, known: readonly ReplicationResult[] = []) {
    this.design = design;
    this.rule = rule;
    this.results.push(...known);
    this.known = known.length;
    this.given = known.length;
    this.wanted = rule.first;
    this.settle();
  }

  /** Whether there are as many as are wanted. */
  get done(): boolean {
    return this.results.length === this.wanted;
  }

  /** What failed, once all before it is known and it is wanted: its number and how. */
  get failure(): { readonly replication: number; readonly failure: Failure } | null {
    const replication = this.results.length + 1;
    const failure = this.failures.get(replication);
    return failure === undefined || this.done ? null : { replication, failure };
  }

  /** How many are wanted, as far as that is known, without those that were run before. */
  get total(): number {
    return this.wanted - this.known;
  }

  /**
   * The number of a replication that is to be run now, or null.
   * @param ahead how far beyond what is known it may run before it is needed; 0 for what is needed alone
   */
  next(ahead: number): number | null {
    if (this.done || this.failures.size > 0) return null;
    const most = Math.max(this.wanted, Math.min(this.rule.ahead, this.results.length + ahead));
    return this.given < most ? ++this.given : null;
  }

  took(result: ReplicationResult): void {
    this.early.set(result.replication, result);
    this.settle();
  }

  failed(replication: number, failure: Failure): void {
    this.failures.set(replication, failure);
  }

  /** The first replications, up to the first that is missing and to the stop. */
  complete(): readonly ReplicationResult[] {
    return this.results;
  }

  private settle(): void {
    for (;;) {
      if (this.done) {
        const wanted = this.rule.wanted(this.results);
        if (wanted === this.wanted) return;
        this.wanted = wanted;
      }
      const next = this.early.get(this.results.length + 1);
      if (next === undefined) return;
      this.results.push(next);
    }
  }
}
