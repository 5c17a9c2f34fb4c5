// What keeps a consumer from keeping up.

import { inReplications, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { type ConsumerConfig, modeOf, readsFromHorizon } from '../consumer/consumer-schema.ts';
import { kclFindings } from '../kcl/kcl-findings.ts';
import { PUSHED_BYTES, SHARED_READ_BYTES } from './limit-words.ts';

/** What is less behind is told by the metric alone. */
const BEHIND_MS = 10_000;

/** Findings of one consumer. */
export function consumerFindings(config: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  const findings: FindingDraft[] = [];
  const bound = `${modeOf(config) === 'shared' ? SHARED_READ_BYTES : PUSHED_BYTES}, or its own processing`;
  // Not all that expired in its flows: a producer's library lets records expire, too, before they are stored.
  const unread = measured.facts.reduce((sum, { expiredUnread }) => sum + (expiredUnread as number), 0);
  const expired = unread / Math.max(1, measured.facts.length);
  const flows = measured.flows.filter(({ to }) => to === measured.component);
  const wanted = flows.reduce((sum, { produced, fates }) => sum + produced - (fates.filtered ?? 0), 0);
  if (expired > 0) {
    findings.push({
      severity: 'error',
      title: `${((100 * expired) / wanted).toPrecision(3)} % of the records expire before they are read`,
      limit: 'retentionPeriod of the stream',
      shareOfHarm: null,
      evidence: { expiredRecords: expired },
      advice: `Read faster than records arrive, or keep them longer (retentionPeriod of ${config.from}).`,
    });
  }
  const absent = runsWith(measured, ({ hasJoined }) => hasJoined === false);
  if (absent !== null) {
    findings.push({
      severity: 'warning',
      title: `it has not joined by the end of the run${absent.words}`,
      limit: 'joinsAt',
      shareOfHarm: null,
      evidence: { runs: absent.runs },
      advice: 'Let it join before the duration is over (joinsAt), and not while it is down.',
    });
  }
  const late = runsWith(measured, ({ hasJoined, isUpToDate }) => hasJoined === true && isUpToDate === false);
  if (late !== null) {
    findings.push({
      severity: 'warning',
      title: `it has not read all that was kept when it joined by the end of the run${late.words}`,
      limit: bound,
      shareOfHarm: null,
      evidence: { runs: late.runs },
      advice: 'Measure for longer to see when it is up to date (duration), or give it more shards to read.',
    });
  }
  const failed = measured.statistic('FailedBatches', 'sum') ?? 0;
  if (failed > 0) {
    const skipped = flows.reduce((sum, { fates }) => sum + (fates.failed ?? 0), 0);
    const tries = config.failedBatches.maxAttempts;
    const words = skipped > 0 ? `; ${whole(skipped)} records are lost with those that are skipped` : '';
    findings.push({
      severity: skipped > 0 ? 'error' : 'warning',
      title: `${whole(failed)} batches fail${words}`,
      limit: Number.isFinite(tries) ? `failedBatches.maxAttempts: ${tries}` : 'a shard waits for its batch',
      shareOfHarm: null,
      evidence: { failedBatches: failed, skippedRecords: skipped },
      advice: Number.isFinite(tries)
        ? 'Keep a record that fails every time elsewhere, and go on with the others: a batch that is skipped loses what was behind it.'
        : 'Give a batch up after some attempts (failedBatches.maxAttempts), or keep the record that fails elsewhere: the shard waits for it, and its records grow old.',
    });
  }
  findings.push(...kclFindings(config, measured));
  const behindMs = measured.statistic('MillisBehindLatest', 'p50') ?? 0;
  // Who reads what was kept is behind until it is up to date, and CatchUpTime tells when.
  if (behindMs > BEHIND_MS && !readsFromHorizon(config)) {
    findings.push({
      severity: 'warning',
      title: `half of its batches are more than ${whole(behindMs / 1000)} s behind the tip`,
      limit: bound,
      shareOfHarm: null,
      evidence: { medianMillisBehindLatest: behindMs },
      advice:
        'One thread works through each shard: shorten perRecord, or spread the stream over more shards.',
    });
  }
  return findings;
}

/** In how many runs something held, and how to say so; null if in none. */
function runsWith(
  { facts }: Measured,
  holds: (facts: Measured['facts'][number]) => boolean,
): { readonly runs: number; readonly words: string } | null {
  const runs = facts.filter(holds).length;
  if (runs === 0) return null;
  return { runs, words: inReplications(runs, facts.length) };
}
