// Why no item of a table was deleted by its time to live: what deletions do to whoever reads the stream is then in no figure.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { writtenDuration } from '../../../language/written.ts';
import { sampler } from '../../../workload/distribution.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import type { TableConfig } from '../table/table-schema.ts';

/** In so many times the mean of what it takes, deletions are well under way, whatever the delay is drawn from. */
const TIMES_THE_MEAN = 2;

/** What to say of a table whose items expire, and none did. */
export function expiryFindings({ timeToLive }: TableConfig, measured: Measured): readonly FindingDraft[] {
  if (timeToLive === undefined || sum(measured, 'TimeToLiveDeletedItemCount') > 0) return [];
  const { after, deletionDelay } = timeToLive;
  const [why, advice] = whyNone(after + sampler(deletionDelay).mean, measured);
  return [
    {
      severity: 'info',
      title: `no item has expired and been deleted in this run: ${why}`,
      limit: `timeToLive.after: ${writtenDuration(after)}, and the delay until it is deleted`,
      shareOfHarm: null,
      evidence: { afterSeconds: after / US_PER_SECOND },
      advice,
    },
  ];
}

// @param untilDeleted from a write to the deletion, in the mean, µs
function whyNone(untilDeleted: number, measured: Measured): readonly [string, string] {
  if (sum(measured, 'ConsumedWriteCapacityUnits') === 0) {
    return [
      'nothing is written to it, and only what is written in the run has a time',
      'Write to it, or leave timeToLive out: it does nothing here.',
    ];
  }
  if (measured.windowSeconds <= (TIMES_THE_MEAN * untilDeleted) / US_PER_SECOND) {
    return [
      'it is too short, and what deletions do to readers of the stream is not in its figures',
      'Run longer than that, or make it shorter: where items are written once, as many are deleted in the long run as are written.',
    ];
  }
  return [
    'each is written again, or deleted, before its time is over and a deletion comes to it',
    'A longer run shows no more where items are written again and again: their time begins anew with each write.',
  ];
}
