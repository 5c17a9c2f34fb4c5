// The resharding of one stream, step by step. A request makes the stream UPDATING; each split or merge takes its time,
// during which the parents take puts as before, and at its end they are closed and their children open, in one instant.
// One step follows the other, and the stream is ACTIVE again after the last.

import {
  answerTo,
  DailyQuota,
  inUse,
  type ReshardError,
  type ReshardOperation,
} from './reshard-operation.ts';
import { type ReshardStep, takeStep } from './reshard-plan.ts';
import type { Topology } from './topology.ts';

/** What a step closes and opens, by shard number. */
export interface Resharded {
  readonly closed: readonly number[];
  readonly opened: readonly number[];
}

/** The state of a stream's resharding. It has no clock: whoever has one says when a request comes and a step is over. */
export class Resharder {
  readonly topology: Topology;
  private readonly quota = new DailyQuota();
  private steps: readonly ReshardStep[] = [];
  private next = 0;

  constructor(topology: Topology) {
    this.topology = topology;
  }

  /** Whether the stream is UPDATING. */
  get isUpdating(): boolean {
    return this.next < this.steps.length;
  }

  /** A request comes. @returns AWS's refusal, or null: then the first step, if any, has begun */
  request(operation: ReshardOperation, nowUs: number): ReshardError | null {
    if (this.isUpdating) return inUse(operation);
    const answer = answerTo(this.topology, operation);
    if ('error' in answer) return answer.error;
    if (operation.operation === 'UpdateShardCount') {
      const over = this.quota.take(nowUs);
      if (over !== null) return over;
    }
    this.steps = answer.steps;
    this.next = 0;
    return null;
  }

  /** The step under way is over: its parents are closed and their children open. */
  finishStep(): Resharded {
    return takeStep(this.topology, this.steps[this.next++]!);
  }
}
