// What a producer gave up: what its hosts could not hold, and what its library could not put in time.

import { percent } from '../../../language/figures.ts';
import { droppedFindings } from '../../client/producer-findings.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import type { ProducerConfig } from '../producer/producer-schema.ts';

/** Findings of one producer. */
export function producerFindings(config: ProducerConfig, measured: Measured): readonly FindingDraft[] {
  const found: FindingDraft[] = [...droppedFindings(config.maxBuffered, measured)];
  const expired = config.client.type === 'kpl' ? (measured.statistic('UserRecordExpired', 'ratio') ?? 0) : 0;
  if (config.client.type === 'kpl' && expired > 0) {
    const seconds = config.client.recordTtl / 1_000_000;
    const retries = measured.statistic('RetriesPerRecord', 'mean') ?? 0;
    found.push({
      severity: 'error',
      title: `${percent(expired)} of the user records expire in the library: it could not put them within ${seconds} s`,
      limit: `recordTtl ${seconds} s`,
      shareOfHarm: null,
      evidence: { expiredShare: expired, recordTtlSeconds: seconds, retriesPerRecordPut: retries },
      advice:
        'Lift what the stream refuses first (its findings say which limit). A longer recordTtl bridges an overload that ends; in one that lasts, it makes records later and saves none.',
    });
  }
  return found;
}
