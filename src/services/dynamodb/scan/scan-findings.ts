// What becomes of a scan, and of its table while it runs.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import type { ScanConfig } from './scan-schema.ts';

/** Findings of one scan. */
export function scanFindings(config: ScanConfig, measured: Measured): readonly FindingDraft[] {
  const read = sum(measured, 'ScannedCount');
  const findings: FindingDraft[] = [];
  if (read < config.items) {
    const seconds = measured.windowSeconds - config.at / US_PER_SECOND;
    const wanted =
      read > 0 && seconds > 0 ? `: at this pace it takes ${whole((seconds * config.items) / read)} s` : '';
    findings.push({
      severity: 'warning',
      title: `the scan is not over when the window is: ${percent(read / config.items)} of its items are read${wanted}`,
      limit: `totalSegments: ${config.totalSegments}, or what its table gives`,
      shareOfHarm: null,
      evidence: { items: config.items, itemsLeft: config.items - read },
      advice: 'Run longer, or read in more segments where the table has the capacity for them.',
    });
  }
  const throttled = sum(measured, 'ThrottledRequests');
  if (throttled === 0) return findings;
  const share = throttled / sum(measured, 'Requests');
  findings.push({
    severity: 'warning',
    title: `${percent(share)} of the scan’s pages are throttled: it asks for more than there is, and others are refused what it takes`,
    limit: `read capacity of ${config.to}, or of one of its partitions`,
    shareOfHarm: null,
    evidence: { throttledRequests: throttled, requests: sum(measured, 'Requests') },
    advice:
      'Let it wait between its pages (pause), read fewer items at a time (limit) or in fewer segments, or export the table to S3, which takes no read capacity.',
  });
  return findings;
}
