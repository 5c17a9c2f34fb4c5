// What a producer dropped because its hosts could not hold it.

import type { FindingDraft, Measured } from '../component.ts';
import type { ProducerConfig } from './producer-schema.ts';

/** Findings of one producer. */
export function producerFindings(config: ProducerConfig, measured: Measured): readonly FindingDraft[] {
  const share = measured.statistic('DroppedRecords', 'ratio') ?? 0;
  if (share === 0) return [];
  return [
    {
      severity: 'error',
      title: `${(share * 100).toPrecision(3)} % of the records are dropped: the hosts’ buffers are full`,
      limit: `maxBuffered ${config.maxBuffered.toLocaleString('en-US')} bytes per host`,
      shareOfHarm: null,
      evidence: { droppedShare: share, maxBufferedBytes: config.maxBuffered },
      advice:
        'Lift what holds the puts up (refusals, connections, latency) first; a larger buffer only delays the loss.',
    },
  ];
}
