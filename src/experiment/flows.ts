// The fates of the records, over all replications. Every record has exactly one fate in each flow: that is checked
// here once more, because a report must never be drawn from books that do not balance.

import { invariant } from '../engine/invariant.ts';
import { US_PER_SECOND } from '../engine/time-units.ts';
import { estimateCount, estimateMean } from '../metrics/estimate.ts';
import { FATES, type Fate, LOSSES } from '../services/records/fates.ts';
import type { Measurements } from './measurements.ts';
import type { RecordedFlow } from './replication-result.ts';
import type { FlowResult } from './result.ts';

/**
 * The flows of a design, in the order of the replications' own.
 * @throws InvariantError when a flow's fates do not add up to what was produced
 */
export function flowsOf(measured: Measurements): readonly FlowResult[] {
  const first = measured.replications[0]!.flows;
  return first.map(({ from, to }, index) => {
    const each = measured.replications.map(({ flows, replication }) => {
      const flow = flows[index];
      invariant(flow?.from === from && flow.to === to, 'all replications have the same flows', { from, to });
      checkBalance(flow, replication);
      return flow;
    });
    return foldFlow(each, measured.random);
  });
}

/** Records lost in one flow of one replication. */
function lostOf(flow: RecordedFlow): number {
  return LOSSES.reduce((sum, fate) => sum + flow.fates[fate], 0);
}

function foldFlow(each: readonly RecordedFlow[], random: boolean): FlowResult {
  const { from, to, latencySharesUs } = each[0]!;
  const count = (value: (flow: RecordedFlow) => number) => estimateCount(each.map(value), random);
  const fates = Object.fromEntries(FATES.map((fate) => [fate, count((flow) => flow.fates[fate])]));
  const shares = Object.keys(latencySharesUs).map((place) => {
    const means = each.map((flow) => {
      const { delivered } = flow.fates;
      return delivered > 0 ? (flow.latencySharesUs[place] ?? 0) / delivered / US_PER_SECOND : null;
    });
    return [place, estimateMean(means)] as const;
  });
  return {
    from,
    to,
    produced: count((flow) => flow.produced),
    fates: fates as Record<Fate, (typeof fates)[string]>,
    lost: count(lostOf),
    duplicates: count((flow) => flow.duplicates),
    latencyShares: Object.fromEntries(shares),
  };
}

function checkBalance(flow: RecordedFlow, replication: number): void {
  const settled = FATES.reduce((sum, fate) => sum + flow.fates[fate], 0);
  invariant(settled === flow.produced, 'every record has exactly one fate', {
    replication,
    from: flow.from,
    to: flow.to,
    produced: flow.produced,
    settled,
  });
}
