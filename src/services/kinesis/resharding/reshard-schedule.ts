// What a stream's planned resharding comes to, worked out before the run: which shards there will ever be, which requests AWS
// will refuse, and why. Nothing in it is left to chance, so it is what the run does.

import type { ReshardError, ReshardOperation } from './reshard-operation.ts';
import { Resharder } from './resharder.ts';
import { Topology } from './topology.ts';

/** A request at its time, µs from the start of the measured window. */
export type PlannedOperation = ReshardOperation & { readonly at: number };

/** A request that AWS will refuse. */
interface PlannedRefusal {
  /** Its place in the list. */
  readonly index: number;
  readonly error: ReshardError;
}

/** The outcome of a plan. */
export interface ReshardSchedule {
  /** All shards that there will have been. */
  readonly topology: Topology;
  readonly refusals: readonly PlannedRefusal[];
}

/**
 * @param shardCount shards at the start
 * @param planned requests in any order; those of one time in the order of the list
 * @param stepUs what a split or merge takes, µs
 */
export function reshardSchedule(
  shardCount: number,
  planned: readonly PlannedOperation[],
  stepUs: number,
): ReshardSchedule {
  const topology = new Topology(shardCount);
  const resharder = new Resharder(topology);
  const refusals: PlannedRefusal[] = [];
  let stepEndsUs = 0;
  const finishUntil = (untilUs: number): void => {
    while (resharder.isUpdating && stepEndsUs <= untilUs) {
      resharder.finishStep();
      stepEndsUs += stepUs;
    }
  };
  for (const { index, operation } of inOrder(planned)) {
    finishUntil(operation.at);
    const error = resharder.request(operation, operation.at);
    if (error === null) stepEndsUs = operation.at + stepUs;
    else refusals.push({ index, error });
  }
  finishUntil(Number.POSITIVE_INFINITY);
  return { topology, refusals };
}

/** The requests in order of their times, with their places in the list. */
export function inOrder(
  planned: readonly PlannedOperation[],
): readonly { readonly index: number; readonly operation: PlannedOperation }[] {
  return planned
    .map((operation, index) => ({ index, operation }))
    .sort((a, b) => a.operation.at - b.operation.at || a.index - b.index);
}
