// What a stream rejects: a record above its largest size fails the whole call that carries it, so most of what is lost may
// be small records that went along (API reference, PutRecords). No number of shards and no retry lifts that.

import { mebibytes, percent } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';

/** The finding on rejected records, where there are any. */
export function rejectionFindings(
  { maxRecordSize }: { readonly maxRecordSize: number },
  measured: Measured,
): readonly FindingDraft[] {
  const share = Math.max(
    0,
    ...measured.flows.map(({ produced, fates }) => (produced > 0 ? (fates.rejected ?? 0) / produced : 0)),
  );
  if (share === 0) return [];
  return [
    {
      severity: 'error',
      title: `${percent(share)} of all records produced are rejected: they were in a call with a record that is larger than the stream takes`,
      limit: `${mebibytes(maxRecordSize)} MiB a record, data and key (maxRecordSize)`,
      shareOfHarm: rejectedShareOfLoss(measured),
      evidence: { rejectedShare: share, maxRecordSizeBytes: maxRecordSize },
      advice:
        'Such a record fails its whole call, and sending it again fails again: keep large data elsewhere and send where it lies, raise maxRecordSize (up to 10 MiB), or put such records one by one (PutRecord), so that they take no others with them.',
    },
  ];
}

/** The share of what is lost on the way through a stream that is lost to such calls; the largest over its flows. */
export function rejectedShareOfLoss({ flows }: Measured): number {
  return Math.max(0, ...flows.map(({ lost, fates }) => (lost > 0 ? (fates.rejected ?? 0) / lost : 0)));
}
