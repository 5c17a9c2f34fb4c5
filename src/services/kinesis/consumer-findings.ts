// What keeps a consumer from keeping up.

import type { FindingDraft, Measured } from '../component.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { PUSHED_BYTES, SHARED_READ_BYTES } from './limit-words.ts';

/** What is less behind is told by the metric alone. */
const BEHIND_MS = 10_000;

/** Findings of one consumer. */
export function consumerFindings(config: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  const findings: FindingDraft[] = [];
  const bound = `${config.mode === 'shared' ? SHARED_READ_BYTES : PUSHED_BYTES}, or its own processing`;
  // Not all that expired in its flows: a producer's library lets records expire, too, before they are stored.
  const unread = measured.facts.reduce((sum, { expiredUnread }) => sum + (expiredUnread as number), 0);
  const expired = unread / Math.max(1, measured.facts.length);
  const produced = measured.flows.reduce((sum, flow) => sum + flow.produced, 0);
  if (expired > 0) {
    findings.push({
      severity: 'error',
      title: `${((100 * expired) / produced).toPrecision(3)} % of the records expire before they are read`,
      limit: 'retentionPeriod of the stream',
      shareOfHarm: null,
      evidence: { expiredRecords: expired },
      advice: `Read faster than records arrive, or keep them longer (retentionPeriod of ${config.from}).`,
    });
  }
  const late = measured.facts.filter(({ isUpToDate }) => isUpToDate === false).length;
  if (late > 0) {
    findings.push({
      severity: 'warning',
      title: `it has not read all that was kept when it joined by the end of the run${late < measured.facts.length ? `, ${late} of ${measured.facts.length} times` : ''}`,
      limit: bound,
      shareOfHarm: null,
      evidence: { notUpToDate: late, runs: measured.facts.length },
      advice: 'Measure for longer to see when it is up to date (duration), or give it more shards to read.',
    });
  }
  const behindMs = measured.statistic('MillisBehindLatest', 'p50') ?? 0;
  if (behindMs > BEHIND_MS) {
    findings.push({
      severity: 'warning',
      title: `half of its batches are more than ${(behindMs / 1000).toPrecision(3)} s behind the tip`,
      limit: bound,
      shareOfHarm: null,
      evidence: { medianMillisBehindLatest: behindMs },
      advice:
        'One thread works through each shard: shorten perRecord, or spread the stream over more shards.',
    });
  }
  return findings;
}
