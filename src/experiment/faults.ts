// What the faults of a design did, over its replications: when each showed, when records came through again, when the
// backlog was gone. A time that some replication did not see has no mean, only how long was looked.

import { invariant } from '../engine/invariant.ts';
import { US_PER_SECOND } from '../engine/time-units.ts';
import { type Estimate, estimateMean, UNTOLD } from '../metrics/estimate.ts';
import type { Measurements } from './measurements.ts';
import type { RecordedFault } from './replication-result.ts';
import type { FaultFlowResult, FaultResult } from './result.ts';

/** Every fault of a design, in file order. */
export function faultsOf({ design, replications }: Measurements): readonly FaultResult[] {
  return (design.faults ?? []).map(({ fault, components, workload }, i): FaultResult => {
    const recorded = replications.map(({ faults }) => {
      const found = faults?.[i];
      invariant(found !== undefined, 'each replication watches every fault', {
        design: design.name,
        fault: i,
      });
      return found;
    });
    const lookedUs = Math.max(0, design.durationUs - fault.at);
    return {
      kind: fault.kind,
      to: workload === null ? components : [workload],
      atSeconds: fault.at / US_PER_SECOND,
      forSeconds: fault.for / US_PER_SECOND,
      flows: flowsOf(recorded, lookedUs),
    };
  });
}

function flowsOf(recorded: readonly RecordedFault[], lookedUs: number): readonly FaultFlowResult[] {
  return (recorded[0]?.flows ?? []).map(({ from, to }, i) => {
    const each = recorded.map(({ flows }) => flows[i]!);
    const told = each.every((reaction) => reaction.told);
    const time = (us: readonly (number | null)[]): Estimate => {
      if (!told) return UNTOLD;
      if (us.includes(null)) return { value: null, ci95: null, above: lookedUs / US_PER_SECOND };
      return estimateMean(us.map((one) => one! / US_PER_SECOND));
    };
    return {
      from,
      to,
      noticedIn: told ? each.filter(({ detectedUs }) => detectedUs !== null).length : null,
      detected: time(each.map(({ detectedUs }) => detectedUs)),
      recovered: time(each.map(({ recoveredUs }) => recoveredUs)),
      caughtUp: time(each.map(({ caughtUpUs }) => caughtUpUs)),
      mostInFlight: estimateMean(each.map(({ mostInFlight }) => mostInFlight)),
    };
  });
}
