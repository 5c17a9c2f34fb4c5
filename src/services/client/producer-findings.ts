// What producers of all kinds have to say of what they dropped.

import type { FindingDraft, Measured } from '../component.ts';

/** The finding of records that hosts could not hold, if there are any. @param maxBuffered bytes a host */
export function droppedFindings(maxBuffered: number, measured: Measured): readonly FindingDraft[] {
  const dropped = measured.statistic('DroppedRecords', 'ratio') ?? 0;
  if (dropped === 0) return [];
  return [
    {
      severity: 'error',
      title: `${(dropped * 100).toPrecision(3)} % of the records are dropped: the hosts’ buffers are full`,
      limit: `maxBuffered ${maxBuffered.toLocaleString('en-US')} bytes per host`,
      shareOfHarm: null,
      evidence: { droppedShare: dropped, maxBufferedBytes: maxBuffered },
      advice:
        'Lift what holds the puts up (refusals, connections, latency) first; a larger buffer only delays the loss.',
    },
  ];
}
